// What keeps an author from writing, or has them wait, and what the ladder asks for.
#pragma once

#include "actions/world.h"
#include "discussion/ladder.h"

namespace comity::actions {

// The block or premoderation that is active now; nothing: none. One read, and none at all for whoever never had one.
Result<std::optional<discussion::Block>> restriction_on(World& world, const discussion::Author& author, Time now);

// The same for whoever holds a guest's key: for answers that tell a blocked person why, until when and where to appeal.
Result<std::optional<discussion::Block>> restriction_of_guest(World& world, const discussion::Site& site,
                                                              const Key128& guest_key);

// A hold because its author is premoderated: it follows from a person's decision, and cites none of the engine's
// clauses. Inside the room only.
discussion::Decision ladder_hold(World& world, const discussion::Block& block, Time now);

// What an author's record comes to: for moderators.
struct Standing {
  std::vector<discussion::Strike> strikes;
  std::vector<discussion::Block> blocks;  // oldest first
  std::optional<discussion::Asked> asked;
};
// Under the policy in force.
Result<Standing> standing_of(World& world, const discussion::Site& site, AuthorId author);

// What a decision that corrects another takes back besides: warnings, premoderation and blocks that stood on the
// strike, or on the warning, that is gone - each by a decision of its own. Inside the room only.
Result<std::vector<store::Write>> falling(World& world, const discussion::Site& site, AuthorId author,
                                          const discussion::Decision& correction);

// After a person's decision. A refusal or removal: a warning or premoderation that the ladder now asks for is part of
// what that person decided, and recorded under their name; a block is only asked for, and a person says why. A
// correction: what stood on the strike falls. At most once for the same strikes. Inside the room only.
Done follow_ladder(World& world, const discussion::Site& site, const discussion::Decision& decision, AuthorId author);

}  // namespace comity::actions
