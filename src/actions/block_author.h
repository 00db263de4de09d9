// A person blocks an author whom the ladder asks to block, or ends a block before its time.
#pragma once

#include "actions/restriction.h"

namespace comity::actions {

struct BlockAuthor {
  SiteId site;
  StoryId story;  // of the comment that was the last straw
  CommentId comment;
  bool for_good = false;  // a senior's decision; otherwise until the ladder's step ends
  std::string gravity;    // DSA Art. 23(3)(c), (d), in the person's words; number and share are counted
  std::string intention;
  std::string reason;  // to the author; ''
  std::string by;
  bool senior = false;
  discussion::Actor actor = discussion::Actor::moderator;
};

// The factors as they would be recorded now, gravity and intention left open: what the form shows.
Result<discussion::Factors> factors_of(World& world, const discussion::Site& site, AuthorId author,
                                       const discussion::Asked& asked);

// Errors: `invalid` - nothing said of gravity or intention; `forbidden` - the ladder does not ask for a block (no
// earlier warning, too few strikes, taken already), or one for good by nobody senior; `not_found`; `conflict`.
Result<discussion::Block> block_author(World& world, const BlockAuthor& request);

struct LiftAuthorsBlock {
  SiteId site;
  AuthorId author;
  DecisionId block;  // of a warning, premoderation or block
  std::string reason;
  std::string by;
  discussion::Actor actor = discussion::Actor::moderator;
};

// Errors: `not_found`; `conflict` - it is lifted already; `invalid` - nobody, or no reason.
Result<discussion::Decision> lift_block(World& world, const LiftAuthorsBlock& request);

}  // namespace comity::actions
