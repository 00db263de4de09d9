#include "base/json.h"

#include <doctest.h>
#include <rapidcheck.h>

namespace comity::json {
namespace {

std::string again(std::string_view text) {
  const auto value = parse(text);
  if (!value) return "error: " + value.error().detail;
  std::string out;
  write(out, *value);
  return out;
}

TEST_CASE("what is read is written alike") {
  CHECK(again(R"({"a":[1,-2,true,null,"x"],"b":{"c":0.5}})") == R"({"a":[1,-2,true,null,"x"],"b":{"c":0.5}})");
  CHECK(again(" [ ] ") == "[]");
  CHECK(again(R"("\u0041\u00e9\ud83d\ude00")") == "\"A\u00e9\U0001F600\"");
}

TEST_CASE("a key that stands twice is refused, at any depth, and may be the empty key") {
  CHECK(again(R"({"a":1,"b":2,"a":3})").starts_with("error: the key \"a\" stands twice"));
  CHECK(again(R"([{"x":{"k":1,"k":2}}])").starts_with("error: the key \"k\" stands twice"));
  CHECK(again(R"({"":1,"":2})").starts_with("error:"));
  CHECK(again(R"([{"a":1},{"a":1}])") == R"([{"a":1},{"a":1}])");
}

TEST_CASE("depth 16 is read, depth 17 is refused") {
  CHECK(again(std::string(16, '[') + std::string(16, ']')) == std::string(16, '[') + std::string(16, ']'));
  CHECK(again(std::string(17, '[') + std::string(17, ']')).starts_with("error: nested deeper than 16"));
  CHECK(again(std::string(100000, '[')).starts_with("error: nested deeper than 16"));
}

TEST_CASE("broken texts are refused with the byte") {
  for (const char* text : {"", "{", "[1,]", "{\"a\":}", "nul", "\"\xff\"", "\"\\ud800\"", "\"a\nb\"", "[1] 2", "'a'"}) {
    CAPTURE(text);
    CHECK(again(text).starts_with("error: "));
    CHECK(again(text).find(" at byte ") != std::string::npos);
  }
}

TEST_CASE("a written string cannot end a script element, a line or a string") {
  std::string out;
  write_string(out, "</script>\u2028\"\\\n\x01\x7f");
  CHECK(out == "\"\\u003c/script>\\u2028\\\"\\\\\\n\\u0001\\u007f\"");
  out.clear();
  write_string(out, "a\xC0\xAF\xED\xA0\x80z");
  CHECK(out == "\"a\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDz\"");
}

TEST_CASE("any bytes become a string that reads back") {
  CHECK(rc::check([](const std::string& bytes) {
    std::string out;
    write_string(out, bytes);
    RC_ASSERT(parse(out).has_value());
  }));
}

TEST_CASE("the writer puts commas where they belong") {
  std::string out;
  Writer w(out);
  w.object().member("a", 1).key("b").array().value("x").value(true).null().end().key("c").object().end().end();
  CHECK(out == R"({"a":1,"b":["x",true,null],"c":{}})");
}

}  // namespace
}  // namespace comity::json
