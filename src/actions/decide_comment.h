// A person decides what the engine held, removes what was published, or puts it back.
#pragma once

#include "actions/world.h"

namespace comity::actions {

struct DecideComment {
  SiteId site;
  StoryId story;
  CommentId comment;
  discussion::Deed deed = discussion::Deed::publish;  // publish | refuse | return_ | remove | restore
  std::vector<std::string> clauses;                   // ids; a refusal, return or removal needs one
  std::string reason;
  std::string freedom;
  std::string by;  // desk or operator name; kept, never shown to the public
  discussion::Actor actor = discussion::Actor::operator_;
  discussion::Source source = discussion::Source::own;
  Key128 batch{};  // of decisions made in one step; zero: alone
};

// Decides the held revision (of a new comment or of an edit). Errors: `not_found`; `invalid` - an unknown clause or
// freedom, a refusal without a clause; `forbidden` - its state does not allow it; `conflict` - decided meanwhile.
Result<discussion::Decision> decide_comment(World& world, const DecideComment& request);

}  // namespace comity::actions
