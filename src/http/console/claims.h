// Who has which comment open, so that no two people decide the same one unawares. Memory only: the store's check for
// conflicts is what decides; this is what is said before it comes to that.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "base/ids.h"
#include "base/time.h"

namespace comity::http {

// Thread-safe.
class Claims {
 public:
  static constexpr Millis lasts = std::chrono::seconds(90);  // a page that is still open asks again every 30 s
  static constexpr std::size_t most = 10'000;

  // `who` has it open now. Answers the names of others who have, in order.
  std::vector<std::string> look(SiteId site, StoryId story, CommentId comment, const std::string& who, Time now);
  void leave(SiteId site, StoryId story, CommentId comment, const std::string& who);

 private:
  using Place = std::tuple<SiteId, StoryId, CommentId>;
  void forget_old(Time now);

  std::mutex mutex_;
  std::map<Place, std::map<std::string, Time>> open_;
};

}  // namespace comity::http
