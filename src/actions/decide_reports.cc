#include "actions/decide_reports.h"

#include <algorithm>

#include "actions/engine_decision.h"
#include "actions/letters.h"

namespace comity::actions {

using discussion::Decision;
using discussion::Report;

Result<std::vector<Report>> waiting_reports(World& world, SiteId site, StoryId story, CommentId comment) {
  COMITY_TRY(auto reports, world.store.reports_about(site, story, comment));
  std::erase_if(reports, [](const Report& report) { return !waits(report); });
  return reports;
}

std::vector<store::Write> answering(const std::vector<Report>& seen, const Decision& with) {
  std::vector<discussion::ReportId> reports;
  for (const Report& report : seen) reports.push_back(report.id);
  if (reports.empty()) return {};
  return {store::AnswerReports{with.story, with.comment, std::move(reports), with.id}};
}

Done answer_latecomers(World& world, const Decision& removal) {
  COMITY_TRY(const auto late, waiting_reports(world, removal.site, removal.story, removal.comment));
  if (late.empty()) return {};
  return commit_with_letters(world, {world.random.key128(), removal.site, world.clock.now(), answering(late, removal)})
      .map([](const auto&) {});
}

Result<Decision> keep_reported(World& world, const KeepReported& request) {
  COMITY_TRY(const auto site, world.store.site(request.site));
  COMITY_TRY(const auto comment, world.store.comment(request.site, request.story, request.comment));
  COMITY_TRY(auto seen, waiting_reports(world, request.site, request.story, request.comment));
  std::erase_if(seen, [&](const Report& report) {
    return std::find(request.reports.begin(), request.reports.end(), report.id) == request.reports.end();
  });
  if (request.reports.empty()) return fail(Error::Code::invalid, "which reports?");
  if (seen.size() != request.reports.size()) return fail(Error::Code::conflict, "somebody decided meanwhile");
  COMITY_TRY(const auto live, world.policies.live(site));
  const bool promised = std::any_of(live->freedoms.begin(), live->freedoms.end(),
                                    [&](const policy::Freedom& f) { return f.id == request.freedom; });
  if (!request.freedom.empty() && !promised)
    return fail(Error::Code::invalid, "the policy promises no freedom '" + request.freedom + "'");

  Decision decision;
  decision.site = request.site;
  decision.id = new_decision_id(world);
  decision.story = request.story;
  decision.comment = request.comment;
  decision.revision = std::max<std::int64_t>(1, comment.live_revision);
  decision.deed = discussion::Deed::keep;
  decision.actor = request.actor;
  decision.actor_name = request.by;
  for (const Report& report : seen) {
    const bool there =
        std::find(decision.clauses.begin(), decision.clauses.end(), report.clause) != decision.clauses.end();
    if (!report.clause.empty() && !there) decision.clauses.push_back(report.clause);
  }
  decision.policy = live->id;
  decision.engine = live->engine;
  decision.reason = request.reason;
  decision.freedom = request.freedom;
  decision.source = source_of(seen);
  decision.detected = discussion::Detected::report;
  decision.decided = world.clock.now();
  store::Change change{world.random.key128(), request.site, decision.decided, {}};
  change.writes.emplace_back(store::AddDecision{decision});
  change.writes.emplace_back(store::AnswerReports{request.story, request.comment, request.reports, decision.id});
  const auto outcome = commit_with_letters(world, std::move(change));
  if (!outcome) return fail(outcome.error());
  return decision;
}

}  // namespace comity::actions
