// Strikes: what the ladder of a policy counts. They are never given; they follow from what is on record, so that a
// reversed decision leaves none behind.
//
// A strike is a person's refusal or removal of what an author wrote here, unless it was corrected by a later
// decision, is under appeal, or is about words that are not the author's own doing any more: imported, taken back
// by them, or changed by them so that the changed words stand.
#pragma once

#include <vector>

#include "discussion/appeal.h"
#include "discussion/records.h"

namespace comity::discussion {

// A decision about one of an author's comments, and what has become of that comment.
struct OnRecord {
  Decision decision;
  bool imported = false;           // the comment came from another system
  State state = State::held;       // of the comment, now
  std::int64_t live_revision = 0;  // that readers see, or saw last; 0: none

  bool operator==(const OnRecord&) const = default;
};

struct Strike {
  DecisionId decision;
  StoryId story;
  CommentId comment;
  Time given;
  std::vector<std::string> clauses;

  bool operator==(const Strike&) const = default;
};

// Those that stand, oldest first. `record`: of one author, on one site; corrections may stand among them in any order.
// `appeals`: against decisions in it; others do no harm.
std::vector<Strike> standing_strikes(const std::vector<OnRecord>& record, const std::vector<Appeal>& appeals);

}  // namespace comity::discussion
