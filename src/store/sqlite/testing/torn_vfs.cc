#include "store/sqlite/testing/torn_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <new>

namespace comity::store::sqlite {

namespace {

struct TornFile {
  sqlite3_file base;
  TornDisk* disk;
  std::string* path;  // null: a temporary file, nobody's loss
  sqlite3_file* real;
};

TornFile* torn_of(sqlite3_file* file) { return reinterpret_cast<TornFile*>(file); }
sqlite3_file* real_of(sqlite3_file* file) { return torn_of(file)->real; }

int close_file(sqlite3_file* file) {
  const int code = real_of(file)->pMethods ? real_of(file)->pMethods->xClose(real_of(file)) : SQLITE_OK;
  delete torn_of(file)->path;
  return code;
}
int read_file(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
  return real_of(file)->pMethods->xRead(real_of(file), into, size, at);
}
int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  const TornFile& t = *torn_of(file);
  if (t.path) {
    const int code = t.disk->wrote(*t.path, at, std::string(static_cast<const char*>(from), static_cast<size_t>(size)));
    if (code != SQLITE_OK) return code;
  }
  return t.real->pMethods->xWrite(t.real, from, size, at);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  const TornFile& t = *torn_of(file);
  if (t.path)
    if (const int code = t.disk->truncated(*t.path, size); code != SQLITE_OK) return code;
  return t.real->pMethods->xTruncate(t.real, size);
}
int sync_file(sqlite3_file* file, int) {
  const TornFile& t = *torn_of(file);
  return t.path ? t.disk->synced(*t.path) : SQLITE_OK;  // no need to trouble the real disk
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
int lock_file(sqlite3_file* file, int level) { return real_of(file)->pMethods->xLock(real_of(file), level); }
int unlock_file(sqlite3_file* file, int level) { return real_of(file)->pMethods->xUnlock(real_of(file), level); }
int check_lock(sqlite3_file* file, int* out) { return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out); }
int control_file(sqlite3_file* file, int op, void* argument) {
  if (op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_OK;  // would write behind our back
  return real_of(file)->pMethods->xFileControl(real_of(file), op, argument);
}
int sector_size(sqlite3_file* file) { return real_of(file)->pMethods->xSectorSize(real_of(file)); }
int characteristics(sqlite3_file* file) { return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file)); }
int map_shared(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
  return real_of(file)->pMethods->xShmMap(real_of(file), region, size, extend, out);
}
int lock_shared(sqlite3_file* file, int offset, int n, int flags) {
  return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}
void barrier(sqlite3_file* file) { real_of(file)->pMethods->xShmBarrier(real_of(file)); }
int unmap_shared(sqlite3_file* file, int remove) { return real_of(file)->pMethods->xShmUnmap(real_of(file), remove); }

// Version 2: no memory-mapped reading, which would not see us.
const sqlite3_io_methods methods = {
    2,           close_file,  read_file,    write_file,   truncate_file, sync_file,       file_size,
    lock_file,   unlock_file, check_lock,   control_file, sector_size,   characteristics, map_shared,
    lock_shared, barrier,     unmap_shared, nullptr,      nullptr};

}  // namespace

struct TornDisk::Vfs {
  sqlite3_vfs base;
  sqlite3_vfs* real;

  static sqlite3_vfs* real_of(sqlite3_vfs* vfs) { return reinterpret_cast<Vfs*>(vfs)->real; }
  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    auto* t = torn_of(file);
    t->base.pMethods = nullptr;
    t->disk = static_cast<TornDisk*>(vfs->pAppData);
    t->path = nullptr;
    t->real = reinterpret_cast<sqlite3_file*>(t + 1);
    t->real->pMethods = nullptr;
    if (t->disk->fault() == Fault::read_only && (flags & SQLITE_OPEN_MAIN_DB))
      flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
    const int code = real_of(vfs)->xOpen(real_of(vfs), path, t->real, flags, out_flags);
    if (code != SQLITE_OK) return code;
    if (path) {
      t->path = new std::string(path);
      t->disk->opened(*t->path);
    }
    t->base.pMethods = &methods;
    return SQLITE_OK;
  }
  static int remove(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    const int code = static_cast<TornDisk*>(vfs->pAppData)->deleted(path, sync_folder != 0);
    return code != SQLITE_OK ? code : real_of(vfs)->xDelete(real_of(vfs), path, sync_folder);
  }
  static int access(sqlite3_vfs* vfs, const char* path, int flags, int* out) {
    return real_of(vfs)->xAccess(real_of(vfs), path, flags, out);
  }
  static int full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) {
    return real_of(vfs)->xFullPathname(real_of(vfs), path, size, out);
  }
  static int randomness(sqlite3_vfs* vfs, int size, char* out) {
    return real_of(vfs)->xRandomness(real_of(vfs), size, out);
  }
  static int sleep(sqlite3_vfs* vfs, int micros) { return real_of(vfs)->xSleep(real_of(vfs), micros); }
  static int time(sqlite3_vfs* vfs, double* out) { return real_of(vfs)->xCurrentTime(real_of(vfs), out); }
  static int last_error(sqlite3_vfs* vfs, int size, char* out) {
    return real_of(vfs)->xGetLastError(real_of(vfs), size, out);
  }
};

TornDisk::TornDisk(std::uint32_t seed)
    : name_("torn-" + std::to_string(reinterpret_cast<std::uintptr_t>(this))), vfs_(new Vfs{}), dice_(seed) {
  vfs_->real = sqlite3_vfs_find(nullptr);
  sqlite3_vfs& v = vfs_->base;
  v.iVersion = 1;
  v.szOsFile = static_cast<int>(sizeof(TornFile)) + vfs_->real->szOsFile;
  v.mxPathname = vfs_->real->mxPathname;
  v.zName = name_.c_str();
  v.pAppData = this;
  v.xOpen = Vfs::open;
  v.xDelete = Vfs::remove;
  v.xAccess = Vfs::access;
  v.xFullPathname = Vfs::full_path;
  v.xRandomness = Vfs::randomness;
  v.xSleep = Vfs::sleep;
  v.xCurrentTime = Vfs::time;
  v.xGetLastError = Vfs::last_error;
  sqlite3_vfs_register(&v, 0);
}

TornDisk::~TornDisk() {
  sqlite3_vfs_unregister(&vfs_->base);
  delete vfs_;
}

void TornDisk::lose_power_after(std::int64_t deeds) {
  const std::lock_guard lock(mutex_);
  off_at_ = deeds == 0 ? 0 : deeds_ + deeds;
}
void TornDisk::kill_at_sync_after(std::int64_t deeds) {
  const std::lock_guard lock(mutex_);
  off_at_ = deeds_ + deeds;
  killed_ = true;
}
void TornDisk::start_again() {
  const std::lock_guard lock(mutex_);
  off_ = killed_ = false;
  off_at_ = 0;
}
bool TornDisk::has_power() {
  const std::lock_guard lock(mutex_);
  return !off_;
}
std::int64_t TornDisk::deeds() {
  const std::lock_guard lock(mutex_);
  return deeds_;
}
void TornDisk::set_fault(Fault fault) {
  const std::lock_guard lock(mutex_);
  fault_ = fault;
}
TornDisk::Fault TornDisk::fault() {
  const std::lock_guard lock(mutex_);
  return fault_;
}

bool TornDisk::off_now(bool syncing) {
  ++deeds_;
  if (off_at_ != 0 && deeds_ >= off_at_ && (syncing || !killed_)) off_ = true;
  return off_;
}

int TornDisk::wrote(const std::string& path, std::int64_t at, std::string bytes) {
  const std::lock_guard lock(mutex_);
  if (off_) return SQLITE_IOERR_WRITE;
  if (fault_ == Fault::full) return SQLITE_FULL;
  if (fault_ == Fault::broken) return SQLITE_IOERR_WRITE;
  files_[path].since.push_back({Deed::Kind::write, at, std::move(bytes)});  // the power may go in its middle
  return off_now() ? SQLITE_IOERR_WRITE : SQLITE_OK;
}
int TornDisk::truncated(const std::string& path, std::int64_t size) {
  const std::lock_guard lock(mutex_);
  if (off_) return SQLITE_IOERR_TRUNCATE;
  files_[path].since.push_back({Deed::Kind::truncate, size, {}});
  return off_now() ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}
int TornDisk::synced(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (off_ || off_now(true)) return SQLITE_IOERR_FSYNC;
  if (fault_ == Fault::broken) return SQLITE_IOERR_FSYNC;
  File& file = files_[path];
  for (const Deed& deed : file.since) {
    const auto at = static_cast<std::size_t>(deed.at);
    if (deed.kind == Deed::Kind::truncate) {
      file.durable.resize(at);
    } else {
      if (file.durable.size() < at + deed.bytes.size()) file.durable.resize(at + deed.bytes.size());
      std::copy(deed.bytes.begin(), deed.bytes.end(), file.durable.begin() + static_cast<std::ptrdiff_t>(at));
    }
  }
  file.since.clear();
  if (!file.named) {
    // The folder is synced: what was made is named, what was deleted stays away.
    std::erase_if(files_, [](const auto& entry) { return entry.second.deleted; });
    for (auto& [name, other] : files_) other.named = true;
  }
  return SQLITE_OK;
}
int TornDisk::deleted(const std::string& path, bool folder_synced) {
  const std::lock_guard lock(mutex_);
  if (off_ || off_now()) return SQLITE_IOERR_DELETE;
  if (folder_synced) {
    files_.erase(path);
  } else {
    files_[path].deleted = true;
  }
  return SQLITE_OK;
}
void TornDisk::opened(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find(path);
  if (found != files_.end() && !found->second.deleted) return;
  // A file that was there before us is as durable as it is; one made anew forgets what it was.
  File file;
  std::ifstream in(path, std::ios::binary);
  file.durable.assign(std::istreambuf_iterator<char>(in), {});
  file.named = !file.durable.empty();
  files_[path] = std::move(file);
}

std::string TornDisk::torn(const File& file, std::size_t sector) {
  // For each sector the deed up to which it reached the disk. Half of the time all or nothing, as a disk that
  // keeps up, or one that has not begun, would have it.
  const auto deeds = file.since.size();
  std::map<std::size_t, std::size_t> reached;
  const auto reach = [&](std::size_t which) {
    const auto found = reached.find(which);
    if (found != reached.end()) return found->second;
    const auto roll = dice_() % 4;
    const std::size_t upto = roll == 0 ? 0 : roll == 1 ? deeds : dice_() % (deeds + 1);
    return reached[which] = upto;
  };
  constexpr auto size_of_file = static_cast<std::size_t>(-1);
  std::string out = file.durable;
  for (std::size_t i = 0; i < deeds; ++i) {
    const Deed& deed = file.since[i];
    auto at = static_cast<std::size_t>(deed.at);
    if (deed.kind == Deed::Kind::truncate) {
      if (i < reach(size_of_file)) out.resize(at);
      continue;
    }
    for (std::size_t done = 0; done < deed.bytes.size();) {
      const std::size_t piece = std::min(sector - at % sector, deed.bytes.size() - done);
      if (i < reach(at / sector)) {
        if (out.size() < at + piece) out.resize(at + piece);
        out.replace(at, piece, deed.bytes, done, piece);
      }
      at += piece;
      done += piece;
    }
  }
  return out;
}

void TornDisk::salvage(const std::filesystem::path& from, const std::filesystem::path& to) {
  const std::lock_guard lock(mutex_);
  for (const auto& entry : std::filesystem::directory_iterator(from))
    if (!files_.contains(entry.path().string()) && !entry.path().string().ends_with("-shm"))
      std::filesystem::copy_file(entry.path(), to / entry.path().filename());  // nobody touched it
  const std::size_t sector = dice_() % 2 == 0 ? 512 : 4096;
  for (const auto& [path, file] : files_) {
    if (path.ends_with("-shm")) continue;  // lives in memory
    const bool lost_name = !file.named && dice_() % 2 == 0;
    const bool stays_deleted = file.deleted && dice_() % 2 == 0;
    if (lost_name || stays_deleted) continue;
    std::ofstream out(to / std::filesystem::path(path).filename(), std::ios::binary);
    const std::string bytes = torn(file, sector);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
}

}  // namespace comity::store::sqlite
