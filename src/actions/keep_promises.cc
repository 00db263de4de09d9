#include "actions/keep_promises.h"

#include <algorithm>

#include "actions/erase_words.h"
#include "actions/forget_reporter.h"

namespace comity::actions {

using discussion::State;

namespace {

// A post that had been judged when its author's erasure began is written within seconds.
constexpr std::chrono::minutes last_posts{1};

Result<Kept> go_on(World& world, const discussion::Site& site, std::size_t at_most) {
  Kept kept;
  COMITY_TRY(const auto authors, world.store.erasing(site.id));
  for (const AuthorId id : authors) {
    if (static_cast<std::size_t>(kept.erased) >= at_most) break;
    COMITY_TRY(const auto author, world.store.author(site.id, id));
    const bool finish = author.erased && world.clock.now() - *author.erased > last_posts;
    COMITY_TRY(const auto some,
               go_on_erasing(world, site.id, id, at_most - static_cast<std::size_t>(kept.erased), finish));
    kept.erased += some.comments;
  }
  kept.all = static_cast<std::size_t>(kept.erased) < at_most;
  return kept;
}

// Each in a change of its own: an appeal that came meanwhile keeps its comment, and nobody waits behind many.
Result<std::int64_t> empty(World& world, const discussion::Site& site, State state, std::int64_t days,
                           std::size_t at_most) {
  const Time before = world.clock.now() - std::chrono::days(days);
  std::int64_t many = 0;
  COMITY_TRY(const auto due, world.store.kept_since(site.id, state, before, {}, at_most));
  for (const discussion::Comment& comment : due) {
    const store::Change change{
        world.random.key128(), site.id, world.clock.now(), {store::EmptyWords{comment.story, comment.id}}};
    const auto outcome = world.store.commit(change);
    if (!outcome && outcome.error().code != Error::Code::conflict) return fail(outcome.error());
    if (outcome) ++many;
    world.recent_texts->forget(comment);
  }
  return many;
}

}  // namespace

Result<Kept> keep_promises(World& world, const discussion::Site& site, std::size_t at_most) {
  COMITY_TRY(Kept kept, go_on(world, site, at_most));
  const auto left = [&] { return at_most - std::min(at_most, static_cast<std::size_t>(kept.emptied)); };
  for (const State state : {State::withdrawn, State::refused, State::returned, State::removed}) {
    if (left() == 0) break;
    const std::int64_t days = state == State::withdrawn ? site.retention.withdrawn_days : site.retention.decided_days;
    COMITY_TRY(const auto many, empty(world, site, state, days, left()));
    kept.emptied += many;
  }
  kept.all = kept.all && left() > 0;
  const Time before = world.clock.now() - std::chrono::days(site.retention.reported_days);
  COMITY_TRY(const auto reports, world.store.reports_kept(site.id, before, at_most));
  COMITY_CHECK(forget_reporters(world, site.id, reports, false));
  kept.forgotten = static_cast<std::int64_t>(reports.size());
  kept.all = kept.all && reports.size() < at_most;
  return kept;
}

}  // namespace comity::actions
