#include "text/fold.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "text/characters.h"

namespace comity::text {
namespace {

std::string folded(std::string_view s) { return fold(*checked(s)).utf8; }

// What the author wrote where `word` is found after folding.
std::string quoted(std::string_view comment, std::string_view word) {
  const CheckedText text = *checked(comment);
  const Folded f = fold(text);
  const std::size_t at = f.utf8.find(word);
  if (at == std::string::npos) return "nothing";
  const Span s = f.original({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + word.size())});
  return text.utf8().substr(s.begin, s.end - s.begin);
}

}  // namespace

TEST_CASE("a word is the same word however it is dressed up") {
  CHECK(quoted("damn this", "damn") == "damn");
  CHECK(quoted("D4MN this", "damn") == "D4MN");
  CHECK(quoted("d\u200Bamn this", "damn") == "d\u200Bamn");  // zero-width space: quoted as typed
  CHECK(quoted("ｄａｍｎ this", "damn") == "ｄａｍｎ");
  CHECK(quoted("𝖉𝖆𝖒𝖓 this", "damn") == "𝖉𝖆𝖒𝖓");
  CHECK(quoted("dаmn this", "damn") == "dаmn");  // Cyrillic а
  CHECK(quoted("this ⓓⓐⓜⓝ", "damn") == "ⓓⓐⓜⓝ");
  CHECK(quoted("this d@mn", "damn") == "d@mn");
  CHECK(quoted("this ᴅᴀᴍɴ", "damn") == "ᴅᴀᴍɴ");
  CHECK(quoted("this 🅳🅰🅼🅽", "damn") == "🅳🅰🅼🅽");
  CHECK(quoted("this d\u0336a\u0336m\u0336n\u0336", "damn") == "d\u0336a\u0336m\u0336n\u0336");
  CHECK(quoted("dämn", "damn") == "dämn");
  CHECK(quoted("ᗪᗩᗰᑎ it", "damn") == "ᗪᗩᗰᑎ");
}

TEST_CASE("words of one script are left in it") {
  CHECK(folded("Он идёт домой") == "он идет домои");
  CHECK(folded("сор") == "сор");
  CHECK(folded("дуpaк") == "дурак");  // Latin p and a
  CHECK(fold_word("Дурак") == "дурак");
}

}  // namespace comity::text
