// Where sentences begin and end.
//
// Source: Unicode 15.0 - UAX #29 section 5 (sentence boundaries), by ICU, in no particular language.
#pragma once

#include <string_view>
#include <vector>

#include "text/checked.h"

namespace comity::text {

// The sentences of well-formed `utf8`, in order, without the white space around them; none for white space alone.
// 8 us per 200 letters.
std::vector<Span> sentences_in(std::string_view utf8);

}  // namespace comity::text
