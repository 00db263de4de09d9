// What people write in the place of letters: digits, signs, several signs for one letter, letters of other scripts.
#pragma once

#include <span>
#include <string_view>

namespace comity::policy {

struct Meaning {
  char32_t sign;
  std::u32string_view letters;
};

// Digits and signs and the letters that they are used for: "4" for a, "$" for s.
std::span<const Meaning> all_meanings();

// Letters and others they are drawn like, beyond what the tables of `text` say: u for и. Folded.
std::span<const Meaning> all_likenesses();

// Several characters drawn as one letter: |\/| for m. Folded.
struct Drawing {
  std::u32string_view signs;
  char32_t letter;
};
std::span<const Drawing> all_drawings();

// Signs people put where a letter should be: d*mn. Soft ones also have plain uses inside words.
bool is_mask(char32_t cp);
bool is_soft_mask(char32_t cp);

}  // namespace comity::policy
