// What judges, as one hash: a verdict of the same policy, engine and submission is the same for ever.
#pragma once

#include <vector>

#include "base/ids.h"
#include "policy/diagnostics.h"
#include "policy/lexicon.h"
#include "policy/policy.h"

namespace comity::policy {

// The format's version, the lexicons a policy uses, the Unicode tables and the language detector.
Hash256 engine_hash(const std::vector<Lexicon>& lexicons);

// Judges every example of `policy`; one that comes out otherwise than its author expects is an error.
// An example that expects an action expects it of its own clause; one that expects `allow`, of all.
void try_examples(const Compiled& policy, Diagnostics& diagnostics);

}  // namespace comity::policy
