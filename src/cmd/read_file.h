// A whole file, for commands that take one.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace comity::cmd {

// "-" reads standard input. Errors: `unavailable` - not there, a folder, no right to read it; `invalid` - above
// `max_bytes`.
Result<std::string> read_file(const std::filesystem::path& file, std::size_t max_bytes = 16 * 1024 * 1024);

}  // namespace comity::cmd
