// A person takes back what a person decided: logged as a decision that points at the one it corrects.
#pragma once

#include "actions/world.h"

namespace comity::actions {

struct UndoDecision {
  SiteId site;
  DecisionId decision;
  std::string by;
  discussion::Actor actor = discussion::Actor::moderator;
};

// A refusal or a return: the comment waits again, held as it was. A publication: the comment, which readers have seen
// under its number, is removed under the clauses it had been held for. A removal: it is shown again. A reversal: it is
// removed again. "No action" upon reports: nothing changes. Strikes that the decision made are gone with it; reports
// that it answered wait again. Errors: `not_found`; `conflict` - taken back already, something was decided or written
// since, or who reported has contested it; `forbidden` - the engine's or an author's, about an edit of a published
// comment (decide anew instead), or "no action" upon nothing.
Result<discussion::Decision> undo_decision(World& world, const UndoDecision& request);

struct UndoneTogether {
  std::vector<discussion::Decision> corrections;
  std::size_t left = 0;  // decisions of the batch that could not be taken back: something has happened since
};
// Everything that was decided in one step. Errors: `not_found` - no such step; those of the store.
Result<UndoneTogether> undo_together(World& world, SiteId site, const Key128& batch, const std::string& by);

}  // namespace comity::actions
