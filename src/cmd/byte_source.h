// A file, or standard input, read piece by piece.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/result.h"

namespace comity::cmd {

class ByteSource {
 public:
  // "-" is standard input. Errors: `unavailable` - not there, a folder, no right to read it.
  static Result<std::unique_ptr<ByteSource>> open(const std::filesystem::path& file);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // Up to `size` bytes; 0 at the end. Errors: `unavailable`.
  Result<std::size_t> read(char* to, std::size_t size);
  std::uint64_t size() const { return size_; }  // 0: unknown

 private:
  ByteSource(int descriptor, std::uint64_t size, std::string name);
  int descriptor_;
  std::uint64_t size_;
  std::string name_;
};

}  // namespace comity::cmd
