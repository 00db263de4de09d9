// A text as the matcher walks it: one unit for each character, what it may be read as, and where it stands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/checked.h"

namespace comity::policy {

struct Unit {
  char32_t letter = 0;      // folded
  char32_t written = 0;     // as the author wrote it
  text::Span span;          // the author's bytes
  std::uint8_t script = 0;  // of what is written; common for what is no letter
  bool is_word = false;     // part of a word: a letter, a digit
  bool is_blank = false;
  bool is_expanded = false;  // folding made several letters of one character, and this is not the first
};

// What readers do not see is left out (invisible characters, inline tags as people type them), and character
// references are the characters they stand for. Linear.
std::vector<Unit> units_of(const text::CheckedText& text);

// The units between U+202E and its end, last first, as a reader sees them; one list for each such place.
std::vector<std::vector<Unit>> reversed_units(const text::CheckedText& text, const std::vector<Unit>& units);

bool is_blank(char32_t cp);
bool is_digit(char32_t cp);
// The script of a letter; common for all else.
std::uint8_t script_of(char32_t cp);
std::u32string letters_of(std::string_view utf8);

}  // namespace comity::policy
