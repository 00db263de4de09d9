// What strangers wrote, fit for an operator's terminal.
#pragma once

#include <string>
#include <string_view>

namespace comity::cmd {

// `utf8` without what a terminal would obey: control characters (but '\n' and '\t'), their C1 twins and the marks
// that turn the direction of what follows become U+FFFD. Ill-formed bytes too.
std::string printable(std::string_view utf8);

// The same on one line, cut to `max` code points with "…".
std::string one_line(std::string_view utf8, std::size_t max);

}  // namespace comity::cmd
