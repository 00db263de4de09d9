// Who asks, as the rest of the program may know it: a keyed hash of the /32 or /64, under a key that is made anew each
// day and never leaves this process. Yesterday's hashes mean nothing today.
#pragma once

#include <cstdint>
#include <mutex>

#include "base/crypto.h"
#include "base/time.h"
#include "http/addresses.h"

namespace comity::http {

class Sources {
 public:
  Sources(const Clock& clock, Random& random) : clock_(clock), random_(random) {}
  Key128 of(const Address& address);  // thread-safe

 private:
  const Clock& clock_;
  Random& random_;
  std::mutex mutex_;
  std::int64_t day_ = -1;
  Hash256 key_;
};

}  // namespace comity::http
