// One decision about many comments: a record for each, all with one id, so that they are taken back in one step.
#pragma once

#include <utility>

#include "actions/decide_comment.h"

namespace comity::actions {

inline constexpr std::size_t most_together = 500;

struct DecideMany {
  std::vector<std::pair<StoryId, CommentId>> comments;
  DecideComment as;  // what is decided; its story, comment and batch are not looked at
};

struct DecidedMany {
  Key128 batch;
  std::vector<discussion::Decision> decisions;
  std::vector<std::pair<StoryId, CommentId>> left;      // decided, changed or withdrawn meanwhile
  std::vector<std::pair<StoryId, CommentId>> proposed;  // the policy asks for a second person
};

// Errors: `invalid` - none or more than most_together, or a decision that could be met by none of them; `unavailable` -
// what was decided by then stands, under the id.
Result<DecidedMany> decide_many(World& world, const DecideMany& request);

}  // namespace comity::actions
