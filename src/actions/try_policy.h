// What a draft would have said of what was written lately: a look that is taken while somebody edits the policy, and
// costs the server no more than so many texts judged twice. `comity policy replay` looks at everything. What it came to
// in numbers is kept with the policy when that is published.
#pragma once

#include "actions/manage_site.h"
#include "actions/stored_texts.h"
#include "policy/mirror.h"
#include "policy/replay_report.h"

namespace comity::actions {

inline constexpr std::size_t most_tried = 1'000;  // texts: some tenths of a second

struct PolicyTrial {
  std::shared_ptr<const policy::Compiled> before, after;  // what `replay` points to; `before` null: none is in force
  policy::ReplayReport replay;                            // over the latest texts
  std::optional<policy::MirrorTally> mirror;  // of a policy with sides, over its examples and the same texts
  std::size_t looked_at = 0;                  // texts, erased ones among them
};

// Errors: `invalid` - the document does not pass its check; `detail` holds every diagnostic as text.
Result<PolicyTrial> try_policy(World& world, const discussion::Site& site, std::string_view source,
                               std::size_t most = most_tried);

// What is kept of it.
TriedPolicy kept_of(const PolicyTrial& trial, Time tried);

// "Tried on the latest 1,000 texts: 12 come out otherwise (allow -> hold 12; manners touches 40, not 28)."
std::string told(const store::ReplayCounts& counts);

}  // namespace comity::actions
