#include "text/checked.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "text/generators_test.h"

namespace comity::text {
namespace {

std::string refusal(std::string_view bytes) {
  const auto text = checked(bytes);
  return text ? "nothing" : text.error().detail;
}

std::string repeated(std::string_view s, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += s;
  return out;
}

}  // namespace

TEST_CASE("a refusal says what was found, and where") {
  CHECK(refusal("ab\xC0\xAFz") == "the text is not UTF-8: byte 0xC0 at offset 2");       // overlong '/'
  CHECK(refusal("\xE0\x80\xAF") == "the text is not UTF-8: byte 0xE0 at offset 0");      // overlong
  CHECK(refusal("a\xED\xA0\x80") == "the text is not UTF-8: byte 0xED at offset 1");     // a surrogate
  CHECK(refusal("\xF4\x90\x80\x80") == "the text is not UTF-8: byte 0xF4 at offset 0");  // above U+10FFFF
  CHECK(refusal("\xF0\x9F\x98") == "the text is not UTF-8: byte 0xF0 at offset 0");      // cut short
  CHECK(refusal("\x80") == "the text is not UTF-8: byte 0x80 at offset 0");              // a lone tail
  CHECK(refusal(std::string_view("a\0b", 3)) == "the text has a U+0000 at byte offset 1");
}

TEST_CASE("line ends become one, and letters with their marks one letter") {
  CHECK(checked("a\r\nb\rc\n")->utf8() == "a\nb\nc\n");
  CHECK(checked("e\u0301")->utf8() == "\u00E9");
  CHECK(checked("\u1100\u1161")->utf8() == "\uAC00");
  CHECK(checked("")->utf8().empty());
}

TEST_CASE("limits are those of the text as it is kept") {
  CHECK(checked(repeated("a", max_comment_code_points)));
  CHECK(refusal(repeated("a", max_comment_code_points + 1)) ==
        "the text is 10001 characters long; at most 10000 are allowed");
  CHECK(checked(repeated("\r\n", max_comment_code_points)));     // line ends count once
  CHECK(checked(repeated("e\u0301", max_comment_code_points)));  // é counts once
  CHECK(checked(repeated("😀", max_comment_code_points)));
  CHECK(refusal(repeated("\U0001D15E", 9'000)).starts_with("the text is 72000 bytes long"));  // NFC makes it longer
  CHECK(refusal(std::string(1'000'000, 'a')).starts_with("the text is 1000000 bytes long"));
}

TEST_CASE("ill-formed bytes are replaced by maximal subparts") {
  // Unicode 15.0 table 3-8.
  CHECK(scrubbed("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64") == "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
  CHECK(scrubbed("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");
  CHECK(scrubbed("\xF0\x9F\x98") == "\uFFFD");
  CHECK(scrubbed("fine é") == "fine é");
}

TEST_CASE("code points and graphemes are counted") {
  CHECK(code_points("aé😀") == 3);
  CHECK(graphemes("") == 0);
  CHECK(graphemes("👨‍👩‍👧‍👦e\u0301\r\n") == 3);
  CHECK(in_code_points("é😀x", {2, 6}) == Span{1, 2});
}

TEST_CASE("random bytes never come through ill-formed") {
  CHECK(rc::check([](const std::string& bytes) {
    RC_ASSERT(is_well_formed(scrubbed(bytes)));
    if (is_well_formed(bytes)) RC_ASSERT(scrubbed(bytes) == bytes);
    const auto text = checked(bytes);
    if (text) {
      RC_ASSERT(is_well_formed(text->utf8()));
      RC_ASSERT(*checked(text->utf8()) == *text);
    }
  }));
}

}  // namespace comity::text
