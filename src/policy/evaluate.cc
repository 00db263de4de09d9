#include "policy/evaluator.h"
#include "policy/policy.h"

namespace comity::policy {
namespace {

Action action_of(const Clause& clause, bool ignore_advice) {
  return ignore_advice && clause.action == Action::advise ? clause.then : clause.action;
}

}  // namespace

Verdict evaluate(const Compiled& policy, const Submission& submission, bool ignore_advice) {
  Verdict verdict;
  verdict.policy = policy.id;
  verdict.engine = policy.engine;
  Occasion occasion(*policy.conditions, submission, policy.correction.get());
  for (std::size_t i = 0; i < policy.clauses.size(); ++i) {
    const Clause& clause = policy.clauses[i];
    const std::optional<Expression>& condition = policy.conditions->of_clause[i];
    const std::optional<Expression>& refusal = policy.conditions->refusal_of_clause[i];
    const Action action = action_of(clause, ignore_advice);
    if (!condition) continue;
    ClauseVerdict of_clause{clause.id, action, {}};
    if (refusal && holds(*refusal, occasion, clause.quotes_ignored, of_clause.findings)) {
      of_clause.action = Action::refuse;
    } else if (action == Action::allow || !holds(*condition, occasion, clause.quotes_ignored, of_clause.findings)) {
      continue;
    }
    verdict.action = std::max(verdict.action, of_clause.action);
    verdict.clauses.push_back(std::move(of_clause));
  }
  if (policy.conditions->asks_model) {
    const ModelReading& reading = occasion.model(false);
    verdict.model = ModelScores{reading.is_known, reading.scores, reading.corrected_by()};
  }
  return verdict;
}

}  // namespace comity::policy
