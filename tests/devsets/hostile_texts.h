// Texts made to keep a matcher busy: as long as a comment may be, of what has many readings or never ends.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace comity::devsets {

struct HostileText {
  std::string name;
  std::string text;  // at most `code_points` code points, and as many bytes as a comment may have
};

// The same on every machine.
std::vector<HostileText> hostile_texts(std::size_t code_points);

}  // namespace comity::devsets
