// What the policy's ladder asks for, given the strikes that stand. It asks; a person does it.
#pragma once

#include <optional>
#include <vector>

#include "discussion/block.h"
#include "discussion/strike.h"
#include "policy/policy.h"

namespace comity::discussion {

struct Asked {
  Deed deed = Deed::warn;  // warn | premoderate | block
  policy::LadderStep step;
  std::vector<Strike> strikes;  // within the step's time, oldest first
  DecisionId warning;           // block: the earlier warning on record
};

// The highest step that the strikes reach at `now` and that has not been taken since the newest of them. A block
// without an earlier warning on record - one that was given before the newest strike and has not been lifted - is
// asked for as a warning. Nothing: the ladder asks for nothing (more).
std::optional<Asked> asked_for(const std::vector<policy::LadderStep>& ladder, const std::vector<Strike>& strikes,
                               const std::vector<Block>& blocks, Time now);

// The newest warning that was on record before `strike`; none. What a block rests on.
DecisionId warning_before(const std::vector<Block>& blocks, DecisionId strike);

// Until when a step taken at `since` lasts; none: for good, or a warning.
std::optional<Time> lasts_until(const policy::LadderStep& step, Time since);

}  // namespace comity::discussion
