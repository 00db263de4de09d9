// A disk for tests that can lose its power. Everything SQLite writes goes to real files at once, so that it runs
// as always, and is remembered until the file is synced. When the power goes, what was not synced may have
// reached the disk or not, sector by sector and in any order; `salvage` writes one such remainder into a folder.
//
// What a sector may hold afterwards: its last synced content, or that after any of the later writes to it. Bytes
// beside a write in its sector are not harmed (SQLITE_IOCAP_POWERSAFE_OVERWRITE, which SQLite's own VFS assumes).
// A new file's first sync syncs the folder too, as SQLite's VFS does: until then its name may be lost, and what was
// deleted may come back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace comity::store::sqlite {

class TornDisk {
 public:
  // Registers itself with SQLite under a name of its own; taken back at the end.
  explicit TornDisk(std::uint32_t seed);
  ~TornDisk();
  TornDisk(const TornDisk&) = delete;
  TornDisk& operator=(const TornDisk&) = delete;

  const std::string& vfs() const { return name_; }

  // The power goes at the `deeds`-th write, sync, truncation or deletion from now; 0: it stays.
  void lose_power_after(std::int64_t deeds);
  // The program, not the disk, ends at the first sync after so many deeds, before it is done: what it wrote is in
  // the machine's memory, and the next program reads it.
  void kill_at_sync_after(std::int64_t deeds);
  void start_again();
  bool has_power();
  std::int64_t deeds();  // so far

  // Writes what may be left of every file of the folder `from` into the empty folder `to`.
  void salvage(const std::filesystem::path& from, const std::filesystem::path& to);

  // Faults of a disk that has power.
  enum class Fault { none, full, broken, read_only };
  void set_fault(Fault fault);  // read_only: for files opened from now on

  // --- for the VFS
  struct Deed {
    enum class Kind { write, truncate } kind;
    std::int64_t at;  // offset, or the size cut to
    std::string bytes;
  };
  struct File {
    std::string durable;  // content at the last sync
    bool named = false;   // its name is on the disk
    bool deleted = false;
    std::vector<Deed> since;  // the last sync
  };
  int before_deed();  // an SQLite code
  int wrote(const std::string& path, std::int64_t at, std::string bytes);
  int truncated(const std::string& path, std::int64_t size);
  int synced(const std::string& path);
  int deleted(const std::string& path, bool folder_synced);
  void opened(const std::string& path);
  Fault fault();

 private:
  std::string torn(const File& file, std::size_t sector);
  bool off_now(bool syncing = false);

  std::string name_;
  struct Vfs;
  Vfs* vfs_;
  std::mutex mutex_;
  std::map<std::string, File> files_;
  std::mt19937 dice_;
  std::int64_t deeds_ = 0;
  std::int64_t off_at_ = 0;
  bool off_ = false;
  bool killed_ = false;  // off, but only for this program
  Fault fault_ = Fault::none;
};

}  // namespace comity::store::sqlite
