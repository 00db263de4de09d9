#include "campaign/alike_words.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <string>

#include "text/characters.h"

namespace comity::campaign {
namespace {

using Words = std::vector<std::string>;

Words alike(const std::string& mine, const std::string& other, const std::vector<text::Span>& without = {},
            std::size_t most = 8) {
  Words words;
  for (const text::Span s : alike_words(mine, other, without, most))
    words.push_back(mine.substr(s.begin, s.end - s.begin));
  return words;
}

}  // namespace

TEST_CASE("the words that two texts share are told, run by run, as they are written") {
  CHECK(alike("Only list FOUR will mend our roads, and lower the taxes!",
              "only list four will mend the roads and lower the taxes") ==
        Words{"Only list FOUR will mend", "roads, and lower the taxes"});
  CHECK(alike("Голосуйте за список номер четыре", "Соседи, голосуйте за СПИСОК номер пять!") ==
        Words{"Голосуйте за список номер"});
  CHECK(alike("the same text", "the same text") == Words{"the same text"});
  CHECK(alike("something else entirely", "no piece of it is here").empty());
  CHECK(alike("", "anything").empty());
}

TEST_CASE("a word that is only begun alike, and a few letters by themselves, are not told") {
  CHECK(alike("the mayors hat", "the mayoral hat of office").empty());
  CHECK(alike("of it we speak", "of it they talk").empty());
}

TEST_CASE("what is quoted is left out and parts the words around it") {
  const std::string mine = "mend our roads > mend our roads < lower taxes";
  CHECK(alike(mine, "mend our roads lower taxes", {{15, 32}}) == Words{"mend our roads", "lower taxes"});
}

TEST_CASE("of many runs the longest are told, in order") {
  CHECK(alike("aaaaaaaa 1 bbbbb 2 cccccccccc", "cccccccccc and bbbbb and aaaaaaaa", {}, 2) ==
        Words{"aaaaaaaa", "cccccccccc"});
}

TEST_CASE("whatever the texts, the spans are apart, in order, and begin and end with characters") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
    static const Words pieces = {"mend ", "roads", "ß", "é", "e\u0301", "'", "\u200B", "четыре ", ", ", "x"};
    std::string mine, other;
    for (const std::uint8_t c : a) mine += pieces[c % pieces.size()];
    for (const std::uint8_t c : b) other += pieces[c % pieces.size()];
    std::uint32_t at = 0;
    for (const text::Span s : alike_words(mine, other, {}, 4)) {
      RC_ASSERT(s.begin >= at && s.begin < s.end && s.end <= mine.size());
      RC_ASSERT(text::is_well_formed(mine.substr(s.begin, s.end - s.begin)));
      at = s.end;
    }
  }));
}

}  // namespace comity::campaign
