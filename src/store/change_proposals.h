// Writes about what is proposed to a second moderator: included by store/change.h, which says what a Change is.
#pragma once

#include "discussion/proposal.h"

namespace comity::store {

// Keeps a proposal until a second person agrees. It is gone with the next decision about the comment's state, revision
// or move to another state, and when the comment's words are emptied. Conflict: one waits already, or the comment's
// last revision is another. Not found: no such comment.
struct Propose {
  discussion::Proposal proposal;
};

// Takes it back, or turns it down. Not found: none waits about the comment.
struct DropProposal {
  StoryId story;
  CommentId comment;
};

}  // namespace comity::store
