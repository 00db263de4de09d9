// What people write in the place of letters: digits, signs, several signs for one letter, letters of other scripts.
#pragma once

#include <span>
#include <string_view>

namespace comity::policy {

// The letters that `cp`, a digit or sign, is used for: "4" for a, "$" for s. Empty for all others.
std::u32string_view letters_meant_by(char32_t cp);

// Letters of another script that a small or capital letter is drawn like and that folding does not give: u for и.
std::u32string_view letters_drawn_like(char32_t cp);

// Several characters drawn as one letter: |\/| for m. The first is ASCII.
struct Drawing {
  std::u32string_view signs;
  char32_t letter;
};
std::span<const Drawing> all_drawings();

// Signs people put where a letter should be: d*mn. Soft ones also have plain uses inside words.
bool is_mask(char32_t cp);
bool is_soft_mask(char32_t cp);

}  // namespace comity::policy
