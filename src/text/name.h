// Names of authors: what is allowed and which look alike.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace comity::text {

// A grapheme may carry any number of marks; 36 bytes hold the longest emoji that Unicode recommends (35).
inline constexpr std::size_t max_name_graphemes = 60;
inline constexpr std::size_t max_name_bytes = max_name_graphemes * 36;

// 1-60 graphemes and at most max_name_bytes after trimming and NFC; no control, bidi-control or private-use characters,
// no line ends; at least one letter or digit. Errors: `invalid` - says which rule.
Result<std::string> checked_name(std::string_view utf8);

// Equal for names that look alike: UTS #39 section 4 skeleton of the case-folded name, white space dropped.
std::string name_skeleton(std::string_view name);

}  // namespace comity::text
