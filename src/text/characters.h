// What our own tables say of one code point. Everything a verdict rests on reads these, never a library's, so that a
// distribution's upgrade changes no verdict.
//
// Source: Unicode 15.0. Tables: data/unicode/fold_tables.cc, written by tools/make_unicode_tables.
#pragma once

#include <cstdint>
#include <string_view>

namespace comity::text {

enum class Kind : std::uint8_t {
  unassigned,  // also private use
  letter,      // with the vowel signs that are letters in all but name
  digit,
  mark,       // an accent or a vowel mark that the fold drops
  invisible,  // zero-width, bidi controls, variation selectors, tags, controls, tatweel
  space,
  line_end,
  punctuation,
  symbol,
};

// Scripts by ICU's stable numbers; these are the ones code here asks for by name.
inline constexpr std::uint8_t script_common = 0;
inline constexpr std::uint8_t script_arabic = 2;
inline constexpr std::uint8_t script_cyrillic = 8;
inline constexpr std::uint8_t script_latin = 25;

struct Character {
  Kind kind;
  std::uint8_t script;
  std::uint8_t flags;
  std::string_view native;  // folded within its script; empty: the code point itself
  std::string_view latin;   // the Latin letters it can be taken for; empty: none

  bool weak() const { return flags & 1; }  // only beside Latin letters
  bool rare() const { return flags & 2; }  // of no widely used alphabet of its script
  bool upper() const { return flags & 4; }
  bool cased() const { return flags & 8; }
  bool left_to_right() const { return flags & 16; }  // UAX #9: L
  bool right_to_left() const { return flags & 32; }  // UAX #9: R, AL
  bool refused_in_names() const { return flags & 64; }
};

// `c` at most U+10FFFF.
Character character(char32_t c);

// The code point at `utf8[at]`, moving `at` behind it. `utf8` is well-formed and `at` on a boundary.
char32_t next_code_point(std::string_view utf8, std::size_t& at);

// Names the tables and their content, for the engine's hash.
std::string_view unicode_tables();

// Whether `c` can be part of a word: a letter, a digit, a mark or an invisible character.
inline bool in_word(char32_t c) {
  const Kind kind = character(c).kind;
  return kind == Kind::letter || kind == Kind::digit || kind == Kind::mark || kind == Kind::invisible;
}

}  // namespace comity::text
