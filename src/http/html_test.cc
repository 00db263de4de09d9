#include "http/html.h"

#include <doctest.h>

using namespace comity::http;

TEST_CASE("what goes in as text or attribute comes out escaped") {
  std::string out;
  HtmlWriter(out).open("a", "x\"y").attribute("href", "/?a=1&b='2'").text("<script>").close("a");
  CHECK(out == "<a class=\"x&quot;y\" href=\"/?a=1&amp;b=&#39;2&#39;\">&lt;script&gt;</a>");
}

TEST_CASE("control characters never reach a page; tab and newline do") {
  CHECK(escaped(std::string_view("a\0b\x01\tc\n\x7f", 8)).markup == "ab\tc\n");
}

TEST_CASE("a flag and an empty element are written as HTML has them") {
  std::string out;
  HtmlWriter w(out);
  w.open("input").attribute("type", "checkbox").flag("checked").hidden("a", "b");
  CHECK(out == "<input type=\"checkbox\" checked><input type=\"hidden\" name=\"a\" value=\"b\">");
}
