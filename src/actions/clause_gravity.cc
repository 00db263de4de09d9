#include "actions/clause_gravity.h"

#include <algorithm>
#include <array>

#include "campaign/fingerprint.h"

namespace comity::actions {

namespace {

constexpr std::array<std::string_view, 6> gravest_categories = {"VIOLENCE",
                                                                "PROTECTION_OF_MINORS",
                                                                "ILLEGAL_OR_HARMFUL_SPEECH",
                                                                "CYBER_VIOLENCE",
                                                                "SELF_HARM",
                                                                "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS"};

std::size_t rank(const policy::Clause& clause) {
  const auto* const found = std::find(gravest_categories.begin(), gravest_categories.end(), clause.category);
  return static_cast<std::size_t>(found - gravest_categories.begin());
}

}  // namespace

std::vector<std::string> gravest_first(const policy::Compiled& policy) {
  std::vector<const policy::Clause*> clauses;
  for (const policy::Clause& clause : policy.clauses) clauses.push_back(&clause);
  std::stable_sort(clauses.begin(), clauses.end(),
                   [](const policy::Clause* a, const policy::Clause* b) { return rank(*a) < rank(*b); });
  std::vector<std::string> ids;
  for (const policy::Clause* clause : clauses) ids.push_back(clause->id);
  return ids;
}

Result<std::vector<store::PastDecision>> nearest_decisions(World& world, SiteId site, const std::string& clause,
                                                           const std::string& text,
                                                           const std::pair<StoryId, CommentId>& except,
                                                           std::size_t limit) {
  constexpr std::size_t looked_at = 500;
  COMITY_TRY(auto past, world.store.decided(site, std::nullopt, looked_at));
  const campaign::Fingerprint print = campaign::fingerprint(text);
  struct Near {
    int likeness = 0;
    store::PastDecision* past = nullptr;
  };
  std::vector<Near> nearest;
  for (store::PastDecision& one : past) {
    const auto cites = [&](const std::vector<std::string>& clauses) {
      return std::find(clauses.begin(), clauses.end(), clause) != clauses.end();
    };
    if (one.corrected || one.text.empty() || one.decision.deed == discussion::Deed::hold) continue;
    if (one.comment.story == except.first && one.comment.id == except.second) continue;
    if (!cites(one.decision.clauses) && !cites(one.engine_clauses)) continue;
    nearest.push_back({campaign::likeness(print, campaign::fingerprint(one.text)), &one});
  }
  std::stable_sort(nearest.begin(), nearest.end(),
                   [](const Near& a, const Near& b) { return a.likeness > b.likeness; });
  if (nearest.size() > limit) nearest.resize(limit);
  std::vector<store::PastDecision> out;
  for (const Near& near : nearest) out.push_back(std::move(*near.past));
  return out;
}

}  // namespace comity::actions
