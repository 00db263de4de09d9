// Letters to who reported: what became of it, and of contesting that nothing did.
#include "actions/decide_appeal.h"
#include "actions/decide_comment.h"
#include "actions/decide_reports.h"
#include "actions/file_appeal.h"
#include "actions/file_report.h"
#include "actions/leave_address.h"
#include "actions/read_report.h"
#include "actions/undo_decision.h"
#include "http/letters/postman_testing.h"
#include "http/reporting.h"

using namespace comity;
using namespace comity::http;
using discussion::Contact;

namespace {

actions::FileReport notice_about(const actions::Posted& posted) {
  actions::FileReport file;
  file.story = posted.story.id;
  file.number = posted.comment.number;
  file.kind = discussion::ReportKind::notice;
  file.words = "It says that I stole.";
  file.name = "Ada Wold";
  file.address = "ada@reader.example";
  file.good_faith = true;
  file.language = "en";
  return file;
}

}  // namespace

TEST_CASE("who sent a notice reads what became of it, and of contesting that, and nothing that was taken back") {
  PostOffice office;
  const auto posted = office.post("You are all asleep.", 0, office.anna).value();
  const auto notice = actions::file_report(office.world, office.site, notice_about(posted)).value();
  office.postman.round();
  office.confirm();
  office.bag.letters.clear();

  actions::DecideComment remove;
  remove.site = office.site.id;
  remove.story = posted.story.id;
  remove.comment = posted.comment.id;
  remove.deed = discussion::Deed::remove;
  remove.by = "mara.kestrel";
  remove.reason = "It is against the law.";
  const auto removed = actions::decide_comment(office.world, remove).value();
  REQUIRE(
      actions::undo_decision(office.world, {office.site.id, removed.id, "mara.kestrel", discussion::Actor::operator_}));
  actions::KeepReported keep{office.site.id, posted.story.id, posted.comment.id, {notice.id}, "It names nobody.", "",
                             "mara.kestrel"};
  REQUIRE(actions::keep_reported(office.world, keep));
  office.send_all();
  REQUIRE(office.bag.letters.size() == 1);
  CHECK(office.bag.letters[0].to == "ada@reader.example");
  CHECK(stands_in(office.last(), "The comment stays."));
  CHECK(stands_in(office.last(), "It names nobody."));
  office.bag.letters.clear();

  const auto contest = actions::contest_report(office.world, {notice.receipt, "Look again.", "en"}).value();
  actions::DecideAppeal decide;
  decide.site = office.site.id;
  decide.appeal = contest.id;
  decide.outcome = discussion::AppealOutcome::upheld;
  decide.by = "boris.kestrel";
  decide.actor = discussion::Actor::moderator;
  decide.reasons = "It is about a council.";
  REQUIRE(actions::decide_appeal(office.world, decide));
  office.send_all();
  REQUIRE(office.bag.letters.size() == 1);
  CHECK(office.bag.letters[0].to == "ada@reader.example");
  CHECK(stands_in(office.last(), "It is about a council."));
  CHECK_FALSE(stands_in(office.last(), "kestrel"));
}

TEST_CASE("a letter about a report without a receipt, for it came from elsewhere, is given up and holds nothing up") {
  PostOffice office;
  const auto posted = office.post("You are all asleep.", 0, office.anna).value();
  discussion::Report report;
  report.id = {71};
  report.story = posted.story.id;
  report.comment = posted.comment.id;
  report.kind = discussion::ReportKind::notice;
  report.filed = office.clock.now();
  Contact contact;
  contact.id = {72};
  contact.owner = owner_of(report);
  contact.address = "ada@reader.example";
  contact.language = "en";
  contact.confirmed = office.clock.now();
  const auto write = [&](std::vector<store::Write> writes) {
    REQUIRE(office.store->commit({office.world.random.key128(), office.site.id, office.clock.now(), writes}));
  };
  write({store::FileReport{report}, store::AddContact{contact}});
  REQUIRE(actions::keep_reported(
      office.world, {office.site.id, posted.story.id, posted.comment.id, {report.id}, "It names nobody.", "", "mara"}));
  CHECK(office.store->waiting_letters(office.site.id) == 1);
  office.send_all();
  office.send_all();
  CHECK(office.store->waiting_letters(office.site.id) == 0);
  CHECK(office.bag.letters.empty());
}

TEST_CASE("whoever sent a notice hears what became of it once the address is theirs, before or after the decision") {
  for (const bool decided_first : {false, true}) {
    PostOffice office;
    const auto posted = office.post("You are all asleep.").value();
    const auto report = actions::file_report(office.world, office.site, notice_about(posted));
    REQUIRE(report);
    office.postman.round();
    REQUIRE(office.bag.letters.size() == 1);
    CHECK(office.bag.letters.front().to == "ada@reader.example");
    CHECK_FALSE(stands_in(office.last(), "I stole"));
    const Key128 question = office.token();
    const auto opened = [&] { return actions::open_letter(office.world, office.site, question).value(); };
    if (!decided_first) REQUIRE(actions::confirm_address(office.world, opened()));
    REQUIRE(actions::keep_reported(
        office.world,
        {office.site.id, posted.story.id, posted.comment.id, {report->id}, "It names nobody.", "", "mara.kestrel"}));
    office.send_all();
    CHECK(office.bag.letters.size() == (decided_first ? 1 : 2));
    if (decided_first) REQUIRE(actions::confirm_address(office.world, opened()));
    REQUIRE(actions::confirm_address(office.world, opened()));  // pressed once more
    office.send_all();
    REQUIRE(office.bag.letters.size() == 2);
    const std::string letter = office.last();
    for (const std::string& part : {std::string("The comment stays."), std::string("It names nobody."),
                                    "https://talk.example" + report_path(report->receipt), report->case_code})
      CHECK(stands_in(letter, part));
    CHECK_FALSE(stands_in(letter, "kestrel"));
  }
}
