#include "discussion/edit_window.h"

namespace comity::discussion {

std::optional<Time> may_edit_until(const Site& site, const Comment& comment, Time now) {
  if (!comment.source_key.empty() || comment.superseded_by || comment.emptied) return std::nullopt;
  if (comment.state == State::held || comment.state == State::returned) return now + std::chrono::hours(24);
  if (comment.state != State::published) return std::nullopt;
  const Time end = comment.published_at.value_or(comment.written) + Millis{site.edit_window_ms};
  return end > now ? std::optional(end) : std::nullopt;
}

bool may_withdraw(const Comment& comment) {
  return comment.source_key.empty() && !comment.emptied && may_follow(comment.state, State::withdrawn, Actor::author);
}

}  // namespace comity::discussion
