#include "text/fold.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "text/characters.h"
#include "text/generators_test.h"

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
  CHECK(folded("сор, тот, сосок") == "сор, тот, сосок");  // look-alikes throughout, and Russian
  CHECK(folded("Μορφή") == "μορφη");
  CHECK(folded("Straße") == "strasse");
  CHECK(folded("ISTANBUL İstanbul ısı") == "istanbul istanbul isi");
  CHECK(folded("مَرْحَبـــا") == "مرحبا");       // vowel marks and a stretched line
  CHECK(folded("กำลังทำ") != folded("กลงท"));  // a Thai vowel is a letter
  CHECK(folded("ガ") != folded("カ"));
  CHECK(fold_word("Дурак") == "дурак");
}

TEST_CASE("a word of mixed scripts is read the way it costs least") {
  CHECK(folded("дуpaк") == "дурак");  // Latin p and a
  CHECK(folded("moрoн") == "mopoh");  // н looks like H
  CHECK(folded("ѕехy") == "sexy");
  CHECK(folded("дур@к ч3пуха") == "дурак чзпуха");
  CHECK(folded("ДYРAК") == "дурак");
}

TEST_CASE("a whole word of look-alikes is Latin only where its script is not used") {
  CHECK(folded("nice ѕех") == "nice sex");                  // ѕ: no usual alphabet has it
  CHECK(folded("ѕех, и не только") == "ѕех, и не только");  // Cyrillic is used here
  CHECK(folded("lol сука") == "lol сука");                  // an ordinary Russian word among Latin ones
  CHECK(fold_word("ѕех") == "ѕех");                         // an entry is what it says
}

TEST_CASE("a word of three alphabets is read as Latin") {
  CHECK(folded("τѡіт") == "twit");  // Greek and Cyrillic, no Latin letter at all
  CHECK(folded("⒟⒜⒨⒩") == "damn");
  CHECK(folded("агѕe") == "arse");  // ѕ: no usual alphabet has it
}

TEST_CASE("digits and signs are letters only beside letters") {
  CHECK(folded("b00b 1diot $hit a$$") == "boob idiot shit ass");
  CHECK(folded("455 1990 $5 3.14 @") == "455 1990 $5 3.14 @");
  CHECK(folded("A55 and B52 and COVID19") == "a55 and b52 and covid19");  // designators
  CHECK(folded("10am 70s 35kg") == "10am 70s 35kg");                      // quantities
  CHECK(folded("a1999b") == "a1999b");
  CHECK(folded("٣ مرات") == "3 مرات");
}

TEST_CASE("flags and signs behind a word leave it a word") {
  CHECK(quoted("damn🇺🇳 it", "damn") == "damn");
  CHECK(folded("damn™") == "damn™");
  CHECK(folded("🇩🇦🇲🇳 it") == "damn it");
}

TEST_CASE("a quotation is whole characters, and nothing unseen behind them") {
  CHECK(quoted("x damn\u200B\u200B this", "damn") == "damn");
  CHECK(quoted("x damn\u0336 this", "damn") == "damn\u0336");
  CHECK(quoted("x ﬁne", "f") == "ﬁ");
  CHECK(quoted("x ﬁne", "in") == "ﬁn");
  CHECK(quoted("\u200Bdamn", "damn") == "damn");
  CHECK(quoted("Straße", "strass") == "Straß");
}

TEST_CASE("texts a reader would call the same are equal") {
  const auto same = [](std::string_view a, std::string_view b) {
    return fold_for_equality(*checked(a)) == fold_for_equality(*checked(b));
  };
  CHECK(same("Hello  world\n", "hello world"));
  CHECK(same(" It’s “fine” — really", "it's \"fine\" - really"));
  CHECK(same("ЁЖИК", "ежик"));
  CHECK(!same("hello world", "hello, world"));
  CHECK(!same("he is here", "she is here"));
}

TEST_CASE("the fold of any text is well-formed, visible, and maps back in order") {
  CHECK(rc::check([] {
    const CheckedText text = *checked(*any_script());
    const std::string& author = text.utf8();
    const Folded f = fold(text);
    RC_ASSERT(is_well_formed(f.utf8));
    RC_ASSERT(f.origin.size() == f.utf8.size() + 1);
    RC_ASSERT(f.origin.back() == author.size());
    for (std::size_t i = 0; i + 1 < f.origin.size(); ++i) RC_ASSERT(f.origin[i] <= f.origin[i + 1]);
    for (std::size_t at = 0; at < f.utf8.size();) {
      const auto begin = static_cast<std::uint32_t>(at);
      const Character c = character(next_code_point(f.utf8, at));
      RC_ASSERT(c.kind != Kind::invisible);
      RC_ASSERT(c.kind != Kind::mark);
      const Span s = f.original({begin, static_cast<std::uint32_t>(at)});
      RC_ASSERT(s.end > s.begin);
      RC_ASSERT(is_well_formed(author.substr(s.begin, s.end - s.begin)));
      RC_ASSERT((static_cast<unsigned char>(author[s.begin]) & 0xC0U) != 0x80U);
    }
  }));
}

TEST_CASE("a disguised word is found in any surroundings") {
  CHECK(rc::check([] {
    const std::string before = *any_script(), after = *any_script();
    const std::string word =
        *rc::gen::elementOf(std::vector<std::string>{"damn", "D4MN", "d\u200Bamn", "dаmn", "𝖉𝖆𝖒𝖓"});
    RC_ASSERT(quoted(before + " " + word + " " + after, "damn") != "nothing");
  }));
}

TEST_CASE("every code point folds to something well-formed, and its fold is settled") {
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const Character ch = character(c);
    if (!is_well_formed(ch.native) || !is_well_formed(ch.latin)) FAIL_CHECK("U+", c);
    for (std::size_t at = 0; at < ch.native.size();) {
      const char32_t n = next_code_point(ch.native, at);
      const Character again = character(n);
      // What a letter folds to folds to itself.
      std::string self(ch.native);
      if (ch.kind == Kind::letter && ch.native.size() == at && !again.native.empty() && again.native != ch.native)
        FAIL_CHECK("U+", static_cast<unsigned>(c), " folds to ", self, " folds to ", std::string(again.native));
    }
  }
}

}  // namespace comity::text
