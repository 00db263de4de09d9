// How a reader who is signed in on our own pages is signed in to the widget on a publisher's page, where no cookie of
// ours goes: a code that stands in the address's fragment, for two minutes, and is changed once for a session by the
// widget.
#pragma once

#include <map>
#include <mutex>
#include <optional>

#include "base/ids.h"
#include "base/time.h"

namespace comity::http {

// In memory: a code is nothing after a restart. Thread-safe.
class HandOvers {
 public:
  static constexpr std::chrono::minutes lasts{2};

  // `code`: random; of its own.
  void offer(const Key128& code, SiteId site, AuthorId account, Time now);
  // Whose it is; once.
  std::optional<AuthorId> take(const Key128& code, SiteId site, Time now);

 private:
  struct Offer {
    SiteId site;
    AuthorId account;
    Time until;
  };
  static constexpr std::size_t most = 10'000;  // the next to end give way

  std::mutex mutex_;
  std::map<Key128, Offer> offers_;
};

// Those of this process.
HandOvers& hand_overs();

}  // namespace comity::http
