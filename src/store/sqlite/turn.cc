#include "store/sqlite/turn.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <thread>

namespace comity::store::sqlite {

namespace {

constexpr long door = 0;  // held by the one that is next
constexpr long seat = 1;  // held by the one that writes
constexpr std::chrono::microseconds knock{500};

struct flock range(short type, long byte) {
  struct flock lock = {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = byte;
  lock.l_len = 1;
  return lock;
}

}  // namespace

Turn::Turn(const std::filesystem::path& database) {
  if (database.empty()) return;
  struct stat owner = {};
  const bool known = ::stat(database.c_str(), &owner) == 0;
  const std::string file = database.string() + "-turn";
  file_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, known ? owner.st_mode & 0666 : 0600);
  // As SQLite does with its own: a command that root ran must not shut the server out.
  if (file_ >= 0 && known && ::geteuid() == 0 && ::fchown(file_, owner.st_uid, owner.st_gid) != 0) errno = 0;
}

Turn::~Turn() {
  if (file_ >= 0) ::close(file_);
}

bool Turn::lock(long byte, std::chrono::steady_clock::time_point until) {
  // Locks of the open file, not of the process: they end with it, and two stores in one process are told apart.
  struct flock wanted = range(F_WRLCK, byte);
  while (::fcntl(file_, F_OFD_SETLK, &wanted) != 0) {
    if (errno != EAGAIN && errno != EACCES && errno != EINTR) return true;  // no locks here: see the constructor
    if (std::chrono::steady_clock::now() >= until) return false;
    std::this_thread::sleep_for(knock);
  }
  return true;
}

void Turn::unlock(long byte) {
  struct flock free = range(F_UNLCK, byte);
  ::fcntl(file_, F_OFD_SETLK, &free);
}

bool Turn::take(std::chrono::milliseconds patience) {
  if (file_ < 0) return true;
  const auto until = std::chrono::steady_clock::now() + patience;
  if (!lock(door, until)) return false;
  const bool seated = lock(seat, until);
  unlock(door);
  return seated;
}

void Turn::give_back() {
  if (file_ >= 0) unlock(seat);
}

}  // namespace comity::store::sqlite
