#include "actions/close_branch.h"

#include <algorithm>

#include "actions/engine_decision.h"
#include "actions/letters.h"

namespace comity::actions {

using discussion::Decision;
using discussion::Deed;

const Decision* closing_in(const std::vector<Decision>& decisions) {
  const auto stands = [&](const Decision& decision) {
    return decision.deed == Deed::close_replies &&
           std::none_of(decisions.begin(), decisions.end(),
                        [&](const Decision& later) { return later.corrects == decision.id; });
  };
  const auto found = std::find_if(decisions.rbegin(), decisions.rend(), stands);
  return found == decisions.rend() ? nullptr : &*found;
}

Decision closing_with(World& world, const Decision& removal) {
  Decision closing = removal;
  closing.id = new_decision_id(world);
  closing.deed = Deed::close_replies;
  closing.findings.clear();
  closing.freedom.clear();
  closing.corrects = {};
  return closing;
}

std::vector<store::Write> opening_with(World& world, const Decision& mistake, const std::vector<Decision>& decisions,
                                       const Decision& correction) {
  std::vector<store::Write> writes;
  const Decision* closing = closing_in(decisions);
  const bool together = closing != nullptr && closing->id != mistake.id && closing->batch == mistake.batch &&
                        mistake.batch != Key128{} && closing->decided == mistake.decided;
  if (!together) return writes;
  Decision opening = correction;
  opening.id = new_decision_id(world);
  opening.deed = Deed::keep;
  opening.clauses.clear();
  opening.findings.clear();
  opening.freedom.clear();
  opening.corrects = closing->id;
  opening.until.reset();
  writes.emplace_back(store::AddDecision{std::move(opening)});
  return writes;
}

Result<Decision> close_branch(World& world, const CloseBranch& request) {
  COMITY_TRY(const auto site, world.store.site(request.site));
  COMITY_TRY(const auto comment, world.store.comment(request.site, request.story, request.comment));
  COMITY_TRY(const auto decisions, world.store.decisions(request.site, request.story, request.comment));
  if (comment.state != discussion::State::published)
    return fail(Error::Code::forbidden, "replies are closed below a comment that readers see");
  if (closing_in(decisions) != nullptr) return fail(Error::Code::conflict, "it is closed to replies already");
  COMITY_TRY(const auto live, world.policies.live(site));
  if (request.clauses.empty())
    return fail(Error::Code::invalid, "a decision against a comment names the clause it rests on");
  for (const std::string& clause : request.clauses)
    if (live->find(clause) == nullptr) return fail(Error::Code::invalid, "the policy has no clause '" + clause + "'");

  Decision decision;
  decision.site = request.site;
  decision.id = new_decision_id(world);
  decision.story = request.story;
  decision.comment = request.comment;
  decision.revision = std::max<std::int64_t>(1, comment.live_revision);
  decision.deed = Deed::close_replies;
  decision.actor = request.actor;
  decision.actor_name = request.by;
  decision.clauses = request.clauses;
  decision.policy = live->id;
  decision.engine = live->engine;
  decision.reason = request.reason;
  decision.decided = world.clock.now();
  decision.detected = discussion::Detected::person;
  const auto outcome = commit_with_letters(
      world, {world.random.key128(), request.site, decision.decided, {store::AddDecision{decision}}});
  if (!outcome) return fail(outcome.error());
  return decision;
}

}  // namespace comity::actions
