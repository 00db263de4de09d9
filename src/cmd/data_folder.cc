#include "cmd/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

#include "cmd/arguments.h"

namespace comity::cmd {
namespace {

namespace fs = std::filesystem;

std::string reason() { return std::strerror(errno); }

// What is made while this lives is for this user alone: SQLite gives -wal and -shm the database's mode.
class Privately {
 public:
  Privately() : before_(::umask(077)) {}
  ~Privately() { ::umask(before_); }
  Privately(const Privately&) = delete;
  Privately& operator=(const Privately&) = delete;

 private:
  mode_t before_;
};

// Files of an earlier release, or of a copy made under a wide umask. Who may not change them uses them as they are.
void narrow(const fs::path& folder) {
  for (const char* name :
       {"comity.db", "comity.db-wal", "comity.db-shm", "comity.db-turn", "secret.key", "ledger.key"}) {
    const fs::path file = folder / name;
    struct stat status{};
    if (::stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode) || (status.st_mode & 077) == 0) continue;
    const bool narrowed = ::chmod(file.c_str(), status.st_mode & 0700) == 0;
    std::cerr << "comity: " << file.string()
              << (narrowed ? " was open to other users of this machine; now it is yours alone.\n"
                           : " is open to other users of this machine, and not yours to close: chmod it to 600.\n");
  }
}

}  // namespace

Result<Hash256> read_secret(const fs::path& file, const char* without) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(Error::Code::unavailable, file.string() + " cannot be read: " + reason());
  Hash256 secret;
  in.read(reinterpret_cast<char*>(secret.bytes.data()), static_cast<std::streamsize>(secret.bytes.size()));
  if (in.gcount() != static_cast<std::streamsize>(secret.bytes.size()) || in.get() != EOF) {
    return fail(Error::Code::corrupt,
                file.string() + " is not 32 bytes long: put back the one from your backup. Without it " + without);
  }
  return secret;
}

// Written beside and renamed, so that a crash leaves a whole secret or none.
Result<Hash256> make_secret(const fs::path& file) {
  const Hash256 secret = system_random().key256();
  const fs::path beside = file.string() + ".new";
  const int out = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (out < 0) return fail(Error::Code::unavailable, beside.string() + " cannot be written: " + reason());
  const bool written = ::write(out, secret.bytes.data(), secret.bytes.size()) == 32 && ::fsync(out) == 0;
  ::close(out);
  if (!written || ::rename(beside.c_str(), file.c_str()) != 0) {
    return fail(Error::Code::unavailable, file.string() + " cannot be written: " + reason());
  }
  return secret;
}

Result<std::unique_ptr<DataFolder>> DataFolder::open(const fs::path& folder, Missing missing,
                                                     store::sqlite::Options options) {
  std::error_code error;
  const bool there = fs::is_directory(folder, error);
  const fs::path database = folder / "comity.db";
  if (missing == Missing::refuse && (!there || !fs::exists(database, error))) {
    return fail(Error::Code::not_found,
                "there is no data in " + folder.string() + ": name the folder that `comity serve --data` uses");
  }
  const Privately privately;
  if (!there) {
    fs::create_directories(folder, error);
    if (error) {
      return fail(Error::Code::unavailable, "the folder " + folder.string() + " cannot be made: " + error.message());
    }
  }
  const bool made = !fs::exists(database, error);
  const fs::path secret_file = folder / "secret.key";
  Hash256 secret;
  if (fs::exists(secret_file, error)) {
    COMITY_TRY(secret, read_secret(secret_file, "guests are no longer known as the authors of what they wrote"));
  } else if (made) {
    COMITY_TRY(secret, make_secret(secret_file));
  } else {
    return fail(Error::Code::corrupt, secret_file.string() +
                                          " is missing though there is a database: put back the one "
                                          "from your backup");
  }
  narrow(folder);
  options.file = database;
  COMITY_TRY(auto store, store::sqlite::open(options));
  return std::unique_ptr<DataFolder>(new DataFolder(folder, std::move(store), secret, made));
}

Result<std::unique_ptr<DataFolder>> DataFolder::look(const fs::path& folder) {
  store::sqlite::Options options;
  options.file = folder / "comity.db";
  options.read_only = true;
  std::error_code error;
  if (!fs::exists(options.file, error)) {
    return fail(Error::Code::not_found,
                "there is no data in " + folder.string() + ": name the folder that `comity serve --data` uses");
  }
  COMITY_TRY(auto store, store::sqlite::open(options));
  return std::unique_ptr<DataFolder>(new DataFolder(folder, std::move(store), {}, false));
}

DataFolder::DataFolder(fs::path path, std::unique_ptr<store::Store> store, const Hash256& secret, bool made)
    : path_(std::move(path)),
      store_(std::move(store)),
      policies_(*store_),
      world_{*store_, policies_, system_clock(), system_random(), secret},
      made_(made) {}

DataFolder::~DataFolder() {
  if (lock_ >= 0) ::close(lock_);
}

Done DataFolder::hold(const std::string& listen) {
  const fs::path file = path_ / "serve.lock";
  const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock >= 0) ::fchmod(lock, 0600);  // made wider by an earlier release; it is only a note
  if (lock < 0) return fail(Error::Code::unavailable, file.string() + " cannot be opened: " + reason());
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    std::array<char, 256> holder{};
    const auto read = ::pread(lock, holder.data(), holder.size() - 1, 0);
    ::close(lock);
    return fail(Error::Code::conflict, "the folder " + path_.string() + " is served already by " +
                                           (read > 0 ? std::string(holder.data()) : std::string("another process")) +
                                           ": stop that server first, or name another folder");
  }
  const std::string line =
      "process " + std::to_string(::getpid()) + ", listening on " + listen + ", since " + rfc3339(world_.clock.now());
  if (::ftruncate(lock, 0) != 0 || ::pwrite(lock, line.data(), line.size(), 0) != static_cast<ssize_t>(line.size())) {
    ::close(lock);
    return fail(Error::Code::unavailable, file.string() + " cannot be written: " + reason());
  }
  lock_ = lock;
  return {};
}

int complain(const Error& error) {
  std::cerr << "comity: " << error.detail << '\n';
  switch (error.code) {
    case Error::Code::invalid:
    case Error::Code::forbidden:
    case Error::Code::not_found:
    case Error::Code::conflict:
      return Exit::answer_is_no;
    case Error::Code::unavailable:
    case Error::Code::corrupt:
      break;
  }
  return Exit::machine_failed;
}

int misused(const Error& error) {
  std::cerr << "comity: " << error.detail << '\n';
  return Exit::usage;
}

}  // namespace comity::cmd
