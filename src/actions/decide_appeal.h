// A person who had no part in a decision looks at it again, with reasons. Never the engine, never the clock.
#pragma once

#include "actions/world.h"
#include "discussion/appeal.h"

namespace comity::actions {

struct DecideAppeal {
  SiteId site;
  discussion::AppealId appeal;
  discussion::AppealOutcome outcome = discussion::AppealOutcome::upheld;
  std::string reasons;   // the complainant reads them
  std::string by;        // sign-in name
  bool outside = false;  // they are no part of the desk
  discussion::Actor actor = discussion::Actor::moderator;
  std::vector<std::string> clauses{};  // of a removal, where "no action" on a report was wrong
};

// Upheld: nothing changes. Partly, of words that readers never saw: the comment is returned for a change; of a removal:
// it stands, under the clauses given, which are others than it named - the strike is the new decision's. Reversed: the
// comment comes back under its number or, if it had none, the next, where its author has not withdrawn or changed it
// and its text is not erased. A closed branch is open again. Partly and reversed take the strike back, and the warnings
// and blocks that stood on it. "No action" on a report was wrong: the comment is removed, under the clauses given or -
// upon a notice - under the law that the reasons name; whoever else contested the same is answered by the same
// decision. The decision that answers corrects the one appealed against, so its statement is amended. Errors:
// `not_found`; `invalid` - no reasons, or an outcome that does not fit; `forbidden` - they had a part in it; `conflict`
// - answered, or changed by its author, meanwhile.
Result<discussion::Appeal> decide_appeal(World& world, const DecideAppeal& request);

}  // namespace comity::actions
