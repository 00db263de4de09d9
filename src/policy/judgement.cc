#include "policy/judgement.h"

#include <algorithm>

#include "policy/conditions.h"
#include "policy/evaluation.h"

namespace comity::policy {
namespace {

enum class Known : std::uint8_t { no, yes, unknown };

// Walks a condition whose parts were evaluated, with defaults where a fact lacks.
class Walk {
 public:
  Walk(const Expression& expression, const std::vector<bool>& truths, FactSet lacks)
      : expression_(expression), truths_(truths), lacks_(lacks) {}

  Known known(std::uint32_t i) const {
    const Node& n = expression_.nodes[i];
    if (!touches(i)) return truths_[i] ? Known::yes : Known::no;
    switch (n.op) {
      case Op::logical_not:
        return negated(known(n.kids[0]));
      case Op::logical_and:
      case Op::logical_or:
        return joined(n);
      case Op::choice: {
        if (n.type != Type::boolean) return Known::unknown;
        const Known which = known(n.kids[0]);
        if (which != Known::unknown) return known(n.kids[which == Known::yes ? 1 : 2]);
        const Known first = known(n.kids[1]);
        return first == known(n.kids[2]) ? first : Known::unknown;
      }
      default:
        return Known::unknown;
    }
  }

 private:
  static Known negated(Known k) {
    if (k == Known::unknown) return k;
    return k == Known::yes ? Known::no : Known::yes;
  }

  Known joined(const Node& n) const {
    const Known decides = n.op == Op::logical_and ? Known::no : Known::yes;
    bool unknown = false;
    for (const std::uint32_t kid : n.kids) {
      const Known k = known(kid);
      if (k == decides) return decides;
      unknown |= k == Known::unknown;
    }
    return unknown ? Known::unknown : negated(decides);
  }

  bool touches(std::uint32_t i) const {
    const Node& n = expression_.nodes[i];
    if (n.op == Op::variable && lacks_.has(static_cast<Fact>(n.index))) return true;
    if (n.op == Op::similar) return lacks_.has(n.index == 0 ? Fact::recent_similar_own : Fact::recent_similar_others);
    return std::any_of(n.kids.begin(), n.kids.end(), [&](std::uint32_t kid) { return touches(kid); });
  }

  const Expression& expression_;
  const std::vector<bool>& truths_;
  FactSet lacks_;
};

}  // namespace

FactSet lacking(const Facts& facts) {
  FactSet lacks;
  if (facts.author_kind != AuthorKind::imported) return lacks;
  // An archive says who wrote what and when it was, not what the server would have counted at that moment.
  for (const Fact fact :
       {Fact::author_published, Fact::author_refused, Fact::author_strikes, Fact::author_age_days,
        Fact::story_age_hours, Fact::story_comments, Fact::recent_author_10m, Fact::recent_author_24h,
        Fact::recent_source_10m, Fact::recent_story_10m, Fact::recent_similar_own, Fact::recent_similar_others}) {
    lacks.add(fact);
  }
  return lacks;
}

FactSet facts_of(const Expression& expression) {
  FactSet facts;
  for (const Node& n : expression.nodes) {
    if (n.op == Op::variable) facts.add(static_cast<Fact>(n.index));
    if (n.op == Op::similar) facts.add(n.index == 0 ? Fact::recent_similar_own : Fact::recent_similar_others);
  }
  return facts;
}

Judge::Judge(const Compiled& policy) : policy_(policy) {
  for (std::size_t i = 0; i < policy.clauses.size(); ++i) {
    FactSet facts;
    for (const auto* expression : {&policy.conditions->of_clause[i], &policy.conditions->refusal_of_clause[i]})
      if (*expression) facts.add(facts_of(**expression));
    looked_at_.push_back(facts);
  }
}

Judgement Judge::judge(const Submission& submission, FactSet lacks, bool ignore_advice) const {
  Judgement judgement{evaluate(policy_, submission, ignore_advice), {}};
  if (lacks.empty()) return judgement;
  std::optional<Occasion> occasion;
  for (std::uint32_t i = 0; i < looked_at_.size(); ++i) {
    if (!looked_at_[i].meets(lacks)) continue;
    const Clause& clause = policy_.clauses[i];
    // As in evaluate(): an advice that was not taken and leads to nothing is no clause to judge.
    if (ignore_advice && clause.action == Action::advise && clause.then == Action::allow) continue;
    if (!occasion) occasion.emplace(*policy_.conditions, submission, policy_.correction.get());
    const auto known = [&](const std::optional<Expression>& expression) {
      if (!expression) return Known::no;
      Evaluation evaluation(*expression, *occasion, clause.quotes_ignored);
      std::vector<Finding> findings;
      evaluation.run(findings);
      return Walk(*expression, evaluation.truths(), lacks).known(expression->root);
    };
    // What refuses is asked first: when it does, the condition says nothing more.
    const Known refusal = known(policy_.conditions->refusal_of_clause[i]);
    if (refusal == Known::yes) continue;
    if (refusal == Known::no && known(policy_.conditions->of_clause[i]) != Known::unknown) continue;
    judgement.unknown.push_back(i);  // Kleene's logic never turns a default round: it keeps it or does not know
    std::erase_if(judgement.verdict.clauses, [&](const ClauseVerdict& c) { return c.clause == clause.id; });
  }
  judgement.verdict.action = Action::allow;
  for (const ClauseVerdict& clause : judgement.verdict.clauses)
    judgement.verdict.action = std::max(judgement.verdict.action, clause.action);
  return judgement;
}

}  // namespace comity::policy
