// What can stand for a letter inside a word: digits, signs, and Latin letters among Cyrillic ones. A table a code
// point; fold.cc decides when it applies.
#pragma once

#include <string_view>

namespace comity::text {

// A digit or sign read as a letter; empty: none.
std::string_view leet_latin(char32_t c);
std::string_view leet_cyrillic(char32_t c);

struct Reading {
  std::string_view letter;  // empty: none
  int cost = 0;             // 0: the very form; 1: a likeness; 2, 3: of fewer alphabets; `unreadable`
};
inline constexpr int unreadable = 10;

// `latin`, a to z, in a Cyrillic word. In capitals H, B, P, C and X have the very form; small letters are a guess.
Reading as_cyrillic(char latin);

}  // namespace comity::text
