// What a reporter may see of what became of their report.
#pragma once

#include "actions/world.h"
#include "discussion/appeal.h"
#include "discussion/report.h"

namespace comity::actions {

struct OwnReport {
  discussion::Site site;
  discussion::Story story;
  discussion::Report report;
  std::int64_t number = 0;  // of the comment
  discussion::ReportOutcome outcome = discussion::ReportOutcome::waiting;
  // What stands for the comment upon it: the answer, or what was decided later; none: it waits.
  std::optional<discussion::Decision> decision;
  std::shared_ptr<const policy::Compiled> policy;  // of that decision, else the one in force
  std::optional<discussion::Appeal> contest;       // filed by this reporter
  std::optional<Time> contest_until;               // none: it cannot be contested (any more)
};

// Errors: `not_found` - no such receipt or code.
Result<OwnReport> report_by_receipt(World& world, const Key128& receipt);
Result<OwnReport> report_by_case_code(World& world, const discussion::Site& site, std::string_view code);

struct ContestReport {
  Key128 receipt;
  std::string grounds;   // why "no action" was wrong
  std::string language;  // of the page they read
};
// "No action" is contested: once, for six months, and another person looks. Errors: `not_found`; `invalid` - no words,
// or too many; `forbidden` - there is nothing to contest; `conflict` - contested before, or corrected meanwhile.
Result<discussion::Appeal> contest_report(World& world, const ContestReport& request);

}  // namespace comity::actions
