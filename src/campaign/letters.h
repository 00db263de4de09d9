// The letters and digits of a text, for comparing it with others. Inside the room only.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/checked.h"

namespace comity::campaign {

// Small letters of their script, without what is written above or below them, and digits. Each gives, with `at`, the
// byte it begins at. Spans of `without` (in order, apart) are passed over.
void append_letters(std::string_view utf8, const std::vector<text::Span>& without, std::vector<char32_t>& letters,
                    std::vector<std::uint32_t>* at = nullptr);

// A number for each piece of `shingle_letters` letters.
std::vector<std::uint64_t> shingles(const std::vector<char32_t>& letters);

std::uint64_t mixed(std::uint64_t x);

}  // namespace comity::campaign
