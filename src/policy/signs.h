// Digits and signs that people write for letters.
#pragma once

#include <string_view>

namespace comity::policy {

// The letters that `cp`, a digit or sign, is used for: "4" for a, "$" for s. Empty for all others.
std::u32string_view letters_meant_by(char32_t cp);

// Signs people put where a letter should be: d*mn. Soft ones also have plain uses inside words.
bool is_mask(char32_t cp);
bool is_soft_mask(char32_t cp);

}  // namespace comity::policy
