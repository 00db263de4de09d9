// What an author may see of what they wrote, that others may not.
#pragma once

#include "actions/world.h"
#include "discussion/appeal.h"
#include "discussion/block.h"

namespace comity::actions {

struct OwnComment {
  discussion::Site site;
  discussion::Story story;
  discussion::Comment comment;
  std::int64_t reply_to_number = 0;  // number of the comment it answers; 0: none
  std::vector<discussion::Revision> revisions;
  std::vector<discussion::Decision> decisions;     // oldest first
  std::shared_ptr<const policy::Compiled> policy;  // of the standing decision; null when there is none
  std::vector<discussion::Appeal> appeals;         // against them, as filed
  std::vector<discussion::Decision> appealable;    // that may be appealed against now, the likeliest first
  std::vector<discussion::Block> blocks;           // warnings and blocks for which this comment was the last straw
  std::optional<discussion::Block> restriction;    // of its author, active now
  std::optional<Time> edit_until;
  std::optional<bool> machine_checked;  // the last text, by its language; none: no rule asks the classifier
  bool may_withdraw = false;
};

// Errors: `not_found` - no such receipt, code or comment. By receipt and code as its author may see it: without what is
// between the desk and those who reported. By the comment itself with all of it: for files of a case.
Result<OwnComment> by_receipt(World& world, const Key128& receipt);
Result<OwnComment> own_comment(World& world, discussion::Comment comment);
Result<OwnComment> by_case_code(World& world, const discussion::Site& site, std::string_view code);

// The guest's own comments of the last 30 days in this story, newest first, at most 100: held ones and those that
// may still be edited or withdrawn are among them.
Result<std::vector<OwnComment>> mine(World& world, const discussion::Site& site, StoryId story,
                                     const Key128& guest_key);

}  // namespace comity::actions
