// What the store is asked about branches that are closed to replies, and about what waits for a second moderator.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "discussion/proposal.h"

namespace comity::store {

// A branch is closed by a decision `close_replies` about the comment at its top, until a decision corrects that one.
// Errors: as store/store.h.
class Branches {
 public:
  virtual ~Branches() = default;

  // Numbers of the comments at the top of closed branches, rising. One probe of an index where there is none.
  virtual Result<std::vector<std::int64_t>> closed_branches(SiteId site, StoryId story) = 0;
  // Whether a comment is in a closed branch, at its top or anywhere below. One probe where the story has none, else a
  // step for each comment above it.
  virtual Result<bool> is_in_closed_branch(SiteId site, StoryId story, CommentId comment) = 0;

  // Errors: `not_found` - none waits.
  virtual Result<discussion::Proposal> proposal(SiteId site, StoryId story, CommentId comment) = 0;
  // All that wait, oldest first, then by story and comment.
  virtual Result<std::vector<discussion::Proposal>> proposals(SiteId site) = 0;
};

}  // namespace comity::store
