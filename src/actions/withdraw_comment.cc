#include "actions/withdraw_comment.h"

#include "actions/engine_decision.h"
#include "discussion/edit_window.h"

namespace comity::actions {

using discussion::State;

Result<discussion::Comment> withdraw_comment(World& world, const discussion::Site& site, const Key128& receipt) {
  for (int attempt = 0; attempt < 8; ++attempt) {
    COMITY_TRY(const auto comment, world.store.by_receipt(receipt));
    if (comment.site != site.id) return fail(Error::Code::not_found, "no such comment on this site");
    if (!discussion::may_withdraw(comment)) {
      return fail(Error::Code::forbidden,
                  "a comment that is " + std::string(discussion::name(comment.state)) + " cannot be taken back");
    }
    discussion::Decision decision;
    decision.id = new_decision_id(world);
    decision.story = comment.story;
    decision.comment = comment.id;
    decision.revision = comment.last_revision;
    decision.deed = discussion::Deed::withdraw;
    decision.actor = discussion::Actor::author;
    decision.detected = discussion::usual_detection(decision.actor);
    decision.policy = site.policy;
    decision.decided = world.clock.now();
    const store::Change change{
        world.random.key128(),
        site.id,
        decision.decided,
        {store::SetState{comment.story, comment.id, comment.state, State::withdrawn, comment.last_revision},
         store::AddDecision{decision}}};
    const auto outcome = world.store.commit(change);
    if (outcome) {
      world.recent_texts->forget(comment);
      return world.store.comment(site.id, comment.story, comment.id);
    }
    if (outcome.error().code != Error::Code::conflict) return fail(outcome.error());
  }
  return fail(Error::Code::unavailable, "too much is written here at once; try again");
}

}  // namespace comity::actions
