#include "discussion/strike.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace comity::discussion {

std::vector<Strike> standing_strikes(const std::vector<OnRecord>& record, const std::vector<Appeal>& appeals) {
  std::set<DecisionId> not_counted;
  for (const OnRecord& entry : record) not_counted.insert(entry.decision.corrects);
  for (const Appeal& appeal : appeals) {
    if (is_open(appeal)) not_counted.insert(appeal.decision);
  }
  std::vector<Strike> strikes;
  for (const OnRecord& entry : record) {
    const Decision& decision = entry.decision;
    const bool changed = entry.live_revision > decision.revision;
    if (!makes_strike(decision.actor, decision.deed) || entry.imported || entry.state == State::withdrawn || changed)
      continue;
    if (not_counted.contains(decision.id)) continue;
    strikes.push_back({decision.id, decision.story, decision.comment, decision.decided, decision.clauses});
  }
  std::sort(strikes.begin(), strikes.end(), [](const Strike& a, const Strike& b) {
    return std::tie(a.given, a.decision) < std::tie(b.given, b.decision);
  });
  return strikes;
}

}  // namespace comity::discussion
