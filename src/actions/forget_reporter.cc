#include "actions/forget_reporter.h"

#include <algorithm>

namespace comity::actions {

Key128 reporter_hash(const World& world, SiteId site, const Key128& token_hash) {
  return keyed_hash(world.secret, "reporter\n" + std::to_string(site.value) + "\nguest\n" + to_base64url(token_hash));
}

Result<std::vector<discussion::Report>> reports_by_guest(World& world, SiteId site, const Key128& token_hash) {
  return world.store.reports_by(site, reporter_hash(world, site, token_hash));
}

Done forget_reporters(World& world, SiteId site, const std::vector<discussion::Report>& reports, bool wished) {
  constexpr std::size_t at_once = 20;
  for (std::size_t at = 0; at < reports.size(); at += at_once) {
    store::Change change{world.random.key128(), site, world.clock.now(), {}};
    for (std::size_t i = at; i < std::min(reports.size(), at + at_once); ++i)
      change.writes.emplace_back(store::ForgetReporter{reports[i].id, wished});
    const auto outcome = world.store.commit(change);
    if (!outcome) return fail(outcome.error());
  }
  return {};
}

}  // namespace comity::actions
