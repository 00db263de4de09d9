// Files compiled into the program by cmake/embed.cmake.
#pragma once

#include <string_view>

namespace comity::base {

struct EmbeddedFile {
  std::string_view path;  // relative to the embedding's base folder, '/' between names
  std::string_view bytes;
};

}  // namespace comity::base
