#include "actions/block_author.h"

#include <algorithm>

#include "actions/engine_decision.h"
#include "actions/letters.h"

namespace comity::actions {

using discussion::Block;
using discussion::Decision;
using discussion::Deed;

namespace {

Result<Decision> decision_about(World& world, const discussion::Site& site, StoryId story, CommentId comment, Deed deed,
                                const std::string& by, discussion::Actor actor, std::string reason) {
  COMITY_TRY(const auto policy, world.policies.live(site));
  Decision decision;
  decision.site = site.id;
  decision.id = new_decision_id(world);
  decision.story = story;
  decision.comment = comment;
  decision.deed = deed;
  decision.actor = actor;
  decision.actor_name = by;
  decision.policy = policy->id;
  decision.engine = policy->engine;
  decision.reason = std::move(reason);
  decision.detected = discussion::Detected::person;
  decision.decided = world.clock.now();
  return decision;
}

}  // namespace

Result<discussion::Factors> factors_of(World& world, const discussion::Site& site, AuthorId author,
                                       const discussion::Asked& asked) {
  discussion::Factors factors;
  factors.number = static_cast<std::int64_t>(asked.strikes.size());
  const Time since = world.clock.now() - Millis{asked.step.within_ms};
  COMITY_TRY(factors.written, world.store.written_since(site.id, author, since));
  // A strike may be about something written before.
  factors.written = std::max(factors.written, factors.number);
  return factors;
}

Result<Block> block_author(World& world, const BlockAuthor& request) {
  if (request.by.empty()) return fail(Error::Code::invalid, "a person blocks an author");
  COMITY_TRY(const auto site, world.store.site(request.site));
  COMITY_TRY(const auto comment, world.store.comment(request.site, request.story, request.comment));
  COMITY_TRY(const Standing standing, standing_of(world, site, comment.author));
  if (!standing.asked || standing.asked->deed != Deed::block) {
    return fail(Error::Code::forbidden,
                "the ladder does not ask for a block: too few strikes, no earlier warning on "
                "record, or it was taken already");
  }
  if (request.for_good && !request.senior) {
    return fail(Error::Code::forbidden, "a block for good is a senior moderator's decision");
  }
  const discussion::Asked& asked = *standing.asked;
  COMITY_TRY(discussion::Factors factors, factors_of(world, site, comment.author, asked));
  factors.gravity = request.gravity;
  factors.intention = request.intention;
  if (!are_complete(factors)) {
    return fail(Error::Code::invalid, "a block says how grave it was and what the author seemed to intend");
  }
  COMITY_TRY(Decision decision, decision_about(world, site, request.story, request.comment, Deed::block, request.by,
                                               request.actor, request.reason));
  decision.clauses = asked.strikes.back().clauses;
  if (!request.for_good) decision.until = discussion::lasts_until(asked.step, decision.decided);

  Block block;
  block.site = site.id;
  block.author = comment.author;
  block.decision = decision.id;
  block.story = request.story;
  block.comment = request.comment;
  block.deed = Deed::block;
  block.since = decision.decided;
  block.until = decision.until;
  for (const discussion::Strike& strike : asked.strikes) block.strikes.push_back(strike.decision);
  std::sort(block.strikes.begin(), block.strikes.end());
  block.step_strikes = asked.step.strikes;
  block.step_within_ms = asked.step.within_ms;
  block.warning = asked.warning;
  block.factors = std::move(factors);
  const auto outcome = commit_with_letters(
      world,
      {world.random.key128(), site.id, decision.decided, {store::AddDecision{decision}, store::AddBlock{block}}});
  if (!outcome) return fail(outcome.error());
  return block;
}

Result<Decision> lift_block(World& world, const LiftAuthorsBlock& request) {
  if (request.by.empty() || request.reason.empty()) {
    return fail(Error::Code::invalid, "a person lifts a block, and says why");
  }
  COMITY_TRY(const auto site, world.store.site(request.site));
  COMITY_TRY(const auto blocks, world.store.blocks(request.site, request.author));
  const auto found =
      std::find_if(blocks.begin(), blocks.end(), [&](const Block& block) { return block.decision == request.block; });
  if (found == blocks.end()) return fail(Error::Code::not_found, "no such block of this author");
  COMITY_TRY(const Decision decision, decision_about(world, site, found->story, found->comment, Deed::unblock,
                                                     request.by, request.actor, request.reason));
  const auto outcome =
      commit_with_letters(world, {world.random.key128(),
                                  site.id,
                                  decision.decided,
                                  {store::AddDecision{decision}, store::LiftBlock{found->decision, decision.id}}});
  if (!outcome) return fail(outcome.error());
  return decision;
}

}  // namespace comity::actions
