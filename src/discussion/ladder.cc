#include "discussion/ladder.h"

#include <algorithm>

namespace comity::discussion {
namespace {

bool stands_on(const Block& block, DecisionId strike) {
  return std::find(block.strikes.begin(), block.strikes.end(), strike) != block.strikes.end();
}

// A step as high as this one was taken when this strike was there already.
bool was_taken(const std::vector<Block>& blocks, const policy::LadderStep& step, Deed deed, DecisionId newest) {
  return std::any_of(blocks.begin(), blocks.end(), [&](const Block& block) {
    return stands_on(block, newest) && block.deed >= deed && block.step_strikes >= step.strikes;
  });
}

}  // namespace

DecisionId warning_before(const std::vector<Block>& blocks, DecisionId strike) {
  const Block* newest = nullptr;
  for (const Block& block : blocks) {
    const bool earlier = block.deed == Deed::warn && !block.lifted && !stands_on(block, strike);
    if (earlier && (newest == nullptr || block.since >= newest->since)) newest = &block;
  }
  return newest != nullptr ? newest->decision : DecisionId{};
}

std::optional<Asked> asked_for(const std::vector<policy::LadderStep>& ladder, const std::vector<Strike>& strikes,
                               const std::vector<Block>& blocks, Time now) {
  for (auto step = ladder.rbegin(); step != ladder.rend(); ++step) {
    Asked asked;
    asked.step = *step;
    for (const Strike& strike : strikes) {
      if (strike.given <= now && now - strike.given < Millis{step->within_ms}) asked.strikes.push_back(strike);
    }
    if (asked.strikes.empty() || static_cast<std::int64_t>(asked.strikes.size()) < step->strikes) continue;
    const DecisionId newest = asked.strikes.back().decision;
    asked.deed = step->then == "block" ? Deed::block : step->then == "premoderate" ? Deed::premoderate : Deed::warn;
    if (asked.deed == Deed::block) {
      asked.warning = warning_before(blocks, newest);
      if (!asked.warning) asked.deed = Deed::warn;
    }
    if (was_taken(blocks, *step, asked.deed, newest)) return std::nullopt;
    return asked;
  }
  return std::nullopt;
}

std::optional<Time> lasts_until(const policy::LadderStep& step, Time since) {
  if (step.then == "warn" || step.for_ms == 0) return std::nullopt;
  return since + Millis{step.for_ms};
}

}  // namespace comity::discussion
