// Brings a site back from its JSON Lines (export_site.h): the same ids, numbers, revisions and decisions, so that
// exporting it again gives the same bytes. Guests' keys, receipts and case codes are not in an export: what they
// open is a matter of backups.
#pragma once

#include <functional>
#include <string>

#include "actions/export_site.h"
#include "actions/world.h"

namespace comity::actions {

struct ImportSite {
  std::string site_key;  // may differ from the file's: then the site has this one
  std::function<Result<std::size_t>(char* to, std::size_t size)> read;  // as ImportArchive
  bool dry_run = false;                                                 // reads and checks every line, writes nothing
  std::function<void(std::uint64_t bytes)> progress;
};

struct ImportSiteReport {
  ExportCounts lines;
  std::int64_t known = 0;  // stories and comments that were here from a run that was stopped
};

// Stopped half way, it is run again. Errors: `invalid` - a line that is wrong, by number; what came before it is
// kept; `conflict` - the site is there and did not come from this file.
Result<ImportSiteReport> import_site(World& world, const ImportSite& request);

}  // namespace comity::actions
