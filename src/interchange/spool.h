// Room outside memory for what must be put in order before it can be used. The caller provides it: this room
// opens no files.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace comity::interchange {

class Spool {
 public:
  virtual ~Spool() = default;
  // Adds bytes at the end and gives their place. Errors: `unavailable` - the disk is full.
  virtual Result<std::uint64_t> append(std::string_view bytes) = 0;
  // Bytes that were appended before. Errors: `unavailable`.
  virtual Done read(std::uint64_t at, char* to, std::size_t size) = 0;
};

// Gives an empty spool of its own each time.
using SpoolMaker = std::function<Result<std::unique_ptr<Spool>>()>;

// Spools in memory: for tests, and for sources known to be small.
SpoolMaker memory_spools();

}  // namespace comity::interchange
