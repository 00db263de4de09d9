// In which order a desk's attention is asked for, and what it decided in like cases.
#pragma once

#include <utility>

#include "actions/world.h"

namespace comity::actions {

// Clauses of a policy, gravest first: by what the DSA's categories say is at stake - violence before hatred before
// harassment before everything else - then in the document's order.
std::vector<std::string> gravest_first(const policy::Compiled& policy);

// The decisions by people under this clause whose texts are most like `text` (campaign::likeness, then the latest), at
// most `limit`, that nobody took back; none of the comment `except`. Looks at the last 500 decisions.
Result<std::vector<store::PastDecision>> nearest_decisions(World& world, SiteId site, const std::string& clause,
                                                           const std::string& text,
                                                           const std::pair<StoryId, CommentId>& except,
                                                           std::size_t limit);

}  // namespace comity::actions
