// A whole log, checked from nothing but its files and the key: every entry, every tile, the root, and every older
// checkpoint that somebody kept.
#pragma once

#include "ledger/leaf.h"
#include "ledger/tiles.h"

namespace comity::ledger {

struct LogReport {
  Checkpoint now;
  std::uint64_t decisions = 0;
  std::uint64_t before_ledger = 0;      // of these
  std::optional<Checkpoint> continues;  // another log, whose last checkpoint stands as the first entry
  std::uint64_t other = 0;              // entries in a form that this program does not know
};

// Reads each file once; memory of a few tiles. `kept`: older checkpoints, signed notes.
// Errors, with what was found where: `not_found` - a file is missing; `invalid` - a file that is none; `forbidden` -
// not signed; `conflict` - the log is not what was signed, or has not grown out of what was kept.
Result<LogReport> check_log(const ReadFile& read, const NoteKey& key, const std::vector<std::string>& kept = {});

// Whether the log at `newer` begins with all of `older`: from the tiles alone, a few files of a log of any size.
// Errors: as above.
Done check_consistency(const ReadFile& read, const NoteKey& key, const std::string& older, const std::string& newer);

}  // namespace comity::ledger
