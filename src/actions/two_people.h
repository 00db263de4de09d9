// A decision that the policy asks two people for: the first proposes it, a second and different one agrees, and only
// then it is made. When the comment is changed, withdrawn or decided upon meanwhile the proposal is gone, and nothing
// came of it.
#pragma once

#include "actions/decide_comment.h"

namespace comity::actions {

// Keeps what `request.by` would decide. Errors: as decide_comment; `conflict` - a proposal about it waits already.
Result<discussion::Proposal> propose_decision(World& world, const DecideComment& request);

// Makes the decision that waits about a comment. `seen`: when it was made, as `by` saw it. Errors: `conflict` - it is
// gone, or another one waits now; `forbidden` - `by` proposed it.
Result<discussion::Decision> agree_to_proposal(World& world, SiteId site, StoryId story, CommentId comment, Time seen,
                                               const std::string& by);

// Takes it back, or turns it down. Errors: `conflict` - as agree_to_proposal.
Done drop_proposal(World& world, SiteId site, StoryId story, CommentId comment, Time seen);

}  // namespace comity::actions
