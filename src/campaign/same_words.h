// Whether two texts say the same, in one number: what a flood of one text with small changes has in common.
#pragma once

#include <cstdint>
#include <string_view>

namespace comity::campaign {

// Equal for texts of the same words in the same order, whatever their capitals, accents, signs, pictures, digits, links
// and repeated letters. 0: a text without words, which is like no other. Linear.
std::int64_t same_words(std::string_view utf8);

}  // namespace comity::campaign
