#include "cmd/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace comity::cmd {

Result<MappedFile> MappedFile::open(const std::filesystem::path& file) {
  const auto failed = [&](Error::Code code, const std::string& why) { return fail(code, file.string() + ": " + why); };
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return failed(Error::Code::unavailable, std::strerror(errno));
  struct stat status = {};
  const bool has_status = ::fstat(descriptor, &status) == 0;
  const bool is_plain = has_status && S_ISREG(status.st_mode);
  const auto size = static_cast<std::size_t>(is_plain ? status.st_size : 0);
  void* data = size > 0 ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0) : MAP_FAILED;
  const int error = errno;
  ::close(descriptor);
  if (!is_plain) return failed(Error::Code::unavailable, "this is no plain file");
  if (size == 0) return failed(Error::Code::invalid, "the file is empty");
  if (data == MAP_FAILED) return failed(Error::Code::unavailable, std::strerror(error));
  return MappedFile(static_cast<const char*>(data), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

}  // namespace comity::cmd
