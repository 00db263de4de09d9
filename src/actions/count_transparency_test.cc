#include "actions/count_transparency.h"

#include <doctest.h>

#include "actions/decide_appeal.h"
#include "actions/decide_reports.h"
#include "actions/export_dsa.h"
#include "actions/file_appeal.h"
#include "actions/file_report.h"
#include "actions/read_report.h"
#include "actions/record_order.h"
#include "actions/testing.h"
#include "discussion/annex_names.h"

using namespace comity;
using namespace comity::actions;
using discussion::AppealOutcome;
using discussion::Contested;
using discussion::Deed;
using discussion::Measure;
using discussion::Transparency;

namespace {

struct Desk : actions::testing::Server {
  Posted must_post(const std::string& text) {
    clock.wait(std::chrono::hours(1));
    const auto posted = post(text + " " + std::to_string(++written_));
    REQUIRE_MESSAGE(posted, posted.error().detail);
    return *posted;
  }
  discussion::Decision decided(const Posted& posted, Deed deed, std::vector<std::string> clauses) {
    DecideComment request;
    request.site = site.id;
    request.story = posted.story.id;
    request.comment = posted.comment.id;
    request.deed = deed;
    request.clauses = std::move(clauses);
    request.reason = request.clauses.empty() ? "The law that the notice names." : "";
    request.by = "anna";
    request.actor = discussion::Actor::moderator;
    const auto done = decide_comment(world(), request);
    REQUIRE_MESSAGE(done, done.error().detail);
    return *done;
  }
  discussion::Report noticed(const Posted& posted) {
    FileReport file;
    file.story = posted.story.id;
    file.number = posted.comment.number;
    file.kind = discussion::ReportKind::notice;
    file.words = "It says that I stole, and I did not.";
    file.name = "Ada Wold";
    file.address = "ada@reader.example";
    file.good_faith = true;
    file.language = "en";
    file.source = key(7);
    const auto filed = file_report(world(), site, file);
    REQUIRE_MESSAGE(filed, filed.error().detail);
    return *filed;
  }
  void kept(const discussion::Report& report) {
    REQUIRE(keep_reported(world(), {site.id, report.story, report.comment, {report.id}, "It is true.", "", "anna"}));
  }
  void answered(const discussion::Appeal& appeal, AppealOutcome outcome, std::vector<std::string> clauses = {}) {
    DecideAppeal decide;
    decide.site = site.id;
    decide.appeal = appeal.id;
    decide.outcome = outcome;
    decide.reasons = "I looked again.";
    decide.clauses = std::move(clauses);
    decide.by = "boris";
    const auto done = decide_appeal(world(), decide);
    REQUIRE_MESSAGE(done, done.error().detail);
  }
  discussion::Appeal appealed(const Posted& posted) {
    const auto filed = file_appeal(world(), site, {posted.comment.receipt, {}, "It was mild.", "en"});
    REQUIRE_MESSAGE(filed, filed.error().detail);
    return *filed;
  }
  Transparency year(int which = 2027) {
    const auto counts = count_transparency(world(), site, {which});
    REQUIRE_MESSAGE(counts, counts.error().detail);
    return *counts;
  }
  std::int64_t statements() {
    const auto counts = export_dsa(world(), site, {}, [](std::string_view) -> Done { return {}; });
    REQUIRE(counts);
    return counts->submissions;
  }

 private:
  int written_ = 0;
};

discussion::ProgramFigures in_all(const Transparency& counts) {
  discussion::ProgramFigures sum;
  for (const auto& [language, figures] : counts.program) sum += figures;
  return sum;
}
discussion::MeasureFigures measures_of(const Transparency& counts) {
  discussion::MeasureFigures sum;
  for (const auto& [category, rules] : counts.own_initiative)
    for (const auto& [rule, figures] : rules) sum += figures;
  return sum;
}
discussion::ComplaintFigures about(const Transparency& counts, Contested kind) {
  return counts.complaints[static_cast<std::size_t>(kind)];
}

}  // namespace

TEST_CASE("what was done of our own accord is counted by rule and kind, and how often the program was right") {
  Desk desk;
  desk.decided(desk.must_post("Humbug, I say."), Deed::refuse, {"manners"});
  desk.decided(desk.must_post("The humbug of old."), Deed::publish, {});
  desk.must_post("This humbug waits.");
  desk.decided(desk.must_post("A calm word about ferries."), Deed::remove, {"people"});
  desk.must_post("A calm word about bridges.");
  const Transparency counts = desk.year();
  CHECK(counts.service == desk.site.name);
  REQUIRE(counts.own_initiative.size() == 1);
  const auto& rules = counts.own_initiative.at("OTHER_VIOLATION_TC");
  CHECK(rules.size() == 2);
  CHECK(rules.at("Manners").taken == 4);  // three holds, a refusal
  CHECK(rules.at("Manners").found_by_program == 4);
  CHECK(rules.at("Manners").by_kind[static_cast<std::size_t>(Measure::disabled)] == 3);
  CHECK(rules.at("For people to judge").taken == 1);
  CHECK(rules.at("For people to judge").found_by_program == 0);
  const discussion::ProgramFigures program = in_all(counts);
  CHECK(program.by_program == 3);
  CHECK(program.by_people == 2);
  CHECK(program.rightly_stopped == 1);
  CHECK(program.wrongly_stopped == 1);
  CHECK(program.missed == 1);
  CHECK(program.rightly_passed == 1);  // and the one that waits is not counted
  CHECK(counts.notices.received == 0);
}

TEST_CASE("notices are counted by when they came, what was done upon them by what it rests on") {
  Desk desk;
  const Posted by_law = desk.must_post("One."), by_rule = desk.must_post("Two."), stays = desk.must_post("Three.");
  desk.noticed(by_law);
  desk.noticed(by_rule);
  const auto left = desk.noticed(stays);
  desk.noticed(desk.must_post("Four."));  // nobody has looked
  desk.clock.wait(std::chrono::hours(3));
  desk.decided(by_law, Deed::remove, {});
  desk.decided(by_rule, Deed::remove, {"manners"});
  desk.kept(left);
  const Transparency counts = desk.year();
  CHECK(counts.notices.received == 4);
  CHECK(counts.notices.acted_by_law == 1);
  CHECK(counts.notices.acted_by_rules == 1);
  CHECK(counts.notices.answered_by_people == 3);
  CHECK(counts.notices.answered_by_program == 0);
  CHECK(counts.notices.to_action.size() == 3);
  CHECK(counts.own_initiative.empty());
  CHECK(in_all(counts).by_people == 2);
  CHECK(in_all(counts).own_by_people == 0);
}

TEST_CASE("complaints are counted by what they are about") {
  Desk desk;
  const Posted refused = desk.must_post("Humbug."), removed = desk.must_post("Well then."),
               stays = desk.must_post("So.");
  desk.decided(refused, Deed::refuse, {"manners"});
  desk.decided(removed, Deed::remove, {"manners"});
  const auto upheld = desk.appealed(refused), reversed = desk.appealed(removed);
  const auto notice = desk.noticed(stays);
  desk.kept(notice);
  const auto contest = contest_report(desk.world(), {notice.receipt, "Look again.", "en"});
  REQUIRE(contest);
  CHECK(about(desk.year(), Contested::visibility).filed == 2);
  CHECK(about(desk.year(), Contested::visibility).to_decision.empty());
  desk.clock.wait(std::chrono::hours(5));
  desk.answered(upheld, AppealOutcome::upheld);
  desk.answered(reversed, AppealOutcome::reversed);
  desk.answered(*contest, AppealOutcome::reversed, {"manners"});
  const Transparency counts = desk.year();
  const auto visibility = about(counts, Contested::visibility);
  CHECK(visibility.filed == 2);
  CHECK(visibility.upheld == 1);
  CHECK(visibility.reversed == 1);
  CHECK(visibility.to_decision == std::vector<Millis>(2, std::chrono::hours(5)));
  CHECK(about(counts, Contested::no_action_on_notice).filed == 1);
  CHECK(about(counts, Contested::no_action_on_notice).reversed == 1);
  CHECK(about(counts, Contested::other).filed == 0);
  CHECK(counts.restricted_after_complaint == 1);
  CHECK(in_all(counts).missed == 1);          // what the complaint took down
  CHECK(in_all(counts).rightly_passed == 1);  // the removal that was wrong
}

TEST_CASE("orders are counted by country and kind; those from outside the Union are told apart") {
  Desk desk;
  const Posted posted = desk.must_post("One.");
  RecordOrder order;
  order.site = desk.site.id;
  order.order.site = desk.site.id;
  order.order.story = posted.story.id;
  order.order.comment = posted.comment.id;
  order.order.authority = "Court of Elbury";
  order.order.country = "DE";
  order.order.ground = "Penal code";
  order.order.received = desk.clock.now();
  order.order.recorded_by = "anna";
  order.take_down = true;
  desk.clock.wait(std::chrono::hours(2));
  REQUIRE(record_order(desk.world(), order));
  order.take_down = false;
  order.order.ordered = discussion::Ordered::inform;
  REQUIRE(record_order(desk.world(), order));
  order.order.country = "US";
  REQUIRE(record_order(desk.world(), order));
  const Transparency counts = desk.year();
  REQUIRE(counts.orders.size() == 1);
  const auto& all = counts.orders.at(std::string(discussion::not_said_in_order)).at("");
  CHECK(all.size() == 1);
  CHECK(all.at("DE").to_act == 1);
  CHECK(all.at("DE").items == 1);
  CHECK(all.at("DE").to_inform == 1);
  CHECK(all.at("DE").to_effect == std::vector<Millis>{std::chrono::hours(2)});
  CHECK(counts.orders_from_elsewhere == 1);
  CHECK(counts.own_initiative.empty());
  CHECK(in_all(counts).by_people == 1);  // a measure, and not of our own accord
  CHECK(in_all(counts).own_by_people == 0);
}

TEST_CASE("each year has its own, and together they are what the Transparency Database is told") {
  Desk desk;
  const Posted early = desk.must_post("Humbug.");
  desk.clock.wait(std::chrono::days(360));
  desk.decided(early, Deed::refuse, {"manners"});
  const Posted late = desk.must_post("A word.");
  desk.noticed(late);
  desk.decided(late, Deed::remove, {"manners"});
  CHECK(measures_of(desk.year(2027)).taken == 1);
  CHECK(measures_of(desk.year(2028)).taken == 1);
  CHECK(measures_of(desk.year(2026)).taken == 0);
  std::int64_t all = 0;
  for (const int year : {2027, 2028}) {
    const Transparency counts = desk.year(year);
    all += measures_of(counts).taken + counts.notices.acted_by_law + counts.notices.acted_by_rules;
  }
  CHECK(all == desk.statements());
  CHECK(in_all(desk.year(2027)).rightly_stopped == 1);  // by when it was written
  std::vector<int> years;
  for (const auto& year : transparency_years(desk.site, desk.clock.now())) years.push_back(year.year);
  CHECK(years == std::vector{2027, 2028});
}
