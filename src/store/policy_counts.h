// What a policy was published with: how it was tried before, in counts. No text stands in them.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "base/ids.h"
#include "base/time.h"

namespace comity::store {

// What exchanging the names of a policy's sides came to: texts tried (examples and archive), texts that hold a name,
// verdicts that changed by it.
struct MirrorCounts {
  std::int64_t texts = 0;
  std::int64_t exchanged = 0;
  std::int64_t changed = 0;

  bool operator==(const MirrorCounts&) const = default;
};

// What judging stored texts by it and by the policy that was in force came to.
struct ReplayCounts {
  struct Touched {
    std::int64_t before = 0;  // texts that a clause touches under the old policy, and under this one
    std::int64_t after = 0;

    bool operator==(const Touched&) const = default;
  };

  Time tried;
  Hash256 before;            // the policy it was compared with; zero: none was in force
  Hash256 engine;            // which judged
  std::int64_t texts = 0;    // judged
  std::int64_t changed = 0;  // that come out otherwise: the sum of `actions`
  std::map<std::pair<std::string, std::string>, std::int64_t> actions{};  // by policy::Effect's names: was, becomes
  std::map<std::string, Touched> clauses{};                               // those that touch more, or fewer

  bool operator==(const ReplayCounts&) const = default;
};

}  // namespace comity::store
