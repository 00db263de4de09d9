// "1 story", "2 stories": how many of something, in words for operators.
#pragma once

#include <cstdint>
#include <string>

namespace comity::cmd {

inline std::string counted(std::int64_t n, const std::string& one, const std::string& many) {
  return std::to_string(n) + ' ' + (n == 1 ? one : many);
}

}  // namespace comity::cmd
