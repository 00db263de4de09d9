#include "actions/engine_decision.h"

namespace comity::actions {

DecisionId new_decision_id(World& world) { return DecisionId{world.random.below(std::int64_t{1} << 62)}; }

discussion::Decision engine_decision(World& world, const policy::Verdict& verdict, discussion::Deed deed, Time now) {
  discussion::Decision decision;
  decision.id = new_decision_id(world);
  decision.deed = deed;
  decision.actor = discussion::Actor::engine;
  decision.policy = verdict.policy;
  decision.engine = verdict.engine;
  decision.decided = now;
  if (deed == discussion::Deed::publish) return decision;
  for (const policy::ClauseVerdict& clause : verdict.clauses) {
    if (clause.action != verdict.action) continue;
    decision.clauses.push_back(clause.clause);
    decision.findings.push_back(clause);
  }
  return decision;
}

}  // namespace comity::actions
