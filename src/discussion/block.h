// A block, and the milder steps before it: what was done about an author rather than about a comment. Each was made
// by a decision, attached to the comment that was the last straw, and stands on strikes: when those fall, it falls.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "discussion/records.h"
#include "discussion/strike.h"

namespace comity::discussion {

// What Regulation (EU) 2022/2065, Art. 23(3) has us weigh before somebody is suspended: (a) the number of items,
// (b) their share of all that was written in that time, (c) their gravity, (d) the intention, where it can be known.
struct Factors {
  std::int64_t number = 0;
  std::int64_t written = 0;  // comments in the same time: the share is number / written
  std::string gravity;       // in a person's words, as is
  std::string intention;

  bool operator==(const Factors&) const = default;
};
// All four are there and can be.
bool are_complete(const Factors& factors);

struct Block {
  SiteId site;
  AuthorId author;
  DecisionId decision;  // which made it; one of its own
  StoryId story;        // of the comment that was the last straw
  CommentId comment;
  Deed deed = Deed::warn;  // warn | premoderate | block
  Time since;
  std::optional<Time> until;        // premoderate, block; none: a warning, or a block for good
  std::vector<DecisionId> strikes;  // it stands on; ascending
  std::int64_t step_strikes = 0;    // what the ladder's step asked for: so many strikes
  std::int64_t step_within_ms = 0;  // within so long
  DecisionId warning;               // block: the earlier warning on record
  std::optional<Factors> factors;   // block
  std::optional<Time> lifted;       // by a person, or with what it stood on
  DecisionId lifted_by;             // the decision that lifted it

  bool operator==(const Block&) const = default;
};

// Whether it keeps its author from writing, or has them wait, at `now`. A warning never does.
bool is_active(const Block& block, Time now);

// The one that matters at `now`: a block before premoderation, then the one that ends last. Null: none.
const Block* active_block(const std::vector<Block>& blocks, Time now);

// Those not yet lifted that fall because too few of the strikes they stand on are left, or because the warning that
// they needed has fallen. `left`: strikes, those under appeal among them - an appeal that is open takes nothing back.
std::vector<DecisionId> fallen(const std::vector<Block>& blocks, const std::vector<Strike>& left);

}  // namespace comity::discussion
