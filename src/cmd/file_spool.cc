#include "cmd/file_spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

namespace comity::cmd {
namespace {

constexpr std::size_t buffer_bytes = 64 * 1024;

std::string reason() { return std::strerror(errno); }

class FileSpool final : public interchange::Spool {
 public:
  explicit FileSpool(int descriptor) : descriptor_(descriptor) {}
  ~FileSpool() override { ::close(descriptor_); }
  FileSpool(const FileSpool&) = delete;
  FileSpool& operator=(const FileSpool&) = delete;

  Result<std::uint64_t> append(std::string_view bytes) override {
    const std::uint64_t at = written_ + buffer_.size();
    if (buffer_.size() + bytes.size() > buffer_bytes) COMITY_CHECK(flush());
    if (bytes.size() >= buffer_bytes)
      COMITY_CHECK(write(bytes));
    else
      buffer_.append(bytes);
    return at;
  }

  Done read(std::uint64_t at, char* to, std::size_t size) override {
    if (at + size > written_) COMITY_CHECK(flush());
    while (size > 0) {
      const auto got = ::pread(descriptor_, to, size, static_cast<off_t>(at));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return fail(Error::Code::unavailable, "a temporary file cannot be read: " + reason());
      to += got;
      at += static_cast<std::uint64_t>(got);
      size -= static_cast<std::size_t>(got);
    }
    return {};
  }

 private:
  Done flush() {
    COMITY_CHECK(write(buffer_));
    buffer_.clear();
    return {};
  }
  Done write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto put = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(written_));
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return fail(Error::Code::unavailable, "a temporary file cannot be written: " + reason());
      written_ += static_cast<std::uint64_t>(put);
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
  }

  int descriptor_;
  std::uint64_t written_ = 0;
  std::string buffer_;
};

// O_TMPFILE where the file system has it, else a name that is taken away at once.
int nameless_file(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT)) return descriptor;
  std::string name = (folder / "spool-XXXXXX").string();
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(name.c_str());
  return named;
}

}  // namespace

interchange::SpoolMaker file_spools(std::filesystem::path folder) {
  return [folder = std::move(folder)]() -> Result<std::unique_ptr<interchange::Spool>> {
    const int descriptor = nameless_file(folder);
    if (descriptor < 0)
      return fail(Error::Code::unavailable, "no temporary file can be made in " + folder.string() + ": " + reason());
    return std::make_unique<FileSpool>(descriptor);
  };
}

}  // namespace comity::cmd
