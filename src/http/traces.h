// Which authors wrote from the same place within a day: a hint for moderators that somebody who is blocked may be here
// under a new name. In memory only, and of no address: a source is a keyed hash whose key changes daily (sources.h).
// Nothing is decided by it.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <vector>

#include "base/ids.h"
#include "base/time.h"

namespace comity::http {

class Traces {
 public:
  // A source's hash means nothing after its day; what is left of it goes by the clock.
  static constexpr std::chrono::hours kept_for{24};
  // Where so many write, a place says nothing about any of them: a school, an office, a mobile network.
  static constexpr std::size_t crowd = 8;
  static constexpr std::size_t most = 50'000;  // with more, all is forgotten: 5 MB

  // `author` wrote from `source`, or tried to. Thread-safe, like all of it.
  void note(SiteId site, const Key128& source, AuthorId author, Time now);
  // Others who did from where this one did, each once, in order of id; none where a crowd writes.
  std::vector<AuthorId> beside(SiteId site, AuthorId author, Time now);
  std::size_t size() const;

 private:
  struct Trace {
    SiteId site;
    Key128 source;
    AuthorId author;
    auto operator<=>(const Trace&) const = default;
  };
  void drop_old(Time now);

  mutable std::mutex mutex_;
  std::map<Trace, Time> traces_;  // when last
  Time dropped_{};
};

}  // namespace comity::http
