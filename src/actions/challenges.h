// Challenges that passkeys sign: given out, and taken once within five minutes.
//
// A challenge says by itself until when it holds and, by a keyed hash, what it was given out for, so nobody can fill
// our memory by asking for them. Only those that were taken are remembered, until they would be over. The key is this
// process's own: a restart ends them all.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/crypto.h"
#include "base/result.h"
#include "base/time.h"

namespace comity::actions {

class Challenges {
 public:
  static constexpr std::chrono::minutes lasts{5};
  static constexpr std::size_t most_taken = 10'000;  // within five minutes

  explicit Challenges(Random& random) : random_(random), key_(random.key256()) {}

  // 40 bytes. `purpose`: what it is given out for, and to whom.
  std::string make(std::string_view purpose, Time now);
  // Errors: `forbidden` - over, none of ours, or given out for something else.
  Done check(std::string_view challenge, std::string_view purpose, Time now) const;
  // Errors: as `check`, and when it was taken before; `unavailable` - too many were taken lately. Thread-safe, as all.
  Done take(std::string_view challenge, std::string_view purpose, Time now);

 private:
  std::string sealed(std::string_view open, std::string_view purpose) const;

  Random& random_;
  const Hash256 key_;
  std::mutex mutex_;
  std::map<std::string, Time> taken_;  // until when they would hold
};

}  // namespace comity::actions
