#include <algorithm>

#include "store/memory_model.h"
#include "store/tally_sheet.h"

namespace comity::store::memory {
namespace {

// A person found that what the program held keeps the rules.
bool released(const std::vector<discussion::Decision>& decisions, const discussion::Decision& hold) {
  const auto at = std::find_if(decisions.begin(), decisions.end(), [&](const auto& d) { return d.id == hold.id; });
  return std::any_of(at, decisions.end(), [&](const discussion::Decision& later) {
    return later.deed == discussion::Deed::publish && later.revision == hold.revision &&
           (later.actor == discussion::Actor::moderator || later.actor == discussion::Actor::operator_);
  });
}

}  // namespace

std::vector<DecisionTally> decision_tallies(const SiteRow& in) {
  TallySheet sheet;
  for (const auto& [story_id, story] : in.stories) {
    for (const auto& [comment_id, row] : story.comments) {
      for (const discussion::Decision& d : row.decisions) {
        const auto& revision = row.revisions[static_cast<std::size_t>(d.revision - 1)];
        const bool mistaken_hold =
            d.deed == discussion::Deed::hold && d.actor == discussion::Actor::engine && released(row.decisions, d);
        sheet.count(d, d.clauses.empty() ? std::string() : d.clauses.front(), revision.facts.language,
                    mistaken_hold || in.corrected_by.contains(d.id));
      }
    }
  }
  return sheet.rows();
}

}  // namespace comity::store::memory
