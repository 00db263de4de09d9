// The words of a text and nothing else, for finding a quotation in what is said to be its source.
#pragma once

#include <string>
#include <string_view>

namespace comity::campaign {

// Each word in small letters of its script, without accents and invisible signs, one blank before and behind each:
// " the river rose ". '' when there is no word. What is found here as a whole piece is found at word boundaries.
// Linear.
std::string plain_words(std::string_view utf8);

}  // namespace comity::campaign
