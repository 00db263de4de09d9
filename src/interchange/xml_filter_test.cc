#include "interchange/xml_filter.h"

#include <doctest.h>
#include <rapidcheck.h>

using namespace comity;
using namespace comity::interchange;

namespace {

std::string filtered(XmlFilter& filter, std::string_view bytes, std::size_t piece = 7) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += piece) REQUIRE(filter.feed(bytes.substr(at, piece), out));
  REQUIRE(filter.finish(out));
  return out;
}

std::string filtered(std::string_view bytes) {
  XmlFilter filter;
  return filtered(filter, bytes);
}

std::string wide(std::string_view ascii, bool big_endian) {
  std::string out;
  for (const char c : ascii) {
    if (big_endian) out.push_back('\0');
    out.push_back(c);
    if (!big_endian) out.push_back('\0');
  }
  return out;
}

using namespace std::string_literals;

}  // namespace

TEST_CASE("clean UTF-8 passes unchanged, whatever the pieces") {
  const std::string text = "<?xml version=\"1.0\"?><a>Straße &amp; &#233; мир 日本 \xF0\x9F\x8C\x8D</a>";
  for (std::size_t piece : {1U, 2U, 3U, 5U, 4096U}) {
    XmlFilter filter;
    CHECK(filtered(filter, text, piece) == text);
    CHECK(filter.replaced() == 0);
    CHECK(filter.malformed() == 0);
  }
}

TEST_CASE("characters that XML forbids become U+FFFD and are counted") {
  XmlFilter filter;
  CHECK(filtered(filter, "<a>a\x01"s + "b\x1F"s + "c\0d\xEF\xBF\xBE</a>"s) == "<a>a\uFFFDb\uFFFDc\uFFFDd\uFFFD</a>");
  CHECK(filter.replaced() == 4);
  CHECK(filter.malformed() == 0);
}

TEST_CASE("references to forbidden characters become U+FFFD, others stay as written") {
  XmlFilter filter;
  CHECK(filtered(filter, "<a>&#0;&#x1;&#x0B;&#xD800;&#1114112;&#xFFFFFFFFFF; &#10;&#x1F600;&amp;&# &#x;</a>") ==
        "<a>\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD &#10;&#x1F600;&amp;&# &#x;</a>");
  CHECK(filter.replaced() == 6);
}

TEST_CASE("bytes that are no UTF-8 become U+FFFD, one for each broken sequence") {
  XmlFilter filter;
  CHECK(filtered(filter, "<a>\xE9t\xE9 \xC0\x80 \xF0\x9F\x8C</a>") == "<a>\uFFFDt\uFFFD \uFFFD\uFFFD \uFFFD</a>");
  CHECK(filter.malformed() == 5);
}

TEST_CASE("a byte order mark or a declaration names the encoding") {
  CHECK(filtered("\xEF\xBB\xBF<a/>") == "<a/>");
  CHECK(filtered("\xFF\xFE" + wide("<a>b</a>", false)) == "<a>b</a>");
  CHECK(filtered("\xFE\xFF" + wide("<a>b</a>", true)) == "<a>b</a>");
  CHECK(filtered(wide("<?xml version='1.0'?><a/>", false)) == "<?xml version='1.0'?><a/>");
  CHECK(filtered(wide("<?xml version='1.0'?><a/>", true)) == "<?xml version='1.0'?><a/>");
  CHECK(filtered("<?xml version='1.0' encoding='windows-1251'?><a>\xCC\xE8\xF0</a>").ends_with("<a>Мир</a>"));
  CHECK(filtered("<?xml version='1.0' encoding = \"Shift_JIS\" ?><a>\x93\xFA\x96\x7B</a>").ends_with("<a>日本</a>"));
  CHECK(filtered("<?xml version='1.0' encoding='KOI8-R'?><a>\xED\xC9\xD2</a>").ends_with("<a>Мир</a>"));
}

TEST_CASE("Latin-1 is read as its users mean it") {
  CHECK(filtered("<?xml version='1.0' encoding='iso-8859-1'?><a>\xE9\x93\x97\x94</a>").ends_with("<a>é“—”</a>"));
}

TEST_CASE("a declaration that cannot be true is not believed") {
  CHECK(filtered("<?xml version='1.0' encoding='UTF-16'?><a>é</a>").ends_with("<a>é</a>"));
}

TEST_CASE("an encoding that nobody knows is refused by name") {
  XmlFilter filter;
  std::string out;
  REQUIRE(filter.feed("<?xml version='1.0' encoding='klingon-8'?><a/>", out));
  const Done done = filter.finish(out);
  REQUIRE_FALSE(done);
  CHECK(done.error().detail.find("klingon-8") != std::string::npos);
}

TEST_CASE("blank lines before the declaration are dropped") {
  CHECK(filtered("\n\r\n  <?xml version='1.0'?><a/>") == "<?xml version='1.0'?><a/>");
}

TEST_CASE("places are those of the file, not of the converted text") {
  SUBCASE("behind replaced characters") {
    XmlFilter filter;
    const std::string file = "\n<r>\x01\x02&#1;\xE9<item>";
    const std::string text = filtered(filter, file);
    CHECK(filter.source(text.find("<item>")) == file.find("<item>"));
    CHECK(filter.source(text.find("<r>")) == 1);
  }
  SUBCASE("in UTF-16") {
    XmlFilter filter;
    const std::string file = "\xFE\xFF" + wide("<r>abc", true) + "\x04\x1C" + wide("<item>", true);
    const std::string text = filtered(filter, file);
    CHECK(filter.source(text.find("<item>")) == 2 + 12 + 2);
  }
}

TEST_CASE("whatever bytes come in, well-formed text without forbidden characters comes out, however they are cut") {
  CHECK(rc::check([](const std::string& bytes) {
    XmlFilter whole, pieces;
    const std::string file = "<?xml version='1.0'?>" + bytes;
    const std::string text = filtered(whole, file, 4096);
    RC_ASSERT(text == filtered(pieces, file, 1));
    XmlFilter again;
    RC_ASSERT(filtered(again, text) == text);
    RC_ASSERT(again.replaced() + again.malformed() == 0);
  }));
}
