#include "cmd/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace comity::cmd {

ByteSource::ByteSource(int descriptor, std::uint64_t size, std::string name)
    : descriptor_(descriptor), size_(size), name_(std::move(name)) {}

ByteSource::~ByteSource() {
  if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
}

Result<std::unique_ptr<ByteSource>> ByteSource::open(const std::filesystem::path& file) {
  const std::string name = file == "-" ? "standard input" : file.string();
  const int descriptor = file == "-" ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return fail(Error::Code::unavailable, "there is no " + name);
    return fail(Error::Code::unavailable, name + " cannot be read: " + std::strerror(errno));
  }
  struct stat about{};
  const bool known = ::fstat(descriptor, &about) == 0;
  if (known && S_ISDIR(about.st_mode)) {
    if (descriptor != STDIN_FILENO) ::close(descriptor);
    return fail(Error::Code::unavailable, name + " is a folder: name a file");
  }
  const bool sized = known && S_ISREG(about.st_mode);
  return std::unique_ptr<ByteSource>(
      new ByteSource(descriptor, sized ? static_cast<std::uint64_t>(about.st_size) : 0, name));
}

Result<std::size_t> ByteSource::read(char* to, std::size_t size) {
  while (true) {
    const auto got = ::read(descriptor_, to, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return fail(Error::Code::unavailable, name_ + " cannot be read: " + std::strerror(errno));
  }
}

}  // namespace comity::cmd
