// The store in one SQLite file: WAL, synchronous=FULL, STRICT tables, forward-only migrations.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "store/store.h"

namespace comity::store::sqlite {

enum class Synchronous { full, normal, off };

struct Options {
  std::filesystem::path file;                   // made when it is not there, if its folder is
  std::string vfs;                              // '' the system's; tests name their own
  Synchronous synchronous = Synchronous::full;  // lowered only by tests and benchmarks
  int busy_ms = 5000;                           // how long a write waits for another process's
  bool create = true;
  bool read_only = false;  // looks on while another process writes; every commit is `forbidden`
  // So many events of a story are kept at least, its last ones; what is older goes when more come. 0: all are kept.
  std::int64_t events_kept = 1000;
};

// Opens, migrates and checks. Errors: `unavailable` - locked, read-only, full; `corrupt` - not a database of
// ours, damaged, or written by a newer Comity; `detail` says what to do. `not_found` - no file and not `create`.
Result<std::unique_ptr<Store>> open(const Options& options);

// A consistent copy of `from` in the new file `to` (VACUUM INTO), checked (quick_check) before this returns.
Done copy(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace comity::store::sqlite
