// The beginning of a WordPress export, looked at before anything is made for it.
#pragma once

#include <string>

#include "cmd/byte_source.h"

namespace comity::cmd {

// Reads `file` until it is known for an export, and gives what was read: the rest is still in `file`. Most often 64 kB.
// Errors: `invalid` - it is none, or nothing in its first 4 MB says that it is; `unavailable` - it cannot be read.
Result<std::string> read_wxr_head(ByteSource& file);

}  // namespace comity::cmd
