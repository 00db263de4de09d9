#include "http/letters/lately.h"

namespace comity::http {

void LettersLately::drop_first() {
  const auto count = counts_.find(sent_.front().to);
  if (--count->second == 0) counts_.erase(count);
  sent_.pop_front();
}

void LettersLately::drop_old(Time now) {
  while (!sent_.empty() && sent_.front().at < now - kept_for) drop_first();
}

void LettersLately::note(SiteId site, std::string_view address, Time now) {
  drop_old(now);
  if (sent_.size() >= most) drop_first();
  sent_.push_back({now, place(site, address)});
  ++counts_[sent_.back().to];
}

std::int64_t LettersLately::count(SiteId site, std::string_view address, Time now) {
  drop_old(now);
  const auto found = counts_.find(place(site, address));
  return found == counts_.end() ? 0 : found->second;
}

}  // namespace comity::http
