#include "actions/read_report.h"

#include <algorithm>

#include "actions/file_report.h"
#include "discussion/case_code.h"
#include "text/blank.h"
#include "text/checked.h"

namespace comity::actions {

using discussion::Decision;
using discussion::ReportOutcome;

namespace {

Result<OwnReport> with_rest(World& world, discussion::Report report) {
  OwnReport own;
  COMITY_TRY(own.site, world.store.site(report.site));
  COMITY_TRY(own.story, world.store.story(report.site, report.story));
  COMITY_TRY(const auto comment, world.store.comment(report.site, report.story, report.comment));
  COMITY_TRY(const auto decisions, world.store.decisions(report.site, report.story, report.comment));
  COMITY_TRY(const auto appeals, world.store.appeals_about(report.site, report.story, report.comment));
  own.number = comment.number;
  own.outcome = outcome_of(report, comment.state, decisions);
  if (report.answer) {
    if (const Decision* decision = standing_for(report.answer, decisions)) own.decision = *decision;
  }
  const Key128 complainant = complainant_of(world, report);
  for (const discussion::Appeal& appeal : appeals) {
    if (appeal.complainant == complainant) own.contest = appeal;
  }
  if (own.outcome == ReportOutcome::no_action && own.decision && own.decision->id == report.answer && !own.contest) {
    const Time until = appealable_until(*own.decision);
    if (world.clock.now() <= until) own.contest_until = until;
  }
  if (own.decision && own.decision->policy != Hash256{}) {
    if (auto policy = world.policies.by_id(own.site.id, own.decision->policy)) own.policy = *std::move(policy);
  }
  if (!own.policy) own.policy = world.policies.live(own.site).value_or(nullptr);
  own.report = std::move(report);
  return own;
}

}  // namespace

Result<OwnReport> report_by_receipt(World& world, const Key128& receipt) {
  if (receipt == Key128{}) return fail(Error::Code::not_found, "no such receipt");
  COMITY_TRY(auto report, world.store.report_by_receipt(receipt));
  return with_rest(world, std::move(report));
}

Result<OwnReport> report_by_case_code(World& world, const discussion::Site& site, std::string_view code) {
  const auto stored = discussion::parse_case_code(code);
  if (!stored) return fail(Error::Code::not_found, "that is not a case code: four words");
  COMITY_TRY(auto report, world.store.report_by_case_code(site.id, *stored));
  return with_rest(world, std::move(report));
}

Result<discussion::Appeal> contest_report(World& world, const ContestReport& request) {
  COMITY_TRY(const auto grounds, text::checked(request.grounds));
  if (text::is_blank(grounds)) return fail(Error::Code::invalid, "a complaint says what was wrong");
  if (text::code_points(grounds.utf8()) > discussion::max_grounds)
    return fail(Error::Code::invalid,
                "a complaint has at most " + std::to_string(discussion::max_grounds) + " letters");
  COMITY_TRY(const OwnReport own, report_by_receipt(world, request.receipt));
  if (own.contest) return fail(Error::Code::conflict, "it was contested before");
  if (!own.contest_until) return fail(Error::Code::forbidden, "there is nothing here that can be contested now");
  discussion::Appeal appeal;
  appeal.site = own.site.id;
  appeal.id = {world.random.below((std::int64_t{1} << 62) - 1) + 1};
  appeal.decision = own.decision->id;
  appeal.story = own.report.story;
  appeal.comment = own.report.comment;
  appeal.complainant = complainant_of(world, own.report);
  appeal.grounds = grounds.utf8();
  appeal.language = request.language;
  appeal.filed = world.clock.now();
  appeal.due = appeal.filed + std::chrono::days(own.site.appeal_days);
  const auto outcome =
      world.store.commit({world.random.key128(), own.site.id, appeal.filed, {store::FileAppeal{appeal}}});
  if (!outcome) return fail(outcome.error());
  return appeal;
}

}  // namespace comity::actions
