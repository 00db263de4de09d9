#include "http/traces.h"

#include <set>

namespace comity::http {

void Traces::drop_old(Time now) {
  constexpr std::chrono::minutes between{10};
  if (now - dropped_ < between && traces_.size() < most) return;
  dropped_ = now;
  std::erase_if(traces_, [&](const auto& entry) { return entry.second + kept_for <= now; });
  if (traces_.size() >= most) traces_.clear();
}

void Traces::note(SiteId site, const Key128& source, AuthorId author, Time now) {
  if (!author || source == Key128{}) return;
  const std::lock_guard lock(mutex_);
  drop_old(now);
  traces_.insert_or_assign({site, source, author}, now);
}

std::vector<AuthorId> Traces::beside(SiteId site, AuthorId author, Time now) {
  std::set<AuthorId> others;
  const std::lock_guard lock(mutex_);
  for (auto own = traces_.lower_bound({site, {}, {}}); own != traces_.end() && own->first.site == site; ++own) {
    if (own->first.author != author || own->second + kept_for <= now) continue;
    std::set<AuthorId> here;
    for (auto at = traces_.lower_bound({site, own->first.source, {}});
         at != traces_.end() && at->first.site == site && at->first.source == own->first.source; ++at) {
      if (at->second + kept_for > now) here.insert(at->first.author);
    }
    if (here.size() > crowd) continue;
    here.erase(author);
    others.merge(here);
  }
  return {others.begin(), others.end()};
}

std::size_t Traces::size() const {
  const std::lock_guard lock(mutex_);
  return traces_.size();
}

}  // namespace comity::http
