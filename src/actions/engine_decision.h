// What the engine decided, as a row. Inside the room only.
#pragma once

#include "actions/world.h"

namespace comity::actions {

DecisionId new_decision_id(World& world);

// A hold or refusal resting on the clauses of `verdict` that are as strict as the verdict itself; or (`publish`)
// the end of a hold because its author has changed the words.
discussion::Decision engine_decision(World& world, const policy::Verdict& verdict, discussion::Deed deed, Time now);

}  // namespace comity::actions
