#include "policy/reading.h"

#include <doctest.h>

#include "policy/lexicon_matcher.h"

namespace comity::policy {
namespace {

// "look-alike а, stretched aaa": how `written` was read, with the author's characters.
std::string told(std::string_view written) {
  Lexicon list;
  list.name = "words";
  for (const std::string_view word : {"damn", "дурак", "blöd", "idiot"}) {
    LexiconEntry entry;
    std::string complaint;
    REQUIRE(read_entry(word, entry, complaint));
    list.entries.push_back(entry);
  }
  const text::CheckedText text = text::checked(written).value();
  const std::vector<LexiconMatch> matches = LexiconMatcher({list}).find(text, "");
  if (matches.size() != 1) return "not one match";
  std::string all;
  for (const FoldStep& step : matches[0].reading)
    all += (all.empty() ? "" : ", ") + std::string(name_of(step.fold)) + ' ' +
           text.utf8().substr(step.span.begin, step.span.end - step.span.begin);
  return all.empty() ? "as it stands" : all;
}

}  // namespace

TEST_CASE("a match tells how the author's characters were read") {
  CHECK(told("damn it") == "as it stands");
  CHECK(told("DAMN it") == "as it stands");
  CHECK(told("dаmn it") == "look-alike а");
  CHECK(told("d4mn it") == "sign 4");
  CHECK(told("d*mn it") == "mask *");
  CHECK(told("daaaamn it") == "stretched aaa");
  CHECK(told("d a m n") == "separators  a m ");
  CHECK(told("d\u200Bamn") == "hidden \u200B");
  CHECK(told("d<b>amn</b>") == "markup <b>");
  CHECK(told("d&#97;mn") == "reference &#97;");
  CHECK(told("ｄamn") == "compatibility ｄ");
  CHECK(told("dämn") == "accents ä");
  CHECK(told("bloed") == "spelling bloed");
  CHECK(told("это durak") == "sound durak");
  CHECK(told("xxdamnxx") == "glued damn");
  CHECK(told("id|iot") == "separators |");
  CHECK(told("|)amn") == "drawing |)");
  CHECK(told("\u202Enmad\u202C") == "reversed nmad");
}

}  // namespace comity::policy
