// Brings the discussions of another system here: stories, comments, and what their moderators decided.
//
// Runs again without doubling anything: a comment is known by its source (base URL and id). A later run adds what
// is new, and changes a state only where nobody here has decided since. Runs beside a serving process: it writes
// in steps that are kept short. Stopped half way, it is simply run again.
#pragma once

#include <functional>
#include <string>

#include "actions/import_report.h"
#include "actions/world.h"
#include "interchange/spool.h"

namespace comity::actions {

struct ImportProgress {
  enum class Phase { reading, arranging, bringing } phase = Phase::reading;
  std::uint64_t done = 0;  // reading: bytes; bringing: comments
  std::uint64_t of = 0;    // bringing: comments in all; 0 otherwise
};

struct ImportArchive {
  std::string site_key;  // is made when it is not there, with the policy that ships
  // Up to `size` bytes of the file into `to`; 0 at its end.
  std::function<Result<std::size_t>(char* to, std::size_t size)> read;
  interchange::SpoolMaker spools;
  bool dry_run = false;  // writes nothing, gives the same report
  std::function<void(const ImportProgress&)> progress;
  // Called after each step that was written, with the time it took.
  std::function<void(std::chrono::nanoseconds)> stepped;
};

// WordPress WXR. Under 100 MB for any file.
// Errors: `invalid` - a DOCTYPE, an unknown encoding, another kind of document, a site key that cannot be one: nothing
// was made; `unavailable` - the disk is full; what was written until then stays, and the next run goes on behind it.
Result<ImportReport> import_wxr(World& world, const ImportArchive& request);

}  // namespace comity::actions
