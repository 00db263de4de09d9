// What a clause does, apart from its prose and its examples: to tell a new clause from one that only reads better.
#pragma once

#include <vector>

#include "policy/policy.h"

namespace comity::policy {

// One hash for each clause, in order: its id, condition, actions, and the word lists and patterns it names.
std::vector<Hash256> clause_meanings(const Compiled& policy);

// Ids of the clauses that act by themselves and were not so in `before`; all that act when it is null.
std::vector<std::string> newly_live(const Compiled* before, const Compiled& now);

}  // namespace comity::policy
