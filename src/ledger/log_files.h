// A log as files: what a server serves under /ledger/, and what somebody who downloads it has.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/tiles.h"

namespace comity::ledger {

using WriteFile = std::function<Done(const std::string& path, std::string_view bytes)>;

// Writes all tiles and bundles of the log that consists of `entries`, the partial ones of its size among them; not the
// checkpoint, which is signed when they are durable. Gives the root. Errors: those of `write`; `invalid` - an entry too
// long.
Result<Hash> write_log_files(const std::vector<std::string>& entries, const WriteFile& write);

}  // namespace comity::ledger
