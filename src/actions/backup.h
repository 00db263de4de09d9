// A whole server in one file, made while it serves, and back.
//
// Format: docs/formats/backup.md. A tar archive of manifest.json, comity.db, secret.key and every policy as a
// document of its own; the manifest has the SHA-256 of each.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "actions/apply_erasures.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"

namespace comity::actions {

struct BackupFile {
  std::string name;
  std::uint64_t bytes = 0;
  Hash256 sha256;
};

struct BackupSite {
  std::string key;
  std::string name;
  std::string policy;  // the document in force among the files; '' when the site has none
};

struct Manifest {
  Time made;
  std::vector<BackupSite> sites;
  std::vector<BackupFile> files;  // in the archive's order, without the manifest itself
};

// Copies the data folder `data`, in use or not, into the new file `out`. What is in it is of one moment. Before
// this returns the copy was checked, synced, read back and compared.
// Errors: `not_found` - no such data; `conflict` - `out` is there; `unavailable` - no room, no right; `corrupt` -
// the database does not pass its check.
Result<Manifest> back_up(const std::filesystem::path& data, const std::filesystem::path& out, Time now);

// Reads a backup through and compares every byte. Errors: `corrupt` - `detail` says what is wrong; `not_found`.
Result<Manifest> check_backup(const std::filesystem::path& file);

struct Restored {
  Manifest manifest;
  std::vector<std::string> findings;  // of the store's integrity check; none: sound
  std::optional<Reapplied> erasures;  // none: there was no list of them
};

// Puts a backup into the folder `data`, which must be missing or empty but for a list of erasures. What `erasures`, or
// else that list, names is erased again before anybody can read it, and the list is kept there. Nothing is in its place
// before everything was compared. Every ledger goes on as a new log that cites the last checkpoint of the old (unless
// there are findings: then the server begins it, for the key is not in the backup). Errors: `conflict` - the folder is
// not empty; `corrupt` - as above; `not_found`; `unavailable`.
Result<Restored> restore(const std::filesystem::path& file, const std::filesystem::path& data,
                         const std::filesystem::path& erasures = {});

}  // namespace comity::actions
