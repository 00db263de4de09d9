#include "http/hand_over.h"

#include <algorithm>

namespace comity::http {

void HandOvers::offer(const Key128& code, SiteId site, AuthorId account, Time now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(offers_, [&](const auto& one) { return one.second.until <= now; });
  if (offers_.size() >= most) {
    offers_.erase(std::min_element(offers_.begin(), offers_.end(),
                                   [](const auto& a, const auto& b) { return a.second.until < b.second.until; }));
  }
  offers_[code] = {site, account, now + lasts};
}

std::optional<AuthorId> HandOvers::take(const Key128& code, SiteId site, Time now) {
  const std::lock_guard lock(mutex_);
  const auto found = offers_.find(code);
  if (found == offers_.end() || found->second.site != site) return std::nullopt;
  const Offer offer = found->second;
  offers_.erase(found);
  return now < offer.until ? std::optional(offer.account) : std::nullopt;
}

HandOvers& hand_overs() {
  static HandOvers all;
  return all;
}

}  // namespace comity::http
