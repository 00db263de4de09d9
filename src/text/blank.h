// Texts that show nothing.
#pragma once

#include <string_view>

namespace comity::text {

// Whether a reader would see nothing of well-formed `utf8`: blanks, line ends, marks that sit on nothing and
// characters without a form. Stops at the first that shows.
bool is_blank(std::string_view utf8);

}  // namespace comity::text
