// Names of authors: what is allowed and which look alike.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace comity::text {

// 1-60 graphemes after trimming and NFC; no control, bidi-control or private-use characters, no line ends; at
// least one letter or digit. Errors: `invalid` - says which rule.
Result<std::string> checked_name(std::string_view utf8);

// Equal for names that look alike: UTS #39 section 4 skeleton of the case-folded name, white space dropped.
std::string name_skeleton(std::string_view name);

}  // namespace comity::text
