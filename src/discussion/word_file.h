// The lists that this room carries in the program: one entry a line, '#' begins a comment line.
#pragma once

#include <string_view>
#include <vector>

namespace comity::discussion {

// Bytes of data/<path>, for the files that src/discussion/CMakeLists.txt names; '' for others.
std::string_view embedded_file(std::string_view path);

// The lines that hold an entry, blanks at their ends cut.
std::vector<std::string_view> lines_of(std::string_view bytes);

}  // namespace comity::discussion
