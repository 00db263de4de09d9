#include "http/console/claims.h"

namespace comity::http {

std::vector<std::string> Claims::look(SiteId site, StoryId story, CommentId comment, const std::string& who, Time now) {
  const std::lock_guard lock(mutex_);
  if (open_.size() >= most) forget_old(now);
  auto& here = open_[{site, story, comment}];
  std::erase_if(here, [&](const auto& one) { return one.second + lasts <= now; });
  here[who] = now;
  std::vector<std::string> others;
  for (const auto& [name, seen] : here) {
    if (name != who) others.push_back(name);
  }
  return others;
}

void Claims::leave(SiteId site, StoryId story, CommentId comment, const std::string& who) {
  const std::lock_guard lock(mutex_);
  const auto found = open_.find({site, story, comment});
  if (found == open_.end()) return;
  found->second.erase(who);
  if (found->second.empty()) open_.erase(found);
}

void Claims::forget_old(Time now) {
  for (auto place = open_.begin(); place != open_.end();) {
    std::erase_if(place->second, [&](const auto& one) { return one.second + lasts <= now; });
    place = place->second.empty() ? open_.erase(place) : std::next(place);
  }
  if (open_.size() >= most) open_.erase(open_.begin());
}

}  // namespace comity::http
