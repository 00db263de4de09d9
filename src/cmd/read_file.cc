#include "cmd/read_file.h"

#include <fstream>
#include <iostream>

namespace comity::cmd {

Result<std::string> read_file(const std::filesystem::path& file, std::size_t max_bytes) {
  std::ifstream opened;
  if (file != "-") {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return fail(Error::Code::unavailable, "there is no " + file.string());
    opened.open(file, std::ios::binary);
    if (!opened) return fail(Error::Code::unavailable, file.string() + " cannot be read");
  }
  std::istream& in = file == "-" ? std::cin : opened;
  std::string bytes;
  char block[64 * 1024];
  while (in.read(block, sizeof block), in.gcount() > 0) {
    bytes.append(block, static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > max_bytes) {
      return fail(Error::Code::invalid, file.string() + " is larger than " + std::to_string(max_bytes) + " bytes");
    }
  }
  if (in.bad()) return fail(Error::Code::unavailable, file.string() + " cannot be read");
  return bytes;
}

}  // namespace comity::cmd
