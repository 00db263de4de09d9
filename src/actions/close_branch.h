// A branch is closed to replies: what stands in it stays, and nobody answers there any more. A decision about the
// comment at its top, cited and told like any other, that ends when another corrects it.
#pragma once

#include "actions/world.h"

namespace comity::actions {

struct CloseBranch {
  SiteId site;
  StoryId story;
  CommentId comment;                 // at the top
  std::vector<std::string> clauses;  // ids; at least one
  std::string reason;
  std::string by;  // desk or operator name; kept, never shown to the public
  discussion::Actor actor = discussion::Actor::moderator;
};

// Errors: `not_found`; `invalid` - no clause, or one that the policy does not have; `forbidden` - readers do not see
// the comment; `conflict` - it is closed already.
Result<discussion::Decision> close_branch(World& world, const CloseBranch& request);

// The decision that closes the branch with these; null: none stands.
const discussion::Decision* closing_in(const std::vector<discussion::Decision>& decisions);

// Closes the branch below a comment that `removal`, made in the same step, removes. Inside the room only.
discussion::Decision closing_with(World& world, const discussion::Decision& removal);
// Takes back what was closed together with `mistake`, by a decision like `correction`; none: nothing was. Inside the
// room only.
std::vector<store::Write> opening_with(World& world, const discussion::Decision& mistake,
                                       const std::vector<discussion::Decision>& decisions,
                                       const discussion::Decision& correction);

}  // namespace comity::actions
