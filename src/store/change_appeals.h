// Writes about authors and about second looks: included by store/change.h, which says what a Change is.
#pragma once

#include <string>

#include "discussion/appeal.h"
#include "discussion/block.h"

namespace comity::store {

// Files an appeal; `outcome`, `decided`, `decided_by`, `reasons` and `answer` are empty. Conflict: this complainant
// filed one against the decision, its id is there, the decision was corrected meanwhile, or the comment's words are
// gone. Not found: no such decision. With `as_was` (restoring an export) it is taken as it stands, answered or not.
struct FileAppeal {
  discussion::Appeal appeal;
  bool as_was = false;
};

// Answers an open appeal with a decision about the same comment (of this Change, or there already).
// Conflict: it is answered. Not found: no such appeal or decision. Invalid: no person, no reasons, or - unless the look
// is `same_later` - the person who made the decision appealed against.
struct AnswerAppeal {
  discussion::AppealId appeal;
  discussion::AppealOutcome outcome = discussion::AppealOutcome::upheld;
  std::string by;
  discussion::SecondLook look = discussion::SecondLook::other;
  std::string reasons;
  DecisionId answer;
};

// Records a warning, premoderation or block made by a decision of this Change (a person's, of the same deed, about a
// comment of the author). With `as_was` (restoring an export) it may be lifted already. Invalid: a block without all
// four factors or without naming a warning; a permanent one that no person decided. Not found: the decision, a strike,
// or an earlier warning of this author that has not been lifted.
struct AddBlock {
  discussion::Block block;  // not lifted
  bool as_was = false;
};

// Ends one before its time, by a decision. Conflict: it is lifted already. Not found: it, or the decision.
struct LiftBlock {
  DecisionId block;
  DecisionId by;
};

}  // namespace comity::store
