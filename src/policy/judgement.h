// A verdict on a submission that does not hold every fact: what can be said, and which clauses cannot be judged.
//
// An imported comment has no history of its author here, and an old submission lacks the facts that later formats
// brought. A clause whose truth hangs on such a fact is neither true nor false of it: three-valued logic (Kleene), in
// which `unknown || true` is true, `unknown && false` is false, and everything else with `unknown` in it is unknown.
#pragma once

#include <cstdint>
#include <vector>

#include "policy/policy.h"
#include "policy/variables.h"

namespace comity::policy {

struct Expression;

class FactSet {
 public:
  void add(Fact fact) { bits_ |= bit(fact); }
  void add(FactSet others) { bits_ |= others.bits_; }
  bool has(Fact fact) const { return (bits_ & bit(fact)) != 0; }
  bool meets(FactSet other) const { return (bits_ & other.bits_) != 0; }
  bool empty() const { return bits_ == 0; }
  bool operator==(const FactSet&) const = default;

 private:
  static std::uint64_t bit(Fact fact) { return std::uint64_t{1} << static_cast<unsigned>(fact); }
  std::uint64_t bits_ = 0;
};

// What was not known of a stored text when it was stored.
FactSet lacking(const Facts& facts);

// The facts that a condition looks at.
FactSet facts_of(const Expression& expression);

struct Judgement {
  Verdict verdict;                     // of the clauses that can be judged
  std::vector<std::uint32_t> unknown;  // indexes of those that cannot, rising

  bool operator==(const Judgement&) const = default;
};

// Judges stored texts. With nothing lacking its verdict is `evaluate`'s. Thread-safe after construction.
class Judge {
 public:
  explicit Judge(const Compiled& policy);

  Judgement judge(const Submission& submission, FactSet lacks, bool ignore_advice = false) const;
  const Compiled& policy() const { return policy_; }

 private:
  const Compiled& policy_;
  std::vector<FactSet> looked_at_;  // by clause
};

}  // namespace comity::policy
