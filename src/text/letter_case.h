// Case for people's eyes: names exchanged in a report keep the case they were written in. Not for verdicts, whose
// tables are our own.
#pragma once

#include <string>
#include <string_view>

namespace comity::text {

// By the simple mappings of Unicode, code point by code point, in no language. `utf8` is well-formed.
std::string lower_case(std::string_view utf8);
std::string upper_case(std::string_view utf8);

}  // namespace comity::text
