// A policy that is tried beside the one in force and binds nobody.
#pragma once

#include <memory>

#include "actions/stored_texts.h"
#include "policy/replay_report.h"

namespace comity::actions {

// Begins with the policy of this source; '' ends. The same one again goes on since it began. Errors: `invalid` - it
// does not pass its check.
Done set_shadow(World& world, const discussion::Site& site, std::string_view source, std::string_view by);

struct ShadowReport {
  std::shared_ptr<const policy::Compiled> live, shadow;  // what `report` points to
  policy::ReplayReport report;
};

// What `shadow` (store::shadow) would have done with everything written since it began, beside the policy in force.
Result<ShadowReport> shadow_report(World& world, const discussion::Site& site, const store::PolicyDocument& shadow,
                                   unsigned jobs, const std::function<void(std::uint64_t)>& progress = {});

}  // namespace comity::actions
