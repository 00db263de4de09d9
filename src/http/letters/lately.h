// How many letters went to an address within a day, whoever left it and whether they erased themselves since: otherwise
// somebody could have the question whether an address is theirs sent to a stranger as often as they like, erasing
// themselves between. In memory only, and of no address: a keyed hash under a key that nothing outside this object has.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <string_view>

#include "base/crypto.h"
#include "base/ids.h"
#include "base/time.h"

namespace comity::http {

class LettersLately {
 public:
  static constexpr std::chrono::hours kept_for{24};
  static constexpr std::size_t most = 100'000;  // with more, the oldest are forgotten: 10 MB

  explicit LettersLately(Random& random) { random.fill(key_.bytes.data(), key_.bytes.size()); }

  void note(SiteId site, std::string_view address, Time now);
  // At or after `now - kept_for`.
  std::int64_t count(SiteId site, std::string_view address, Time now);

 private:
  using Place = std::pair<SiteId, Key128>;
  struct Sent {
    Time at;
    Place to;
  };
  Place place(SiteId site, std::string_view address) const { return {site, keyed_hash(key_, address)}; }
  void drop_first();
  void drop_old(Time now);

  Hash256 key_;
  std::deque<Sent> sent_;  // as they went
  std::map<Place, std::int64_t> counts_;
};

}  // namespace comity::http
