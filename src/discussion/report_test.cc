#include "discussion/report.h"

#include <doctest.h>

using namespace comity;
using namespace comity::discussion;

namespace {

Report a_report(std::int64_t minute, std::uint8_t reporter, bool known, std::string words = "") {
  Report report;
  report.filed = at_ms(1'700'000'000'000 + minute * 60'000);
  report.reporter.bytes[0] = reporter;
  report.known = known;
  report.words = std::move(words);
  return report;
}

Decision a_decision(std::int64_t id, Deed deed, std::int64_t corrects = 0) {
  Decision decision;
  decision.id = {id};
  decision.deed = deed;
  decision.corrects = {corrects};
  return decision;
}

}  // namespace

TEST_CASE("five newcomers within the hour are a burst, and four are not") {
  std::vector<Report> reports;
  for (std::uint8_t i = 1; i <= 4; ++i) reports.push_back(a_report(i, i, false));
  CHECK_FALSE(is_burst(reports));
  reports.push_back(a_report(59, 5, false));
  CHECK(is_burst(reports));
  reports.back().filed += std::chrono::minutes(5);  // more than an hour after the first
  CHECK_FALSE(is_burst(reports));
  reports.push_back(a_report(30, 6, false));
  CHECK(is_burst(reports));
}

TEST_CASE("readers who are known here and say each their own are no burst, however many") {
  std::vector<Report> reports;
  for (std::uint8_t i = 1; i <= 30; ++i)
    reports.push_back(a_report(i, i, true, "Reason number " + std::string(i, 'x')));
  for (Report& report : reports) report.words = "";
  CHECK_FALSE(is_burst(reports));
}

TEST_CASE("known readers who say the same, or who come from one place, are a burst") {
  std::vector<Report> same, one_place;
  for (std::uint8_t i = 1; i <= 5; ++i) {
    same.push_back(a_report(i, i, true, i % 2 == 0 ? "Remove THIS!" : "remove this"));
    one_place.push_back(a_report(i, 9, true));
  }
  CHECK(is_burst(same));
  CHECK(is_burst(one_place));
}

TEST_CASE("what became of a report follows from what was decided upon it, and later") {
  Report report;
  CHECK(outcome_of(report, State::published, {}) == ReportOutcome::waiting);
  CHECK(outcome_of(report, State::withdrawn, {}) == ReportOutcome::gone);
  report.answer = {7};
  std::vector<Decision> decisions = {a_decision(7, Deed::keep)};
  CHECK(outcome_of(report, State::published, decisions) == ReportOutcome::no_action);
  decisions.push_back(a_decision(8, Deed::keep, 7));
  CHECK(outcome_of(report, State::published, decisions) == ReportOutcome::no_action);
  decisions.push_back(a_decision(9, Deed::remove, 7));
  CHECK(outcome_of(report, State::removed, decisions) == ReportOutcome::acted_later);
  report.answer = {9};
  CHECK(outcome_of(report, State::removed, decisions) == ReportOutcome::acted);
  decisions.push_back(a_decision(10, Deed::restore, 9));
  CHECK(outcome_of(report, State::published, decisions) == ReportOutcome::undone);
}

TEST_CASE("a notice outweighs a report in what a decision names as its source") {
  CHECK(source_of({}) == Source::own);
  std::vector<Report> waiting(2);
  CHECK(source_of(waiting) == Source::report);
  waiting[1].kind = ReportKind::notice;
  CHECK(source_of(waiting) == Source::notice);
}
