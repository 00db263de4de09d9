// Spools in files without a name: they are gone when the program ends, however it ends.
#pragma once

#include <filesystem>

#include "interchange/spool.h"

namespace comity::cmd {

// Each spool a file of its own in `folder`. Errors when made: `unavailable`.
interchange::SpoolMaker file_spools(std::filesystem::path folder);

}  // namespace comity::cmd
