// A site's own correction of the classifier: fitted on its moderators' decisions, told by a report what it would
// change, and switched on only when that report has nothing against it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "actions/training_rows.h"
#include "classify/adapt.h"
#include "policy/mirror.h"
#include "policy/replay_report.h"

namespace comity::actions {

struct AdaptAsked {
  RuleLabels rules = usual_rule_labels();
  std::vector<TrainingRow> more{};  // rows from elsewhere, beside the site's own decisions
  unsigned jobs = 1;                // threads for mirror and replay
  std::function<void(std::uint64_t texts)> progress{};
};

// What a site's decisions say. Of more than classify::max_adapt_rows so many are taken, chosen by their hash.
Result<classify::Fitted> fit_correction(World& world, const discussion::Site& site, const AdaptAsked& asked);

struct AdaptReport {
  std::shared_ptr<const classify::Correction> correction;
  std::shared_ptr<const policy::Compiled> before, after;  // the policy in force, by the model alone and corrected
  classify::ErrorTally errors;
  policy::MirrorTally mirror;               // of the corrected one: examples and archive
  std::uint64_t mirror_changed_before = 0;  // of the model alone
  policy::ReplayTally replay;               // the whole archive, without and with it

  // Why it may not be switched on, in words; none: it may.
  std::vector<std::string> objections() const;
};

// Errors: `not_found` - the site has no policy.
Result<AdaptReport> report_correction(World& world, const discussion::Site& site,
                                      std::shared_ptr<const classify::Correction> correction, const AdaptAsked& asked);

std::string to_text(const AdaptReport& report);
std::string to_json(const AdaptReport& report);  // one object and a line's end; docs/formats/correction.md

// Makes the report and, if nothing stands against it, switches `file` on and keeps both. A running server follows
// within a second. Errors: `corrupt` - no correction; as report_correction.
struct SwitchedOn {
  AdaptReport report;
  bool on = false;  // else report.objections() says why
};
Result<SwitchedOn> switch_correction_on(World& world, const discussion::Site& site, std::string_view file,
                                        std::string_view by, const AdaptAsked& asked);
Done switch_correction_off(World& world, const discussion::Site& site, std::string_view by);

}  // namespace comity::actions
