#include "store/sqlite/erasure_list.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "store/sqlite/database.h"

namespace comity::store::sqlite {

namespace {

Trouble cannot_write(const std::filesystem::path& file) {
  return {{Error::Code::unavailable,
           file.string() + ": the list of erasures cannot be written (" + std::strerror(errno) +
               "), so nothing was erased. See that there is room and that the user that runs comity may write there."},
          SQLITE_IOERR};
}

bool sync_folder(const std::filesystem::path& folder) {
  const int opened = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = opened >= 0 && ::fsync(opened) == 0;
  if (opened >= 0) ::close(opened);
  return synced;
}

}  // namespace

void add_to_erasure_list(const std::filesystem::path& database, std::string_view lines) {
  const std::filesystem::path file = database.parent_path() / erasure_list_name;
  struct stat owner = {};
  const bool known = ::stat(database.c_str(), &owner) == 0;
  std::error_code error;
  const bool is_new = !std::filesystem::exists(file, error);
  const int opened =
      ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, known ? owner.st_mode & 0666 : 0600);
  if (opened < 0) throw cannot_write(file);
  // As SQLite does with its own: a command that root ran must not shut the server out.
  if (is_new && known && ::geteuid() == 0 && ::fchown(opened, owner.st_uid, owner.st_gid) != 0) errno = 0;
  bool done = true;
  while (done && !lines.empty()) {
    const ssize_t wrote = ::write(opened, lines.data(), lines.size());
    done = wrote > 0 || (wrote < 0 && errno == EINTR);
    if (wrote > 0) lines.remove_prefix(static_cast<std::size_t>(wrote));
  }
  done = done && ::fsync(opened) == 0;
  const int why = errno;
  ::close(opened);
  errno = why;
  if (!done || (is_new && !sync_folder(file.parent_path()))) throw cannot_write(file);
}

}  // namespace comity::store::sqlite
