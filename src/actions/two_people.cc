#include "actions/two_people.h"

namespace comity::actions {

using discussion::Decision;
using discussion::Proposal;

namespace {

Result<Proposal> waiting(World& world, SiteId site, StoryId story, CommentId comment, Time seen) {
  auto found = world.store.proposal(site, story, comment);
  const bool gone = !found && found.error().code == Error::Code::not_found;
  if (gone || (found && found->made != seen))
    return fail(Error::Code::conflict,
                "the comment was changed, withdrawn or decided upon since: nothing waits any more");
  return found;
}

}  // namespace

Result<Proposal> propose_decision(World& world, const DecideComment& request) {
  COMITY_TRY(const bool two, takes_two(world, request));
  if (!two) return fail(Error::Code::invalid, "the policy does not ask for a second person here");
  if (request.by.empty()) return fail(Error::Code::invalid, "a person proposes a decision");
  COMITY_TRY(const auto comment, world.store.comment(request.site, request.story, request.comment));
  Proposal proposal{request.site,         request.story,   request.comment,  comment.last_revision,
                    request.deed,         request.clauses, request.reason,   request.freedom,
                    request.close_branch, request.by,      world.clock.now()};
  const auto outcome =
      world.store.commit({world.random.key128(), request.site, proposal.made, {store::Propose{proposal}}});
  if (!outcome) return fail(outcome.error());
  return proposal;
}

Result<Decision> agree_to_proposal(World& world, SiteId site, StoryId story, CommentId comment, Time seen,
                                   const std::string& by) {
  COMITY_TRY(const Proposal proposal, waiting(world, site, story, comment, seen));
  if (by.empty() || by == proposal.by)
    return fail(Error::Code::forbidden, "a second person agrees, not the one who proposed it");
  DecideComment decide;
  decide.site = site;
  decide.story = story;
  decide.comment = comment;
  decide.deed = proposal.deed;
  decide.clauses = proposal.clauses;
  decide.reason = proposal.reason;
  decide.freedom = proposal.freedom;
  decide.close_branch = proposal.close_branch;
  decide.by = by;
  decide.actor = discussion::Actor::moderator;
  decide.proposed_by = proposal.by;
  auto decision = decide_comment(world, decide);
  // Somebody was first, between our look and our write.
  if (!decision && decision.error().code == Error::Code::not_found)
    return fail(Error::Code::conflict, "the comment was changed, withdrawn or decided upon since");
  return decision;
}

Done drop_proposal(World& world, SiteId site, StoryId story, CommentId comment, Time seen) {
  COMITY_TRY(const Proposal proposal, waiting(world, site, story, comment, seen));
  const auto outcome = world.store.commit(
      {world.random.key128(), site, world.clock.now(), {store::DropProposal{proposal.story, proposal.comment}}});
  if (!outcome && outcome.error().code == Error::Code::not_found)
    return fail(Error::Code::conflict, "nothing waits any more");
  if (!outcome) return fail(outcome.error());
  return {};
}

}  // namespace comity::actions
