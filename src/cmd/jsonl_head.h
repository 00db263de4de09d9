// The beginning of an export of our own, looked at before anything is made for it.
#pragma once

#include <string>

#include "cmd/byte_source.h"

namespace comity::cmd {

// Reads `file` until its first line is known for a site's, and gives what was read: the rest is still in `file`.
// Errors: `invalid` - it is no such line, or none ends in its first megabyte; `unavailable` - it cannot be read.
Result<std::string> read_jsonl_head(ByteSource& file);

}  // namespace comity::cmd
