// A person decides what the engine held, removes what was published, or puts it back.
#pragma once

#include <functional>

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
  discussion::Source source = discussion::Source::own;  // own: of the reports that wait, where there are such
  Key128 batch{};                                       // of decisions made in one step; zero: alone
  bool close_branch = false;                            // with a removal: nobody answers below it any more
  std::string proposed_by{};                            // of two who decide together the first: two_people.h
  // What is written down with it, or not at all; none: nothing.
  std::function<store::Write(const discussion::Decision&)> also{};
};

// Decides the held revision (of a new comment or of an edit). Taking a comment down answers the reports about it that
// wait, and corrects the decision that had left it standing when it was reported before. Errors: `not_found`; `invalid`
// - an unknown clause or freedom, a refusal without a clause that no law is named for either; `forbidden` - its state
// does not allow it, or the policy asks for two people; `conflict` - decided meanwhile.
Result<discussion::Decision> decide_comment(World& world, const DecideComment& request);

// Whether it would be taken now, and by two people only. Errors: those of decide_comment, but for that.
Result<bool> takes_two(World& world, const DecideComment& request);

}  // namespace comity::actions
