#include "discussion/block.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace comity::discussion {

bool are_complete(const Factors& factors) {
  const bool said = factors.gravity.find_first_not_of(" \t\r\n") != std::string::npos &&
                    factors.intention.find_first_not_of(" \t\r\n") != std::string::npos;
  return factors.number >= 1 && factors.written >= factors.number && said;
}

bool is_active(const Block& block, Time now) {
  return block.deed != Deed::warn && !block.lifted && block.since <= now && (!block.until || now < *block.until);
}

const Block* active_block(const std::vector<Block>& blocks, Time now) {
  const auto weight = [](const Block& block) {
    return std::tuple(block.deed == Deed::block, !block.until, block.until.value_or(Time{}));
  };
  const Block* found = nullptr;
  for (const Block& block : blocks) {
    if (is_active(block, now) && (found == nullptr || weight(block) > weight(*found))) found = &block;
  }
  return found;
}

std::vector<DecisionId> fallen(const std::vector<Block>& blocks, const std::vector<Strike>& left) {
  std::set<DecisionId> standing;
  for (const Strike& strike : left) standing.insert(strike.decision);
  std::vector<DecisionId> falls;
  const auto has_fallen = [&](DecisionId id) { return std::find(falls.begin(), falls.end(), id) != falls.end(); };
  const auto rests = [&](const Block& block) {
    const auto carried = std::count_if(block.strikes.begin(), block.strikes.end(),
                                       [&](DecisionId strike) { return standing.contains(strike); });
    return carried >= block.step_strikes;
  };
  // Warnings first: what needed one falls with it.
  for (const Block& block : blocks) {
    if (block.deed == Deed::warn && !block.lifted && !rests(block)) falls.push_back(block.decision);
  }
  for (const Block& block : blocks) {
    if (block.deed == Deed::warn || block.lifted) continue;
    if (!rests(block) || (block.warning && has_fallen(block.warning))) falls.push_back(block.decision);
  }
  return falls;
}

}  // namespace comity::discussion
