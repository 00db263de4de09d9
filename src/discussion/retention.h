// How long a site keeps words that nobody is shown any more.
#pragma once

#include <cstdint>

namespace comity::discussion {

struct Retention {
  std::int64_t withdrawn_days = 30;  // what its author took back, from that moment; not while an appeal is open
  // What was refused, returned or removed, from the last decision about it. As long as an appeal may be filed
  // (discussion/appeal.h: six months by the calendar are at most 184 days), and while one is open.
  std::int64_t decided_days = 184;
  // A report's words, its sender's name and address, from its answer; of one that nobody answers any more, from when it
  // was filed. As long as "no action" may be contested, and while it is.
  std::int64_t reported_days = 184;

  bool operator==(const Retention&) const = default;
};

inline constexpr std::int64_t longest_retention_days = 3650;

}  // namespace comity::discussion
