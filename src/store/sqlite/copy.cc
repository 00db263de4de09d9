#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "store/sqlite/database.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/readers.h"

namespace comity::store::sqlite {

namespace {

Options as_found(const std::filesystem::path& file) {
  Options options;
  options.file = file;
  options.create = false;
  return options;
}

// VACUUM INTO leaves that to the machine.
void sync(const std::filesystem::path& file) {
  const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = opened >= 0 && ::fsync(opened) == 0;
  if (opened >= 0) ::close(opened);
  if (!synced) throw Trouble{{Error::Code::unavailable, file.string() + ": it cannot be synced"}, SQLITE_IOERR};
}

}  // namespace

Done copy(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  if (!std::filesystem::exists(from, error))
    return fail(Error::Code::not_found, from.string() + ": there is no such file");
  if (std::filesystem::exists(to, error)) return fail(Error::Code::conflict, to.string() + ": it is there already");
  Done copied = guarded([&]() -> Done {
    // One read transaction from beginning to end: writers go on, and the copy is of one moment.
    Connection source(as_found(from), Connection::Use::write, false);
    Query(source, "VACUUM INTO ?", to.string()).run();
    return {};
  });
  // The trouble may be with either file: name both.
  if (!copied) copied = fail(copied.error().code, "copying to " + to.string() + ": " + copied.error().detail);
  const Done checked = !copied ? copied : guarded([&]() -> Done {
    Connection copy_of(as_found(to), Connection::Use::write, false);
    const std::string said = copy_of.text("PRAGMA quick_check(1)");
    if (said != "ok") throw corrupt(to.string() + ": the copy is not sound: " + said);
    if (copy_of.integer("PRAGMA application_id") != application_id || copy_of.integer("PRAGMA user_version") < 1)
      throw corrupt(to.string() + ": the copy is not a Comity database");
    sync(to);
    return {};
  });
  if (!checked) std::filesystem::remove(to, error);
  return checked;
}

}  // namespace comity::store::sqlite
