// A file mapped into memory to be read: what is not looked at is not loaded, and several processes share the pages.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace comity::cmd {

class MappedFile {
 public:
  // Errors: `unavailable` - not there, no right to read it, no plain file; `invalid` - empty.
  static Result<MappedFile> open(const std::filesystem::path& file);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  // As long as this lives. Who cuts the file short meanwhile stops the program (SIGBUS).
  std::string_view bytes() const { return {data_, size_}; }

 private:
  MappedFile(const char* data, std::size_t size) : data_(data), size_(size) {}

  const char* data_;
  std::size_t size_;
};

}  // namespace comity::cmd
