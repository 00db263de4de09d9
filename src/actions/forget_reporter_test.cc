// Who reported is forgotten, at their wish and in time; what others quoted of erased words in a report goes with the
// words; and what its author erases while a life may be in danger is kept for the authorities alone.
#include "actions/forget_reporter.h"

#include <doctest.h>

#include <algorithm>

#include "actions/decide_reports.h"
#include "actions/erase_words.h"
#include "actions/file_report.h"
#include "actions/keep_promises.h"
#include "actions/own_data.h"
#include "actions/read_report.h"
#include "actions/record_order.h"
#include "actions/testing.h"
#include "actions/undo_decision.h"
#include "discussion/sealed.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::Report;

namespace {

struct Desk : Server {
  Posted posted = post("You are all asleep.").value();

  FileReport a_report(const Posted& about, std::string words = "It calls us names.") const {
    FileReport file;
    file.story = about.story.id;
    file.number = about.comment.number;
    file.clause = "manners";
    file.words = std::move(words);
    file.language = "en";
    file.source = key(9);
    return file;
  }
  FileReport a_notice(const Posted& about) const {
    FileReport file = a_report(about, "It says that I stole.");
    file.kind = discussion::ReportKind::notice;
    file.clause = "";
    file.name = "Ada Wold";
    file.address = "ada@reader.example";
    file.good_faith = true;
    return file;
  }
  Report must(FileReport request, std::optional<Key128> guest = std::nullopt) {
    request.guest_key = guest;
    const auto filed = file_report(world(), site, request);
    REQUIRE_MESSAGE(filed, filed.error().detail);
    return *filed;
  }
  Report now_of(const Report& report) { return world().store.report(site.id, report.id).value(); }
  std::size_t contacts_of(const Report& report) { return world().store.contacts_of(site.id, owner_of(report))->size(); }
  discussion::Decision keep(const Report& report) {
    const auto kept =
        keep_reported(world(), {site.id, report.story, report.comment, {report.id}, "It names nobody.", "", "anna"});
    REQUIRE(kept);
    return *kept;
  }
};

}  // namespace

TEST_CASE("a guest who is erased is forgotten as who reported; what became of the reports stays") {
  Desk desk;
  // Before the first comment under the key, and after it: found alike.
  const auto early = desk.must(desk.a_notice(desk.posted), Server::key(5));
  const auto own = desk.post_as("Eva", Server::key(5), "I am awake.");
  const auto later = desk.must(desk.a_report(desk.posted), Server::key(5));
  const auto another = desk.must(desk.a_notice(desk.posted), Server::key(6));
  CHECK(desk.contacts_of(early) == 1);
  const auto author = desk.world().store.author(desk.site.id, own->comment.author).value();
  const auto data = own_data(desk.world(), desk.site, author, author.token_hash).value();
  for (const char* part : {"It says that I stole.", "Ada Wold", "ada@reader.example", "It calls us names."})
    CHECK_MESSAGE(data.find(part) != std::string::npos, part);
  const auto erased = erase_author(desk.world(), desk.site.id, author.id, 10);
  REQUIRE(erased);
  CHECK(erased->reports == 2);
  CHECK(is_forgotten(desk.now_of(early)));
  CHECK(is_forgotten(desk.now_of(later)));
  CHECK(desk.contacts_of(early) == 0);
  CHECK(desk.now_of(another).name == "Ada Wold");
  CHECK(desk.contacts_of(another) == 1);
  CHECK(reports_by_guest(desk.world(), desk.site.id, *author.token_hash)->empty());
  desk.keep(desk.now_of(early));
  CHECK(report_by_receipt(desk.world(), early.receipt)->outcome == discussion::ReportOutcome::no_action);
  CHECK(desk.sound());
}

TEST_CASE("a report that repeats erased words loses its own, and is decided all the same") {
  Desk desk;
  const auto answer = desk.post_as("Boris", Server::key(2), "So they are.");
  const auto quoting = desk.must(desk.a_report(*answer, "He nods to \"you are all asleep\", which is rude."));
  const auto apart = desk.must(desk.a_report(*answer, "He is rude to us all."));
  const auto about = desk.must(desk.a_report(desk.posted, "It is rude."));
  REQUIRE(erase_comment(desk.world(), desk.now(desk.posted.comment)));
  CHECK(desk.now_of(quoting).words.empty());
  CHECK(desk.now_of(quoting).reporter == quoting.reporter);  // another person's, who still is told
  CHECK(desk.now_of(apart).words == "He is rude to us all.");
  CHECK(desk.now_of(about).words.empty());
  desk.keep(quoting);
  CHECK(report_by_receipt(desk.world(), quoting.receipt)->outcome == discussion::ReportOutcome::no_action);
  CHECK(desk.sound());
}

TEST_CASE("who reported is forgotten half a year after the answer, by the server itself") {
  Desk desk;
  const auto notice = desk.must(desk.a_notice(desk.posted));
  const auto waits_on = desk.must(desk.a_report(*desk.post_as("Boris", Server::key(2), "So they are.")));
  desk.clock.wait(std::chrono::days(20));
  desk.keep(notice);
  desk.clock.wait(std::chrono::days(184));
  CHECK(keep_promises(desk.world(), desk.site, 100)->forgotten == 0);
  desk.clock.wait(Millis{1});
  CHECK(keep_promises(desk.world(), desk.site, 100)->forgotten == 1);
  CHECK(is_forgotten(desk.now_of(notice)));
  CHECK(desk.contacts_of(notice) == 0);
  CHECK(desk.now_of(waits_on).words == waits_on.words);
  desk.site.retention.reported_days = 1;
  CHECK(keep_promises(desk.world(), desk.site, 100)->forgotten == 0);  // nobody has decided, and it is shown
  CHECK(desk.sound());
}

TEST_CASE("what an author erases while a life may be in danger is kept for the authorities, and they are told") {
  Desk desk;
  const auto author = desk.posted.comment.author;
  const auto danger = note_danger(
      desk.world(), {desk.site.id, desk.posted.story.id, desk.posted.comment.id, "It names a place.", "orla"});
  REQUIRE(danger);
  CHECK(kept_for_authorities(desk.world(), desk.site.id, author) == 1);
  REQUIRE(erase_author(desk.world(), desk.site.id, author, 10));
  CHECK(desk.now(desk.posted.comment).erased);
  const auto sealed = discussion::sealed_from_json(desk.world().store.danger(desk.site.id, danger->id)->sealed).value();
  CHECK(sealed.name == "Anna");
  CHECK(sealed.seen == "It names a place.");
  REQUIRE(sealed.texts.size() == 1);
  CHECK(sealed.texts[0].text == "You are all asleep.");
  desk.clock.wait(std::chrono::days(400));
  REQUIRE(keep_promises(desk.world(), desk.site, 100));
  CHECK(is_sealed(desk.world().store.danger(desk.site.id, danger->id).value()));
  REQUIRE(end_danger(desk.world(), desk.site.id, danger->id, "orla"));
  CHECK_FALSE(is_sealed(desk.world().store.danger(desk.site.id, danger->id).value()));
  CHECK(desk.sound());
}

TEST_CASE("\"no action\" is taken back: the reports wait again, and what was contested stands") {
  Desk desk;
  const auto report = desk.must(desk.a_report(desk.posted));
  const auto kept = desk.keep(report);
  const auto undo = [&](DecisionId id) {
    return undo_decision(desk.world(), {desk.site.id, id, "boris", discussion::Actor::moderator});
  };
  const auto back = undo(kept.id);
  REQUIRE(back);
  CHECK(back->corrects == kept.id);
  CHECK(waits(desk.now_of(report)));
  CHECK(report_by_receipt(desk.world(), report.receipt)->outcome == discussion::ReportOutcome::waiting);
  CHECK(undo(kept.id).error().code == Error::Code::conflict);
  CHECK(undo(back->id).error().code == Error::Code::forbidden);  // it answered no report
  const auto again = desk.keep(report);
  REQUIRE(contest_report(desk.world(), {report.receipt, "Look again.", "en"}));
  CHECK(undo(again.id).error().code == Error::Code::conflict);
  CHECK(desk.sound());
}
