#include "actions/brake.h"

#include "actions/world.h"
#include "policy/clause_meaning.h"
#include "policy/replay_report.h"

namespace comity::actions {
namespace {

constexpr Millis seen_for{500};  // "take effect within a second"

}  // namespace

Done Brakes::refresh(World& world, const discussion::Site& site, const policy::Compiled& policy, Watched& watched) {
  const Time now = world.clock.now();
  if (watched.is_new || watched.policy != policy.id) {
    Watched fresh;
    fresh.policy = policy.id;
    COMITY_TRY(const auto history, world.store.policy_history(site.id));
    std::shared_ptr<const policy::Compiled> before;
    for (std::size_t i = history.size(); i-- > 0;) {
      if (history[i].id != policy.id) continue;
      fresh.published = history[i].published;
      // A stored policy that today's engine cannot read is as good as none: every clause is watched.
      if (i > 0) before = world.policies.by_id(site.id, history[i - 1].id).value_or(nullptr);
      break;
    }
    for (std::string& id : policy::newly_live(before.get(), policy)) fresh.newly.insert(std::move(id));
    if (!fresh.newly.empty() && now < fresh.published + brake_watch) {
      // What came before this server was started counts as well.
      COMITY_TRY(auto counted, world.store.touched_since(site.id, policy.id, fresh.published));
      fresh.judged = counted.comments;
      fresh.touched = std::move(counted.by_clause);
    }
    fresh.is_new = false;
    watched = std::move(fresh);
  } else if (now >= watched.read && now - watched.read < seen_for) {
    return {};
  }
  COMITY_TRY(const auto brakes, world.store.brakes(site.id));
  watched.read = now;
  watched.stopped.clear();
  for (const store::Brake& brake : brakes) {
    if (brake.policy != policy.id) continue;
    watched.known.insert(brake.clause);
    if (!brake.released) watched.stopped.push_back(brake.clause);
  }
  return {};
}

Result<policy::Verdict> Brakes::held_back(World& world, const discussion::Site& site, const policy::Compiled& policy,
                                          policy::Verdict verdict) {
  if (site.brake_share == 0) return verdict;
  const std::lock_guard lock(mutex_);
  Watched& watched = sites_[site.id];
  COMITY_CHECK(refresh(world, site, policy, watched));
  return policy::braked(std::move(verdict), {watched.stopped.begin(), watched.stopped.end()});
}

void Brakes::count(World& world, const discussion::Site& site, const policy::Compiled& policy,
                   const policy::Verdict& verdict) {
  if (site.brake_share == 0) return;
  std::vector<store::Brake> stops;
  {
    const std::lock_guard lock(mutex_);
    Watched& watched = sites_[site.id];
    if (watched.policy != policy.id) return;
    ++watched.judged;
    for (const policy::ClauseVerdict& clause : verdict.clauses) {
      if (clause.action >= policy::Action::hold) ++watched.touched[clause.clause];
    }
    const Time now = world.clock.now();
    if (watched.judged < brake_least_judged || now >= watched.published + brake_watch) return;
    for (const auto& [clause, touched] : watched.touched) {
      if (touched * 10'000 <= watched.judged * site.brake_share) continue;
      if (!watched.newly.contains(clause) || !watched.known.insert(clause).second) continue;
      watched.stopped.push_back(clause);
      stops.push_back({policy.id, clause, watched.judged, touched, now});
    }
  }
  for (const store::Brake& stop : stops) {
    const store::Change change{world.random.key128(),
                               site.id,
                               stop.since,
                               {store::StopClause{stop.policy, stop.clause, stop.judged, stop.touched}}};
    const auto written = world.store.commit(change);
    if (!written) {  // it is stopped here, and tried again with the next comment it touches
      const std::lock_guard lock(mutex_);
      sites_[site.id].known.erase(stop.clause);
    }
    if (listener_) listener_(told(site, stop) + (written ? "" : "; it could not be written down yet"));
  }
}

Done release_clause(World& world, const discussion::Site& site, std::string_view clause, std::string_view by) {
  const store::Change change{world.random.key128(),
                             site.id,
                             world.clock.now(),
                             {store::ReleaseClause{site.policy, std::string(clause), std::string(by)}}};
  return world.store.commit(change).map([](const auto&) {});
}

Result<std::vector<store::Brake>> stopped_clauses(World& world, const discussion::Site& site) {
  COMITY_TRY(auto brakes, world.store.brakes(site.id));
  std::erase_if(brakes, [&](const store::Brake& b) { return b.released || b.policy != site.policy; });
  return brakes;
}

std::string told(const discussion::Site& site, const store::Brake& brake) {
  const auto n = [](std::int64_t count) { return static_cast<std::uint64_t>(count); };
  return site.key + ": the brake stopped clause '" + brake.clause + "' at hold: it touched " +
         policy::thousands(n(brake.touched)) + " of " + policy::thousands(n(brake.judged)) + " comments (" +
         policy::percent(n(brake.touched), n(brake.judged)) + "; " + policy::percent(n(site.brake_share), 10'000) +
         " are allowed)";
}

}  // namespace comity::actions
