// What one moderator proposes where the policy asks for two. It is no decision: nothing follows from it before a second
// person agrees, and nobody but the staff hears of it. When the comment is changed, withdrawn or decided upon
// meanwhile, it is gone.
#pragma once

#include <string>
#include <vector>

#include "discussion/records.h"

namespace comity::discussion {

inline constexpr std::size_t max_proposal_bytes = 4'000;  // of the reason

struct Proposal {
  SiteId site;
  StoryId story;
  CommentId comment;
  std::int64_t revision = 1;  // the comment's last one then
  Deed deed = Deed::refuse;
  std::vector<std::string> clauses;
  std::string reason;
  std::string freedom;
  bool close_branch = false;  // with a removal: nobody answers below it any more
  std::string by;             // desk name; never shown to the public
  Time made;

  bool operator==(const Proposal&) const = default;
};

}  // namespace comity::discussion
