#include "http/console/tried_drafts.h"

#include <algorithm>

namespace comity::http {

void TriedDrafts::keep(SiteId site, actions::TriedPolicy tried) {
  const std::lock_guard lock(mutex_);
  kept_.emplace_back(site, std::move(tried));
  if (kept_.size() > most) kept_.pop_front();
}

std::optional<actions::TriedPolicy> TriedDrafts::of(SiteId site, const Hash256& draft, const Hash256& in_force) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(kept_.rbegin(), kept_.rend(), [&](const auto& one) {
    return one.first == site && one.second.policy == draft && one.second.counts.before == in_force;
  });
  return found == kept_.rend() ? std::nullopt : std::optional(found->second);
}

}  // namespace comity::http
