// Readers report, a person decides, those who reported learn what became of it; and what authorities order.
#include <doctest.h>

#include <algorithm>
#include <set>

#include "actions/count_reports.h"
#include "actions/decide_appeal.h"
#include "actions/decide_reports.h"
#include "actions/file_report.h"
#include "actions/read_report.h"
#include "actions/record_order.h"
#include "actions/testing.h"
#include "actions/undo_decision.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::AppealOutcome;
using discussion::Deed;
using discussion::ReportKind;
using discussion::ReportOutcome;
using discussion::Source;
using discussion::State;

namespace {

struct Desk : Server {
  Posted posted = post("You are all asleep.").value();

  FileReport a_report(std::uint8_t reader = 1) const {
    FileReport file;
    file.story = posted.story.id;
    file.number = posted.comment.number;
    file.clause = "manners";
    file.words = "It calls us names.";
    file.language = "en";
    file.source = key(reader);
    return file;
  }
  FileReport a_notice() const {
    FileReport file = a_report();
    file.kind = ReportKind::notice;
    file.clause = "";
    file.words = "It says that I stole, and I did not.";
    file.name = "Ada Wold";
    file.address = "ada@reader.example";
    file.good_faith = true;
    return file;
  }
  discussion::Report must(const FileReport& request) {
    const auto filed = file_report(world(), site, request);
    REQUIRE_MESSAGE(filed, filed.error().detail);
    return *filed;
  }
  KeepReported keeps(const std::vector<discussion::Report>& seen, std::string by = "anna") {
    KeepReported keep{site.id, posted.story.id, posted.comment.id, {}, "It names nobody.", "", std::move(by)};
    for (const auto& report : seen) keep.reports.push_back(report.id);
    return keep;
  }
  Result<discussion::Decision> remove(std::string by = "anna", std::vector<std::string> clauses = {"manners"}) {
    DecideComment request;
    request.site = site.id;
    request.story = posted.story.id;
    request.comment = posted.comment.id;
    request.deed = Deed::remove;
    request.clauses = std::move(clauses);
    request.reason = "Asleep is a slight.";
    request.by = std::move(by);
    request.actor = discussion::Actor::moderator;
    return decide_comment(world(), request);
  }
  OwnReport told(const discussion::Report& report) { return report_by_receipt(world(), report.receipt).value(); }
  DecideAppeal answers(const discussion::Appeal& appeal, AppealOutcome outcome, std::string by = "boris") {
    DecideAppeal decide;
    decide.site = site.id;
    decide.appeal = appeal.id;
    decide.outcome = outcome;
    decide.reasons = "It is about everybody here.";
    decide.clauses = {"manners"};
    decide.by = std::move(by);
    return decide;
  }
};

}  // namespace

TEST_CASE("a report needs a rule of the policy; a notice says why, who, and that it is meant in good faith") {
  Desk desk;
  const auto policy = desk.world().policies.live(desk.site).value();
  const auto fault = [&](const FileReport& request) { return fault_in(request, *policy); };
  CHECK(fault(desk.a_report()) == ReportFault::none);
  FileReport ruleless = desk.a_report();
  ruleless.clause = "no-such-rule";
  CHECK(fault(ruleless) == ReportFault::clause);
  FileReport long_words = desk.a_report();
  long_words.words = std::string(1001, 'x');
  CHECK(fault(long_words) == ReportFault::words);
  CHECK(fault(desk.a_notice()) == ReportFault::none);
  FileReport mute = desk.a_notice();
  mute.words = " \n";
  CHECK(fault(mute) == ReportFault::explanation);
  mute.words = "\xff";
  CHECK(fault(mute) == ReportFault::explanation);
  FileReport nameless = desk.a_notice();
  nameless.name = " ";
  CHECK(fault(nameless) == ReportFault::name);
  for (const char* address : {"", "ada", "@reader.example", "ada@", "a@b@c", "ada@x.example\r\nBcc: all", "<a@b>"}) {
    FileReport unreached = desk.a_notice();
    unreached.address = address;
    CHECK(fault(unreached) == ReportFault::address);
  }
  FileReport child = desk.a_notice();
  child.name = child.address = "";
  child.about_child_abuse = true;
  CHECK(fault(child) == ReportFault::none);
  child.good_faith = false;
  CHECK(fault(child) == ReportFault::good_faith);
  CHECK(file_report(desk.world(), desk.site, child).error().code == Error::Code::invalid);
}

TEST_CASE("a button pressed twice is one report; pressed by two readers it is two") {
  Desk desk;
  FileReport request = desk.a_report();
  request.press = "abc";
  const auto first = desk.must(request);
  CHECK(desk.must(request) == first);
  request.press = "def";
  const auto second = desk.must(request);
  CHECK(second.receipt != first.receipt);
  CHECK(second.case_code != first.case_code);
  CHECK(desk.world().store.reports(desk.site.id, {}, 9)->size() == 2);
  CHECK(report_by_case_code(desk.world(), desk.site, second.case_code)->report == second);
  // Whoever goes back to the form and writes more has not written for nothing.
  request.words = "And it goes on below.";
  CHECK(desk.must(request).words == request.words);
  CHECK(desk.world().store.reports(desk.site.id, {}, 9)->size() == 3);
}

TEST_CASE("what readers do not see cannot be reported") {
  Desk desk;
  const auto held = desk.post("What humbug.").value();
  FileReport request = desk.a_report();
  request.number = held.comment.number == 0 ? 99 : held.comment.number;
  CHECK(file_report(desk.world(), desk.site, request).error().code == Error::Code::not_found);
  REQUIRE(desk.remove());
  CHECK(file_report(desk.world(), desk.site, desk.a_report()).error().code == Error::Code::forbidden);
}

TEST_CASE("a removal while reports wait rests on them, answers them, and names no reporter") {
  Desk desk;
  const auto first = desk.must(desk.a_report(1));
  const auto second = desk.must(desk.a_notice());
  CHECK(desk.told(first).outcome == ReportOutcome::waiting);
  const auto removal = desk.remove().value();
  CHECK(removal.source == Source::notice);
  CHECK(removal.detected == discussion::Detected::report);
  for (const auto& report : {first, second}) {
    const auto own = desk.told(report);
    CHECK(own.outcome == ReportOutcome::acted);
    CHECK(own.decision->id == removal.id);
    CHECK_FALSE(own.contest_until);
  }
  const auto author = own_comment(desk.world(), desk.now(desk.posted.comment)).value();
  CHECK(author.decisions.back().source == Source::notice);
  CHECK(author.decisions.back().reason == "Asleep is a slight.");
  CHECK(desk.sound());
}

TEST_CASE("a removal without reports is our own, and a notice alone lets the law be the ground") {
  Desk desk;
  CHECK(desk.remove("anna", {}).error().code == Error::Code::invalid);
  desk.must(desk.a_report());
  CHECK(desk.remove("anna", {}).error().code == Error::Code::invalid);
  desk.must(desk.a_notice());
  const auto removal = desk.remove("anna", {});
  REQUIRE(removal);
  CHECK(removal->clauses.empty());
  Desk other;
  CHECK(other.remove()->source == Source::own);
}

TEST_CASE("kept: those who reported read why, and what came meanwhile waits on") {
  Desk desk;
  const auto seen = desk.must(desk.a_report(1));
  const auto later = desk.must(desk.a_report(2));
  const auto keep = keep_reported(desk.world(), desk.keeps({seen})).value();
  CHECK(keep.deed == Deed::keep);
  CHECK(keep.source == Source::report);
  CHECK(desk.told(seen).outcome == ReportOutcome::no_action);
  CHECK(desk.told(seen).decision->reason == "It names nobody.");
  CHECK(desk.told(seen).contest_until);
  CHECK(desk.told(later).outcome == ReportOutcome::waiting);
  CHECK(desk.now(desk.posted.comment).state == State::published);
  CHECK(keep_reported(desk.world(), desk.keeps({})).error().code == Error::Code::invalid);
  KeepReported promise = desk.keeps({later});
  promise.freedom = "no-such-promise";
  CHECK(keep_reported(desk.world(), promise).error().code == Error::Code::invalid);
}

TEST_CASE("two moderators at one report: the first outcome stands") {
  Desk desk;
  const auto report = desk.must(desk.a_report());
  REQUIRE(keep_reported(desk.world(), desk.keeps({report})));
  CHECK(keep_reported(desk.world(), desk.keeps({report}, "boris")).error().code == Error::Code::conflict);
  Desk other;
  const auto again = other.must(other.a_report());
  REQUIRE(other.remove("anna"));
  CHECK(keep_reported(other.world(), other.keeps({again}, "boris")).error().code == Error::Code::conflict);
  CHECK(other.told(again).outcome == ReportOutcome::acted);
}

TEST_CASE("a removal taken back lets the reports wait again; one that was wrong is told so") {
  Desk desk;
  const auto report = desk.must(desk.a_report());
  const auto removal = desk.remove().value();
  REQUIRE(undo_decision(desk.world(), {desk.site.id, removal.id, "anna"}));
  CHECK(desk.told(report).outcome == ReportOutcome::waiting);
  REQUIRE(desk.remove());
  REQUIRE(desk.decide(desk.posted.comment, Deed::restore));
  CHECK(desk.told(report).outcome == ReportOutcome::undone);
  CHECK(desk.sound());
}

TEST_CASE("\"no action\" is contested once, and another person decides it") {
  Desk desk;
  const auto report = desk.must(desk.a_report(1));
  const auto other = desk.must(desk.a_report(2));
  CHECK(contest_report(desk.world(), {report.receipt, "Look again.", "en"}).error().code == Error::Code::forbidden);
  const auto keep = keep_reported(desk.world(), desk.keeps({report, other})).value();
  CHECK(contest_report(desk.world(), {report.receipt, " ", "en"}).error().code == Error::Code::invalid);
  const auto contest = contest_report(desk.world(), {report.receipt, "Look again.", "en"}).value();
  CHECK(contest_report(desk.world(), {report.receipt, "And again.", "en"}).error().code == Error::Code::conflict);
  REQUIRE(contest_report(desk.world(), {other.receipt, "I think so too.", "en"}));
  CHECK(desk.told(report).contest->grounds == "Look again.");
  // The author hears nothing of it.
  const auto author = by_receipt(desk.world(), desk.posted.comment.receipt).value();
  CHECK(author.appeals.empty());
  CHECK(author.decisions.empty());

  CHECK(decide_appeal(desk.world(), desk.answers(contest, AppealOutcome::upheld, "anna")).error().code ==
        Error::Code::forbidden);
  CHECK(decide_appeal(desk.world(), desk.answers(contest, AppealOutcome::partly)).error().code == Error::Code::invalid);
  DecideAppeal ruleless = desk.answers(contest, AppealOutcome::reversed);
  ruleless.clauses.clear();
  CHECK(decide_appeal(desk.world(), ruleless).error().code == Error::Code::invalid);
  REQUIRE(decide_appeal(desk.world(), desk.answers(contest, AppealOutcome::reversed)));
  CHECK(desk.now(desk.posted.comment).state == State::removed);
  for (const auto& one : {report, other}) {
    const auto own = desk.told(one);
    CHECK(own.outcome == ReportOutcome::acted_later);
    CHECK(own.contest->outcome == AppealOutcome::reversed);
    CHECK(own.decision->corrects == keep.id);
    CHECK(own.decision->source == Source::report);
  }
  CHECK(desk.world().store.open_appeals(desk.site.id, 0, 9)->empty());
  CHECK(desk.world().store.author(desk.site.id, desk.posted.comment.author)->strikes == 1);
  CHECK(desk.sound());
}

TEST_CASE("a complaint that is not upheld leaves the comment, and one about what is gone is put right on record") {
  Desk desk;
  const auto report = desk.must(desk.a_report());
  REQUIRE(keep_reported(desk.world(), desk.keeps({report})));
  const auto contest = contest_report(desk.world(), {report.receipt, "Look again.", "en"}).value();
  REQUIRE(decide_appeal(desk.world(), desk.answers(contest, AppealOutcome::upheld)));
  CHECK(desk.told(report).outcome == ReportOutcome::no_action);
  CHECK_FALSE(desk.told(report).contest_until);
  Desk gone;
  const auto of_gone = gone.must(gone.a_report());
  REQUIRE(keep_reported(gone.world(), gone.keeps({of_gone})));
  const auto late = contest_report(gone.world(), {of_gone.receipt, "Look again.", "en"}).value();
  REQUIRE(withdraw_comment(gone.world(), gone.site, gone.posted.comment.receipt));
  REQUIRE(decide_appeal(gone.world(), gone.answers(late, AppealOutcome::reversed)));
  CHECK(gone.now(gone.posted.comment).state == State::withdrawn);
  CHECK(gone.sound());
}

TEST_CASE("who sent a notice hears by letter, and the author hears nothing of a complaint") {
  Desk desk;
  const auto notice = desk.must(desk.a_notice());
  const auto contacts = desk.world().store.contacts_of(desk.site.id, owner_of(notice)).value();
  REQUIRE(contacts.size() == 1);
  CHECK(contacts[0].address == "ada@reader.example");
  const auto kinds = [&] {
    std::vector<discussion::LetterKind> out;
    const auto letters = desk.world().store.letters(desk.site.id, {}, 99).value();
    for (const auto& letter : letters) out.push_back(letter.kind);
    std::sort(out.begin(), out.end());
    return out;
  };
  using discussion::LetterKind;
  CHECK(kinds() == std::vector{LetterKind::report_receipt});
  const store::ConfirmContact confirmed{contacts[0].id};
  REQUIRE(desk.world().store.commit({desk.random.key128(), desk.site.id, desk.clock.now(), {confirmed}}));
  discussion::Contact author;
  author.id = {77};
  author.owner = discussion::owner(desk.posted.comment.author);
  author.address = "anna@reader.example";
  author.language = "en";
  author.added = desk.clock.now();
  REQUIRE(desk.world().store.commit({desk.random.key128(),
                                     desk.site.id,
                                     desk.clock.now(),
                                     {store::AddContact{author}, store::ConfirmContact{author.id}}}));
  REQUIRE(keep_reported(desk.world(), desk.keeps({notice})));
  CHECK(kinds() == std::vector{LetterKind::report_receipt, LetterKind::report_outcome});
  const auto contest = contest_report(desk.world(), {notice.receipt, "Look again.", "en"}).value();
  REQUIRE(decide_appeal(desk.world(), desk.answers(contest, AppealOutcome::reversed)));
  // Of the removal the author hears, and of what became of the contest who sent the notice.
  CHECK(kinds() == std::vector{LetterKind::decision, LetterKind::report_receipt, LetterKind::report_outcome,
                               LetterKind::report_outcome});
}

TEST_CASE("who sent a notice hears anew when what was decided is taken back and decided otherwise") {
  Desk desk;
  const auto notice = desk.must(desk.a_notice());
  const auto contact = desk.world().store.contacts_of(desk.site.id, owner_of(notice))->front();
  const store::ConfirmContact confirmed{contact.id};
  REQUIRE(desk.world().store.commit({desk.random.key128(), desk.site.id, desk.clock.now(), {confirmed}}));
  const auto about = [&] {
    std::set<std::int64_t> out;
    const auto letters = desk.world().store.letters(desk.site.id, {}, 99).value();
    for (const auto& letter : letters)
      if (letter.kind == discussion::LetterKind::report_outcome) out.insert(letter.about);
    return out;
  };
  const auto removed = desk.remove().value();
  CHECK(about() == std::set{removed.id.value});
  REQUIRE(undo_decision(desk.world(), {desk.site.id, removed.id, "anna", discussion::Actor::moderator}));
  const auto kept = keep_reported(desk.world(), desk.keeps({notice})).value();
  CHECK(about() == std::set{removed.id.value, kept.id.value});
}

TEST_CASE("after six months \"no action\" is not contested any more") {
  Desk desk;
  const auto report = desk.must(desk.a_report());
  REQUIRE(keep_reported(desk.world(), desk.keeps({report})));
  desk.clock.wait(std::chrono::days(190));
  CHECK_FALSE(desk.told(report).contest_until);
  CHECK(contest_report(desk.world(), {report.receipt, "Late.", "en"}).error().code == Error::Code::forbidden);
}

TEST_CASE("an authority's order takes a comment down, with its ground, and the author is told unless it is forbidden") {
  for (const bool secret : {false, true}) {
    Desk desk;
    RecordOrder request;
    request.site = desk.site.id;
    request.order.story = desk.posted.story.id;
    request.order.comment = desk.posted.comment.id;
    request.order.authority = "District court of Lindenford";
    request.order.reference = "4 C 17/26";
    request.order.ground = "Civil code, section 12";
    request.order.recorded_by = "orla";
    if (secret) request.order.secret_ground = "Criminal procedure code, section 3";
    request.take_down = true;
    const auto order = record_order(desk.world(), request);
    REQUIRE_MESSAGE(order, order.error().detail);
    const auto own = own_comment(desk.world(), desk.now(desk.posted.comment)).value();
    CHECK(own.comment.state == State::removed);
    CHECK(own.decisions.back().source == Source::order);
    CHECK(own.decisions.back().id == order->decision);
    CHECK(own.decisions.back().reason ==
          (secret ? "" : "District court of Lindenford, 4 C 17/26: Civil code, section 12"));
    CHECK(desk.world().store.orders(desk.site.id)->size() == 1);
    CHECK(desk.sound());
  }
}

TEST_CASE("an order needs an authority and a ground, and is recorded with what it does or not at all") {
  Desk desk;
  RecordOrder request;
  request.site = desk.site.id;
  request.order.authority = "District court of Lindenford";
  request.order.recorded_by = "orla";
  CHECK(record_order(desk.world(), request).error().code == Error::Code::invalid);
  request.order.ground = "Civil code, section 12";
  request.order.country = "Lindenford";
  CHECK(record_order(desk.world(), request).error().code == Error::Code::invalid);
  request.order.country = "";
  request.take_down = true;
  CHECK(record_order(desk.world(), request).error().code == Error::Code::invalid);
  REQUIRE(withdraw_comment(desk.world(), desk.site, desk.posted.comment.receipt));
  request.order.story = desk.posted.story.id;
  request.order.comment = desk.posted.comment.id;
  CHECK(record_order(desk.world(), request).error().code == Error::Code::forbidden);
  CHECK(desk.world().store.orders(desk.site.id)->empty());
  request.take_down = false;
  request.order.ordered = discussion::Ordered::inform;
  CHECK(record_order(desk.world(), request));
}

TEST_CASE("a danger is noted once, and ended by a person") {
  Desk desk;
  const auto held = desk.post("What humbug.").value();
  const NoteDanger note{desk.site.id, held.story.id, held.comment.id, "A place and a day.", "anna"};
  const auto danger = note_danger(desk.world(), note).value();
  CHECK(note_danger(desk.world(), note).error().code == Error::Code::conflict);
  CHECK(desk.world().store.is_kept_for_danger(desk.site.id, held.story.id, held.comment.id).value());
  REQUIRE(end_danger(desk.world(), desk.site.id, danger.id, "orla"));
  CHECK_FALSE(desk.world().store.is_kept_for_danger(desk.site.id, held.story.id, held.comment.id).value());
}

TEST_CASE("reports, complaints and orders are counted by month, with how long they took") {
  Desk desk;
  const auto kept = desk.must(desk.a_report(1));
  const auto notice = desk.must(desk.a_notice());
  desk.clock.wait(std::chrono::minutes(90));
  REQUIRE(keep_reported(desk.world(), desk.keeps({kept})));
  REQUIRE(contest_report(desk.world(), {kept.receipt, "Look again.", "en"}));
  desk.clock.wait(std::chrono::minutes(30));
  REQUIRE(desk.remove());
  RecordOrder order;
  order.site = desk.site.id;
  order.order.ordered = discussion::Ordered::inform;
  order.order.authority = "District court of Lindenford";
  order.order.country = "LX";
  order.order.ground = "Civil code, section 12";
  order.order.recorded_by = "orla";
  REQUIRE(record_order(desk.world(), order));
  const auto counts = count_notices(desk.world(), desk.site.id).value();
  REQUIRE(counts.reports.size() == 2);
  CHECK(counts.reports[0] == ReportTally{"2027-01", ReportKind::rule, "manners", 1, 0, 1, 0, 0, 90});
  CHECK(counts.reports[1] == ReportTally{"2027-01", ReportKind::notice, "", 1, 1, 0, 0, 0, 120});
  CHECK(counts.complaints == std::vector{ComplaintTally{"2027-01", true, 1, 0, 0, 0, 1, 0}});
  CHECK(counts.orders == std::vector{OrderTally{"2027-01", "LX", discussion::Ordered::inform, 1, 0, 0}});
}
