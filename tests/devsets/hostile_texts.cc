#include "hostile_texts.h"

#include <cstdint>
#include <string_view>

#include "policy/lexicon.h"
#include "text/checked.h"

namespace comity::devsets {
namespace {

struct Piece {
  const char* name;
  std::string_view text;
};

// Repeated until the text is full.
constexpr Piece pieces[] = {
    {"one letter", "a"},
    {"one letter of an entry, stretched", "d"},
    {"pairs", "iid"},
    {"leet bars", "1!|"},
    {"leet mixed", "4@$5s1!i|l0o"},
    {"leet in Cyrillic", "0о3з4ч6б@а"},
    {"masks", "s*s*"},
    {"masks only", "*"},
    {"all masks", "*#@%$&-_.?!"},
    {"letters and masks", "d*mn i#iot "},
    {"dotted", "d.a.m.n.i.d.i.o.t."},
    {"hyphens", "i-d-i-o-"},
    {"bars", "i|d|i|o|"},
    {"spaced", "i d i o "},
    {"spaced without an end", "a s a s h i "},
    {"wide blanks", "i\u2003d\u00a0i\u2009o\u3000"},
    {"signs that draw letters", "|\\/|/\\|)|(()vv}|{><"},
    {"slashes", "/\\/\\/\\"},
    {"brackets", "((((((()"},
    {"zero-width", "i\u200bd\u200di\u2060o\ufeff"},
    {"zero-width only", "\u200b\u200d"},
    {"soft hyphens", "m\u00ado\u00adr\u00ado\u00ad"},
    {"tags", "i\U000e0064d\U000e0061"},
    {"variation selectors", "i\ufe0fd\ufe0e\U000e0100"},
    {"bidi", "i\u202ed\u202ci\u2066o\u2069"},
    {"overrides that never end", "\u202enorom "},
    {"a pile of marks", "\u0301\u0323\u0489"},
    {"piles of marks", "i\u0301\u0323\u0489\u0334d\u0301\u0323i\u0338o\u20dd"},
    {"Hebrew points", "i\u05b0d\u05bc"},
    {"tatweel", "حـمـاـ"},
    {"vowel marks", "حَمَّا"},
    {"Arabic", "حما غب أحم "},
    {"Arabic run", "حماغبأحم"},
    {"Armenian", "հիմա ապու "},
    {"Cyrillic", "идио дура "},
    {"Cyrillic run", "идиодура"},
    {"all look alike", "аaɑαаa"},
    {"scripts by turns", "iиιіⅰ"},
    {"Cherokee and Lisu", "ᎥᎠᎥꓳᏚꓢ"},
    {"fullwidth", "ｉｄｉｏ"},
    {"mathematical", "𝐢𝐝𝐢𝐨"},
    {"circled", "ⓘⓓⓘⓞ"},
    {"flags", "🇮🇩🇮🇴"},
    {"emoji between", "i🔥d🔥i🔥o🔥"},
    {"joined emoji", "👩‍👩‍👧‍👦"},
    {"skin tones", "👋🏽👋🏿"},
    {"tags of markup", "i<b>d</b>i<i>o</i>"},
    {"open tags", "<b><i><u>"},
    {"comments of markup", "i<!-- -->d"},
    {"never a tag", "<<<<a"},
    {"entities", "&#105;&#100;&#x69;"},
    {"broken entities", "&#&#x&amp"},
    {"emphasis", "**i**d__i__o"},
    {"stars and underscores", "*_*_"},
    {"quotes in quotes", "> > > "},
    {"brackets of links", "[a](b)["},
    {"addresses", "http://a.example/id.io "},
    {"an address without an end", "a.b-c_d/e?f=g&h"},
    {"e-mail", "a@b.cd "},
    {"at signs", "a@a@"},
    {"telephone", "+37410 12-34-56 "},
    {"digits", "1234567890"},
    {"digits apart", "1 2-3 4.5 "},
    {"x before and after", "xXxX"},
    {"glued", "idiotidiot"},
    {"capitals by turns", "iDiOiDiO"},
    {"joins", "mer de push it basic rap "},
    {"half words", "idio moro stupi cock tai "},
    {"entries", "idiot moron "},
    {"an entry in every dress", "1d!0t m*ron d.a.m.n i\u200bdiot "},
    {"line ends", "i\nd\n"},
    {"CJK", "山川田"},
    {"Hangul", "하글"},
    {"Thai", "สวัสดี"},
    {"long words", "Donaudampfschifffahrtsgesellschaft"},
};

class Filler {
 public:
  explicit Filler(std::size_t code_points) : left_(code_points) {}

  bool add(std::string_view piece) {
    const std::size_t points = text::code_points(piece);
    if (points > left_ || text_.size() + piece.size() > text::max_comment_bytes) return false;
    left_ -= points;
    text_ += piece;
    return true;
  }
  std::string done() { return std::move(text_); }

 private:
  std::size_t left_;
  std::string text_;
};

std::string repeated(std::string_view piece, std::size_t code_points) {
  Filler filler(code_points);
  while (filler.add(piece)) {
  }
  return filler.done();
}

// The first letters of every entry that ships, all but `cut` bytes' worth of characters, parted by `seam`.
std::string beginnings(std::string_view seam, std::size_t code_points) {
  Filler filler(code_points);
  for (int again = 0; again < 20; ++again) {
    for (const policy::Lexicon& lexicon : policy::shipped_lexicons()) {
      for (const policy::LexiconEntry& entry : lexicon.entries) {
        std::string word = entry.word;
        while (!word.empty() && (static_cast<unsigned char>(word.back()) & 0xC0) == 0x80) word.pop_back();
        if (!word.empty()) word.pop_back();
        if (!filler.add(word) || !filler.add(seam)) return filler.done();
      }
    }
  }
  return filler.done();
}

// Pieces of all kinds in no order.
std::string tossed(std::uint32_t seed, std::size_t code_points) {
  Filler filler(code_points);
  for (std::uint32_t state = seed;;) {
    state = state * 1664525U + 1013904223U;  // Numerical Recipes' generator
    if (!filler.add(pieces[(state >> 16) % std::size(pieces)].text)) return filler.done();
  }
}

}  // namespace

std::vector<HostileText> hostile_texts(std::size_t code_points) {
  std::vector<HostileText> texts;
  for (const Piece& piece : pieces) texts.push_back({piece.name, repeated(piece.text, code_points)});
  texts.push_back({"d, then a without an end, then mn", "d" + repeated("a", code_points - 3) + "mn"});
  for (const std::string_view seam : {" ", "", ".", "*", "\u200b", " - "})
    texts.push_back({"beginnings of entries, by '" + std::string(seam) + "'", beginnings(seam, code_points)});
  for (std::uint32_t seed = 1; seed <= 6; ++seed)
    texts.push_back({"tossed " + std::to_string(seed), tossed(seed, code_points)});
  return texts;
}

}  // namespace comity::devsets
