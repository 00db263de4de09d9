// A text as the matcher walks it: one unit for each character that a reader sees, and where it stands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/checked.h"

namespace comity::policy {

struct Unit {
  char32_t written = 0;  // as the author wrote it; of a character reference, what it stands for
  char32_t letter = 0;   // folded within its script; of several letters the first
  char32_t latin = 0;    // the Latin letter it is or looks like; 0: none, or several
  std::uint32_t begin = 0;
  std::uint32_t end = 0;    // behind its accents and what else is one grapheme with it
  std::uint8_t script = 0;  // of a letter; common for what is none
  bool is_word = false;     // a letter or a digit
  bool is_blank = false;
  bool is_line_end = false;
  bool is_upper = false;
  bool is_several = false;        // folding makes several letters of it
  bool is_marked = false;         // accents were piled on it, or an enclosing sign
  bool is_reference = false;      // &#100;
  bool is_hidden_before = false;  // something that is not seen stands before it, inside a word
  bool is_markup_before = false;  // an inline tag stands before it

  text::Span span() const { return {begin, end}; }
  // Whether it is this folded letter; й, which the fold makes и, is itself alone.
  bool is(char32_t wanted) const {
    return letter == wanted || (wanted == U'й' && (written == U'й' || written == U'Й'));
  }
};

// What readers do not see is left out (accents, invisible characters, inline tags as people type them), and character
// references are the characters they stand for. Linear.
void units_of(std::string_view text, std::vector<Unit>& units);

// The units between U+202E and its end, last first, as a reader sees them; a line's end behind each such place.
std::vector<Unit> reversed_units(std::string_view text, const std::vector<Unit>& units);

bool is_blank(char32_t cp);
inline bool is_digit(char32_t cp) { return cp >= U'0' && cp <= U'9'; }
// The script of a letter; common for all else.
std::uint8_t script_of(char32_t cp);
std::u32string code_points_of(std::string_view utf8);
std::string utf8_of(char32_t cp);

}  // namespace comity::policy
