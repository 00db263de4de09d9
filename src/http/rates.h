// How often one may write: token buckets per guest first, then per source, per story and per site. Reading is never
// limited. An address alone never holds or blocks anyone: a source's bucket fits a mobile carrier's shared address.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/ids.h"
#include "base/time.h"

namespace comity::http {

struct Rate {
  double burst = 10;       // at once
  double per_minute = 10;  // then
};

struct RateLimits {
  Rate guest{10, 6};
  Rate newcomer{20, 20};  // first posts, without a guest yet, per source and site
  Rate source{60, 60};
  Rate story{600, 600};
  Rate site{6000, 6000};
  Rate vain{60, 60};                  // attempts that stored nothing and so cost nothing, per source
  Rate lookup{30, 10};                // of case codes, per source: four words could be guessed
  Rate report{10, 4};                 // reports and complaints about them, per source
  Rate sign_in{20, 6};                // passwords and codes tried, per source
  Rate sign_in_name{10, 1};           // for one account, from browsers that never signed in to it
  Rate sign_in_known{10, 6};          // for one account, from a browser that did: guesses elsewhere lock nobody out
  std::size_t max_buckets = 100'000;  // the least recently used are forgotten; about 200 bytes each
};

class Rates {
 public:
  explicit Rates(const RateLimits& limits);
  ~Rates();

  struct Who {
    std::optional<Key128> guest;  // none: a first visit, counted by its source
    Key128 source;
    SiteId site;
    std::optional<Key128> story;  // any key that stands for it
  };
  struct Answer {
    std::int64_t wait_s = 0;      // 0: go ahead, and one token was taken from each bucket
    std::string_view which;       // "guest" | "source" | "story" | "site": the one that is empty
    std::int64_t source_10m = 0;  // posts from this source in the last ten minutes, before this one
  };
  // Takes from all buckets or from none. Thread-safe.
  Answer take(const Who& who, Time now);
  // What was taken led to nothing stored: a closed story, a page that is not ours. Gives the tokens back, at most at
  // the rate `vain` for a source: beyond it an attempt costs what a comment costs. Thread-safe.
  void give_back(const Who& who, Time now);

  // For looking up a case code: 0, or how long to wait.
  std::int64_t take_lookup(const Key128& source, Time now);

  // For a report: 0, or how long to wait.
  std::int64_t take_report(const Key128& source, Time now);

  // For a password or code that is tried for `account`: 0 and a token is taken of both, or how long to wait. `known`:
  // by a browser that has signed in to it before.
  std::int64_t take_sign_in(const Key128& source, const Key128& account, bool known, Time now);
  // It was right: it cost nothing.
  void give_back_sign_in(const Key128& source, const Key128& account, bool known, Time now);

  std::size_t size() const;  // buckets remembered

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace comity::http
