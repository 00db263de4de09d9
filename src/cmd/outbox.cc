#include "cmd/outbox.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <string_view>

namespace comity::cmd {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> trouble(const fs::path& file) {
  return fail(Error::Code::unavailable, file.string() + ": " + std::strerror(errno));
}

class File {
 public:
  explicit File(int fd) : fd_(fd) {}
  ~File() {
    if (fd_ >= 0) close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int fd() const { return fd_; }

 private:
  const int fd_;
};

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

// Nothing: the file is not ours.
std::optional<discussion::LetterId> letter_in(const fs::path& file) {
  const std::string name = file.filename().string();
  discussion::LetterId id;
  const auto [end, wrong] = std::from_chars(name.data(), name.data() + name.size(), id.value);
  const std::string_view rest(end, static_cast<std::size_t>(name.data() + name.size() - end));
  if (wrong != std::errc() || (rest != ".eml" && rest != ".eml.new")) return std::nullopt;
  return id;
}

}  // namespace

Done Outbox::carry(const Parcel& parcel) {
  if (mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) return trouble(folder_);
  const fs::path file = folder_ / (std::to_string(parcel.letter.value) + ".eml");
  fs::path written = file;
  written += ".new";
  {
    const File out(open(written.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (out.fd() < 0) return trouble(written);
    if (!write_all(out.fd(), parcel.message) || fsync(out.fd()) != 0) return trouble(written);
  }
  if (rename(written.c_str(), file.c_str()) != 0) return trouble(file);
  return {};
}

void Outbox::forget_others(const std::function<Result<bool>(discussion::LetterId)>& is_there) {
  constexpr std::size_t at_once = 300;
  if (rest_.empty()) {
    std::error_code error;
    for (fs::directory_iterator at(folder_, error); !error && at != fs::directory_iterator(); at.increment(error)) {
      if (letter_in(at->path())) rest_.push_back(at->path());
    }
  }
  for (std::size_t n = 0; n < at_once && !rest_.empty(); ++n) {
    const auto there = is_there(*letter_in(rest_.back()));
    std::error_code ignored;
    if (there && !*there) fs::remove(rest_.back(), ignored);
    rest_.pop_back();
  }
}

}  // namespace comity::cmd
