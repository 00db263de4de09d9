// What every store decides alike about ledgers. Inside the room only.
#pragma once

#include <chrono>
#include <string>

#include "base/time.h"

namespace comity::store {

// A decision of the log's first moment may have been made a little before it was begun.
inline bool is_before_ledger(Time decided, Time begun) { return decided < begun - std::chrono::minutes(1); }

inline bool same_day(Time a, Time b) {
  return std::chrono::floor<std::chrono::days>(a) == std::chrono::floor<std::chrono::days>(b);
}

// "herald.example/herald/ledger/1" -> "…/2".
inline std::string next_log_name(const std::string& name, std::int64_t log) {
  return name.substr(0, name.rfind('/') + 1) + std::to_string(log);
}

}  // namespace comity::store
