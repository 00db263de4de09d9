#include "actions/answer_again.h"

namespace comity::actions {

Result<Posted> answer_again(World& world, const discussion::Site& site, const discussion::Comment& comment) {
  Posted posted;
  posted.again = true;
  posted.comment = comment;
  COMITY_TRY(posted.story, world.store.story(site.id, comment.story));
  posted.event = posted.story.position;
  COMITY_TRY(const auto revisions, world.store.revisions(site.id, comment.story, comment.id));
  if (revisions.empty()) return fail(Error::Code::corrupt, "a comment without a revision");
  posted.revision = revisions.front();

  // The engine's own decision on the first revision is the first answer; without one it was published.
  COMITY_TRY(const auto decisions, world.store.decisions(site.id, comment.story, comment.id));
  Hash256 policy = site.policy;
  for (const discussion::Decision& decision : decisions) {
    if (decision.revision != 1 || decision.actor != discussion::Actor::engine) continue;
    if (decision.deed != discussion::Deed::hold && decision.deed != discussion::Deed::refuse) continue;
    const bool held = decision.deed == discussion::Deed::hold;
    posted.outcome = held ? Posted::Outcome::held : Posted::Outcome::refused;
    posted.verdict = {decision.policy, decision.engine, held ? policy::Action::hold : policy::Action::refuse,
                      decision.findings};
    policy = decision.policy;
    break;
  }
  COMITY_TRY(posted.policy, world.policies.by_id(site.id, policy));
  if (posted.outcome == Posted::Outcome::published) {
    posted.verdict.policy = posted.policy->id;
    posted.verdict.engine = posted.policy->engine;
  }
  return posted;
}

}  // namespace comity::actions
