#include "actions/restriction.h"

#include <algorithm>

#include "actions/engine_decision.h"
#include "actions/letters.h"

namespace comity::actions {

using discussion::Block;
using discussion::Decision;
using discussion::Deed;

Result<std::optional<Block>> restriction_on(World& world, const discussion::Author& author, Time now) {
  if (!author.restricted) return std::nullopt;
  COMITY_TRY(const auto blocks, world.store.blocks(author.site, author.id));
  const Block* active = active_block(blocks, now);
  return active != nullptr ? std::optional(*active) : std::nullopt;
}

Result<std::optional<Block>> restriction_of_guest(World& world, const discussion::Site& site, const Key128& guest_key) {
  const auto author = world.store.author_by_token(site.id, guest_hash(world, site.id, guest_key));
  if (!author) {
    if (author.error().code == Error::Code::not_found) return std::nullopt;
    return fail(author.error());
  }
  return restriction_on(world, *author, world.clock.now());
}

Decision ladder_hold(World& world, const Block& block, Time now) {
  Decision decision;
  decision.id = new_decision_id(world);
  decision.story = block.story;
  decision.comment = block.comment;
  decision.deed = Deed::hold;
  decision.actor = discussion::Actor::moderator;  // who decided on premoderation; not named again
  decision.detected = discussion::Detected::person;
  decision.decided = now;
  return decision;
}

Result<Standing> standing_of(World& world, const discussion::Site& site, AuthorId author) {
  Standing standing;
  COMITY_TRY(store::AuthorRecord record, world.store.author_record(site.id, author));
  standing.strikes = standing_strikes(record.decisions, record.appeals);
  standing.blocks = std::move(record.blocks);
  COMITY_TRY(const auto policy, world.policies.live(site));
  standing.asked = asked_for(policy->ladder, standing.strikes, standing.blocks, world.clock.now());
  return standing;
}

Result<std::vector<store::Write>> falling(World& world, const discussion::Site& site, AuthorId author,
                                          const Decision& correction) {
  std::vector<store::Write> writes;
  if (!author || !correction.corrects) return writes;
  COMITY_TRY(store::AuthorRecord record, world.store.author_record(site.id, author));
  record.decisions.push_back({correction, false, {}, 0});
  std::vector<DecisionId> falls = fallen(record.blocks, standing_strikes(record.decisions, {}));
  for (const Block& block : record.blocks) {
    const bool itself = block.decision == correction.corrects || block.warning == correction.corrects;
    const bool is_there = std::find(falls.begin(), falls.end(), block.decision) != falls.end();
    if (itself && !block.lifted && !is_there) falls.push_back(block.decision);
  }
  for (const Block& block : record.blocks) {
    if (std::find(falls.begin(), falls.end(), block.decision) == falls.end()) continue;
    if (block.decision == correction.corrects) {  // the correction itself lifts it
      writes.push_back(store::LiftBlock{block.decision, correction.id});
      continue;
    }
    Decision lift = correction;
    lift.id = new_decision_id(world);
    lift.story = block.story;
    lift.comment = block.comment;
    lift.revision = 1;
    lift.deed = Deed::unblock;
    lift.clauses.clear();
    lift.findings.clear();
    lift.freedom.clear();
    lift.corrects = block.decision;
    lift.until.reset();
    writes.push_back(store::AddDecision{lift});
    writes.push_back(store::LiftBlock{block.decision, lift.id});
  }
  return writes;
}

namespace {

Done drop_fallen(World& world, const discussion::Site& site, const Decision& correction, AuthorId author) {
  COMITY_TRY(auto writes, falling(world, site, author, correction));
  if (writes.empty()) return {};
  const auto outcome =
      commit_with_letters(world, {world.random.key128(), site.id, correction.decided, std::move(writes)});
  if (!outcome) return fail(outcome.error());
  return {};
}

}  // namespace

Done follow_ladder(World& world, const discussion::Site& site, const Decision& straw, AuthorId author) {
  if (straw.corrects) COMITY_CHECK(drop_fallen(world, site, straw, author));
  if (!author || !makes_strike(straw.actor, straw.deed)) return {};
  COMITY_TRY(const Standing standing, standing_of(world, site, author));
  if (!standing.asked || standing.asked->deed == Deed::block) return {};
  const discussion::Asked& asked = *standing.asked;

  Decision decision = straw;
  decision.id = new_decision_id(world);
  decision.deed = asked.deed;
  decision.findings.clear();
  decision.freedom.clear();
  decision.reason.clear();
  decision.corrects = {};
  decision.batch = {};
  decision.detected = discussion::Detected::person;
  decision.until = discussion::lasts_until(asked.step, straw.decided);

  Block block;
  block.author = author;
  block.decision = decision.id;
  block.story = straw.story;
  block.comment = straw.comment;
  block.deed = asked.deed;
  block.since = decision.decided;
  block.until = decision.until;
  block.step_strikes = asked.step.strikes;
  block.step_within_ms = asked.step.within_ms;
  std::string bytes = "ladder\n" + std::to_string(site.id.value) + "\n" + std::to_string(author.value);
  for (const discussion::Strike& strike : asked.strikes) block.strikes.push_back(strike.decision);
  std::sort(block.strikes.begin(), block.strikes.end());
  for (const DecisionId strike : block.strikes) bytes += "\n" + std::to_string(strike.value);

  // Two who decide at once see the same strikes: the same change.
  const store::Change change{
      keyed_hash(world.secret, bytes), site.id, straw.decided, {store::AddDecision{decision}, store::AddBlock{block}}};
  const auto outcome = commit_with_letters(world, change);
  if (!outcome) return fail(outcome.error());
  return {};
}

}  // namespace comity::actions
