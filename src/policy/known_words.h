// Ordinary words of several languages: what is one as it stands is no disguise of another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/ids.h"

namespace comity::policy {

using Languages = std::uint16_t;                      // a bit for each
inline constexpr std::size_t longest_known_word = 8;  // longer ones are never known
inline constexpr Languages all_languages = 0xFFFF;

// The languages that `word`, folded, is an ordinary word of. One word in a hundred that is none may be taken for one.
Languages languages_of(std::u32string_view word);

// Of all filters: what they say is part of a verdict's engine.
Hash256 known_words_hash();

}  // namespace comity::policy
