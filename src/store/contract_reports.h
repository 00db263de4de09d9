// Part of the contract: readers' reports, orders of authorities, and danger to life.
#pragma once

#include "base/crypto.h"
#include "discussion/sealed.h"
#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

// Two published comments; reports in short words.
struct ReportDesk : Desk {
  explicit ReportDesk(Store& of) : Desk(of) {
    post();
    post();
  }

  FileReport a_report(std::int64_t id, std::int64_t about = 1) const {
    FileReport file;
    discussion::Report& r = file.report;
    r.id = {id};
    r.story = story;
    r.comment = {about};
    r.clause = "manners";
    r.words = "It calls me names.";
    r.reporter = key_of(70 + static_cast<std::uint64_t>(id));
    r.receipt = key_of(700 + static_cast<std::uint64_t>(id));
    r.case_code = "one-two-three-" + std::to_string(id);
    r.language = "en";
    r.filed = now;
    return file;
  }
  FileReport a_notice(std::int64_t id, std::int64_t about = 1) const {
    FileReport file = a_report(id, about);
    file.report.kind = discussion::ReportKind::notice;
    file.report.clause = "";
    file.report.name = "Ada Wold";
    file.report.address = "ada@reader.example";
    return file;
  }
  Decision a_keep(std::int64_t about = 1) {
    Decision keep = a_decision(Deed::keep, {about});
    keep.actor = Actor::moderator;
    keep.actor_name = "anna";
    keep.source = discussion::Source::report;
    return keep;
  }
  std::string queue(std::size_t offset = 0, std::size_t limit = 9) {
    std::string out;
    const auto items = store.reported(site, offset, limit).value();
    for (const ReportedComment& item : items)
      out += std::to_string(item.comment.id.value) + ":" + std::to_string(item.reports) + " ";
    return out;
  }
};

TEST_CASE("a report is read back as it was filed: by id, receipt, case code and comment") {
  const auto store = fresh_store();
  ReportDesk desk(*store);
  desk.must(desk.a_notice(5));
  discussion::Report filed = desk.a_notice(5).report;
  filed.site = desk.site;
  CHECK(store->report(desk.site, {5}).value() == filed);
  CHECK(store->report_by_receipt(filed.receipt).value() == filed);
  CHECK(store->report_by_case_code(desk.site, filed.case_code).value() == filed);
  CHECK(store->reports_about(desk.site, desk.story, {1}).value() == std::vector{filed});
  CHECK(store->reports_about(desk.site, desk.story, {2})->empty());
  CHECK(store->reports(desk.site, {}, 9).value() == std::vector{filed});
  CHECK(store->reports(desk.site, {5}, 9)->empty());
  CHECK(code_of(store->report(desk.site, {6})) == Code::not_found);
  CHECK(code_of(store->report_by_receipt(key_of(1))) == Code::not_found);
  CHECK(code_of(store->report_by_case_code(desk.site, "")) == Code::not_found);
  desk.check_sound();
}

TEST_CASE("a report is about what readers see, under an id, a receipt and a code of its own") {
  const auto store = fresh_store();
  ReportDesk desk(*store);
  desk.must(desk.a_report(1));
  CHECK(code_of(desk.commit(desk.a_report(1))) == Code::conflict);
  FileReport same_receipt = desk.a_report(2);
  same_receipt.report.receipt = key_of(701);
  CHECK(code_of(desk.commit(same_receipt)) == Code::conflict);
  FileReport same_code = desk.a_report(2);
  same_code.report.case_code = "one-two-three-1";
  CHECK(code_of(desk.commit(same_code)) == Code::conflict);
  same_code.report.case_code = desk.the_comment({2}).case_code;
  CHECK(code_of(desk.commit(same_code)) == Code::conflict);
  // Nor does a comment get the code of a report: published at once, or held, or from an export.
  for (const State state : {State::published, State::held}) {
    AddComment late = desk.a_comment(state);
    late.comment.case_code = "one-two-three-1";
    CHECK(code_of(desk.commit(late)) == Code::conflict);
  }
  AddComment imported = desk.a_comment();
  imported.comment.case_code = "one-two-three-1";
  imported.comment.number = 7;
  imported.number_given = true;
  CHECK(code_of(desk.commit(imported)) == Code::conflict);
  CHECK(store->by_case_code(desk.site, "one-two-three-1").error().code == Code::not_found);
  CHECK(code_of(desk.commit(desk.a_report(2, 9))) == Code::not_found);
  FileReport later = desk.a_report(2);
  later.report.revision = 2;
  CHECK(code_of(desk.commit(later)) == Code::not_found);
  desk.must(desk.move({2}, State::published, State::withdrawn));
  CHECK(code_of(desk.commit(desk.a_report(2, 2))) == Code::conflict);
  FileReport ruleless = desk.a_report(2);
  ruleless.report.clause = "";
  CHECK(code_of(desk.commit(ruleless)) == Code::invalid);
  FileReport named = desk.a_report(2);
  named.report.address = "ada@reader.example";
  CHECK(code_of(desk.commit(named)) == Code::invalid);
  desk.check_sound();
}

TEST_CASE("behind a reported comment comes the next one, behind the last the first, and never itself") {
  const auto store = fresh_store();
  ReportDesk desk(*store);
  const auto behind = [&](std::int64_t comment) {
    const auto next = store->reported_after(desk.site, desk.story, {comment});
    return next ? next->comment.id.value : 0;
  };
  CHECK(behind(1) == 0);
  desk.must(desk.a_report(1));
  CHECK(behind(1) == 0);
  CHECK(behind(2) == 1);  // it does not wait
  desk.now += Millis{5000};
  desk.must(desk.a_notice(2, 2));
  CHECK(desk.queue() == "2:1 1:1 ");
  CHECK(behind(2) == 1);
  CHECK(behind(1) == 2);
  CHECK(behind(7) == 2);
  CHECK(store->reported_after(desk.site, desk.story, {1}).value() == store->reported(desk.site, 0, 1)->front());
  desk.must(desk.move({2}, State::published, State::withdrawn));  // nobody sees it any more
  CHECK(behind(2) == 1);
  CHECK(behind(1) == 0);
  CHECK(code_of(store->reported_after({99}, desk.story, {1})) == Code::not_found);
}

TEST_CASE("reports about one comment are one item; a notice goes before older reports") {
  const auto store = fresh_store();
  ReportDesk desk(*store);
  desk.must(desk.a_report(1));
  desk.must(desk.a_report(2));
  desk.now += Millis{5000};
  desk.must(desk.a_notice(3, 2));
  CHECK(desk.queue() == "2:1 1:2 ");
  CHECK(desk.queue(1, 1) == "1:2 ");
  CHECK(store->reported(desk.site, 0, 9)->at(0).notices == 1);
  CHECK(store->reported_counts(desk.site).value() == ReportedCounts{2, 3});
  desk.must(desk.move({2}, State::published, State::withdrawn));
  CHECK(desk.queue() == "1:2 ");
  CHECK(store->reported_counts(desk.site).value() == ReportedCounts{1, 2});
  desk.check_sound();
}

TEST_CASE("no number of reports moves a comment") {
  const auto store = fresh_store();
  ReportDesk desk(*store);
  const auto before = desk.events();
  for (std::int64_t id = 1; id <= 60; ++id) desk.must(desk.a_report(id));
  CHECK(desk.the_comment({1}).state == State::published);
  CHECK(desk.events() == before);
  CHECK(store->by_number(desk.site, desk.story, 1)->comment.state == State::published);
}

TEST_CASE("reports are answered once, by a decision about their comment; what came later waits") {
  const auto store = fresh_store();
  ReportDesk desk(*store);
  desk.must(desk.a_report(1));
  desk.must(desk.a_report(2));
  const Decision keep = desk.a_keep();
  desk.now += Millis{5000};
  CHECK(code_of(desk.commit(AnswerReports{desk.story, {1}, {{1}}, keep.id})) == Code::not_found);
  CHECK(code_of(desk.commit(AddDecision{keep}, AnswerReports{desk.story, {2}, {{1}}, keep.id})) == Code::not_found);
  desk.must(AddDecision{keep}, AnswerReports{desk.story, {1}, {{1}}, keep.id});
  CHECK(store->report(desk.site, {1})->answer == keep.id);
  CHECK(store->report(desk.site, {1})->answered == desk.now);
  CHECK(desk.queue() == "1:1 ");
  const Decision again = desk.a_keep();
  CHECK(code_of(desk.commit(AddDecision{again}, AnswerReports{desk.story, {1}, {{2}, {1}}, again.id})) ==
        Code::conflict);
  CHECK(waits(store->report(desk.site, {2}).value()));
  Decision removal = desk.a_keep();
  removal.deed = Deed::remove;
  desk.must(desk.move({1}, State::published, State::removed), AddDecision{removal},
            AnswerReports{desk.story, {1}, {}, removal.id});
  CHECK(store->report(desk.site, {2})->answer == removal.id);
  CHECK(store->report(desk.site, {1})->answer == keep.id);
  CHECK(desk.queue().empty());
  CHECK(code_of(desk.commit(AnswerReports{desk.story, {1}, {}, removal.id})) == Code::conflict);
  desk.check_sound();
}

TEST_CASE("what a decision answered waits again when it is taken back") {
  const auto store = fresh_store();
  ReportDesk desk(*store);
  desk.must(desk.a_report(1));
  desk.must(desk.a_report(2));
  const Decision keep = desk.a_keep();
  desk.must(AddDecision{keep}, AnswerReports{desk.story, {1}, {{2}}, keep.id});
  desk.must(ReopenReports{keep.id});
  CHECK(desk.queue() == "1:2 ");
  CHECK_FALSE(store->report(desk.site, {2})->answered);
  CHECK(code_of(desk.commit(ReopenReports{{77}})) == Code::not_found);
  desk.check_sound();
}

TEST_CASE("who reported is forgotten, and what they reported stays") {
  const auto store = fresh_store();
  ReportDesk desk(*store);
  desk.must(desk.a_notice(1));
  desk.must(ForgetReporter{{1}});
  const auto left = store->report(desk.site, {1}).value();
  CHECK((left.words + left.name + left.address).empty());
  CHECK(left.reporter == Key128{});
  CHECK(left.receipt == key_of(701));
  CHECK(desk.queue() == "1:1 ");
  desk.must(ForgetReporter{{1}, true});  // once more changes nothing
  CHECK(code_of(desk.commit(ForgetReporter{{2}})) == Code::not_found);
  desk.check_sound();
}

TEST_CASE("what one reporter sent is found, and their address goes with them; others' stay") {
  const auto store = fresh_store();
  ReportDesk desk(*store);
  FileReport second = desk.a_notice(2, 2);
  second.report.reporter = desk.a_notice(1).report.reporter;
  desk.must(desk.a_notice(1), second, desk.a_notice(3));
  discussion::Contact contact;
  contact.id = {9};
  contact.owner = owner_of(second.report);
  contact.address = "ada@reader.example";
  contact.language = "en";
  contact.added = desk.now;
  discussion::Contact other = contact;
  other.id = {8};
  other.owner = owner_of(desk.a_notice(3).report);
  desk.must(AddContact{contact}, AddContact{other});
  const auto sent = store->reports_by(desk.site, second.report.reporter).value();
  REQUIRE(sent.size() == 2);
  CHECK(sent[1].id == discussion::ReportId{2});
  desk.must(ForgetReporter{{2}, true});
  CHECK(store->reports_by(desk.site, second.report.reporter)->size() == 1);
  CHECK(store->reports_by(desk.site, Key128{})->empty());
  const auto said = store->reports_in(desk.site, desk.story).value();
  REQUIRE(said.size() == 2);
  CHECK(said[0].id == discussion::ReportId{1});
  CHECK(code_of(store->contact(desk.site, {9})) == Code::not_found);
  CHECK(store->contact(desk.site, {8}).has_value());
  desk.must(EraseReportWords{{3}});
  CHECK(store->report(desk.site, {3})->words.empty());
  CHECK(store->report(desk.site, {3})->name == "Ada Wold");
  CHECK(code_of(desk.commit(EraseReportWords{{7}})) == Code::not_found);
  desk.check_sound();
}

TEST_CASE("who reported is kept until the answer is old enough, and longer while the matter is open") {
  const auto store = fresh_store();
  ReportDesk desk(*store);
  desk.must(desk.a_notice(1), desk.a_report(2), desk.a_report(3, 2));
  const auto due = [&](std::size_t limit = 9) {
    std::string out;
    const auto found = store->reports_kept(desk.site, desk.now, limit).value();
    for (const discussion::Report& report : found) out += std::to_string(report.id.value) + " ";
    return out;
  };
  desk.now += std::chrono::hours(1);
  CHECK(due().empty());  // they wait
  desk.must(desk.move({2}, State::published, State::withdrawn));
  CHECK(due() == "3 ");  // nobody decides about it any more
  const Decision keep = desk.a_keep();
  desk.must(AddDecision{keep}, AnswerReports{desk.story, {1}, {}, keep.id});
  CHECK(due() == "3 ");
  desk.now += std::chrono::hours(1);
  CHECK(due() == "3 1 2 ");
  CHECK(due(2) == "3 1 ");
  discussion::Danger danger;
  danger.id = {4};
  danger.story = desk.story;
  danger.comment = {2};
  danger.noted = desk.now;
  danger.noted_by = "anna";
  desk.must(NoteDanger{danger}, ForgetReporter{{1}});
  CHECK(due() == "2 ");
  discussion::Appeal contest;
  contest.id = {1};
  contest.decision = keep.id;
  contest.story = desk.story;
  contest.comment = {1};
  contest.complainant = key_of(5);
  contest.grounds = "Look again.";
  contest.filed = desk.now;
  contest.due = desk.now + std::chrono::hours(1);
  desk.must(FileAppeal{contest});
  CHECK(due().empty());
  desk.must(EndDanger{{4}, "anna"});
  CHECK(due() == "3 ");
  desk.check_sound();
}

TEST_CASE("what its author erases while a danger is open is kept for the authorities alone, until a person ends it") {
  const auto store = fresh_store();
  ReportDesk desk(*store);
  const std::string text = "> the bridge fell\n\nI come at nine.";
  const CommentId id = desk.must(desk.a_comment(State::published, text)).comment;
  discussion::Danger danger;
  danger.id = {4};
  danger.story = desk.story;
  danger.comment = id;
  danger.words = "It names a time.";
  danger.noted = desk.now;
  danger.noted_by = "anna";
  desk.must(NoteDanger{danger});
  const auto sealed = [&] { return discussion::sealed_from_json(store->danger(desk.site, {4})->sealed).value(); };
  CHECK(sealed() == discussion::Sealed{});
  desk.must(EraseQuotes{desk.story, id, 1, sha256(text), {{0, 18}}});
  REQUIRE(sealed().texts.size() == 1);
  CHECK(sealed().texts[0].text == text);
  desk.must(desk.an_edit(id, 1, State::published, State::published, "At ten."));
  const std::string name = desk.the_comment(id).name;
  desk.must(Erase{desk.story, id});
  CHECK(desk.the_comment(id).erased);
  CHECK(store->revisions(desk.site, desk.story, id)->at(1).text.empty());
  CHECK(store->danger(desk.site, {4})->words.empty());
  REQUIRE(sealed().texts.size() == 2);
  CHECK(sealed().texts[0].text == text);
  CHECK(sealed().texts[1].text == "At ten.");
  CHECK(sealed().name == name);
  CHECK(sealed().seen == danger.words);
  desk.must(EndDanger{{4}, "orla"});
  CHECK(store->danger(desk.site, {4})->sealed.empty());
  danger.id = {5};
  danger.sealed = "{}";
  CHECK(code_of(desk.commit(NoteDanger{danger})) == Code::invalid);
  desk.check_sound();
}

TEST_CASE("an order is recorded, with what carried it out") {
  const auto store = fresh_store();
  ReportDesk desk(*store);
  discussion::Order order;
  order.id = {3};
  order.authority = "District court of Lindenford";
  order.country = "LX";
  order.reference = "4 C 17/26";
  order.ground = "Civil code, section 12";
  order.what = "Take number 1 down.";
  order.received = order.recorded = desk.now;
  order.recorded_by = "orla";
  CHECK(code_of(store->commit(desk.change(desk.site, RecordOrder{{}}))) == Code::invalid);
  desk.must(RecordOrder{order});
  order.id = {2};
  order.story = desk.story;
  order.comment = {1};
  order.decision = {77};
  CHECK(code_of(desk.commit(RecordOrder{order})) == Code::not_found);
  Decision removal = desk.a_keep();
  removal.deed = Deed::remove;
  order.decision = removal.id;
  order.recorded += Millis{1};
  desk.must(desk.move({1}, State::published, State::removed), AddDecision{removal}, RecordOrder{order});
  order.site = desk.site;
  CHECK(store->orders(desk.site)->size() == 2);
  CHECK(store->orders(desk.site)->back() == order);
  CHECK(store->orders_about(desk.site, desk.story, {1}).value() == std::vector{order});
  CHECK(code_of(desk.commit(RecordOrder{order})) == Code::conflict);
  desk.check_sound();
}

TEST_CASE("a danger keeps what is held until a person ends it") {
  const auto store = fresh_store();
  ReportDesk desk(*store);
  desk.post(State::held);
  discussion::Danger danger;
  danger.id = {4};
  danger.story = desk.story;
  danger.comment = {3};
  danger.words = "It names a place and a day.";
  danger.noted = desk.now;
  danger.noted_by = "anna";
  CHECK_FALSE(store->is_kept_for_danger(desk.site, desk.story, {3}).value());
  desk.must(NoteDanger{danger});
  danger.site = desk.site;
  CHECK(store->danger(desk.site, {4}).value() == danger);
  CHECK(store->is_kept_for_danger(desk.site, desk.story, {3}).value());
  CHECK_FALSE(store->is_kept_for_danger(desk.site, desk.story, {1}).value());
  danger.id = {5};
  CHECK(code_of(desk.commit(NoteDanger{danger})) == Code::conflict);
  desk.now += Millis{5000};
  desk.must(EndDanger{{4}, "orla"});
  CHECK(code_of(desk.commit(EndDanger{{4}, "orla"})) == Code::conflict);
  CHECK(code_of(desk.commit(EndDanger{{9}, "orla"})) == Code::not_found);
  CHECK(store->danger(desk.site, {4})->ended == desk.now);
  CHECK_FALSE(store->is_kept_for_danger(desk.site, desk.story, {3}).value());
  desk.must(NoteDanger{danger});
  CHECK(store->dangers(desk.site)->front().id == discussion::DangerId{5});
  CHECK(store->dangers(desk.site)->size() == 2);
  desk.check_sound();
}

TEST_CASE("what a danger was noted about is not emptied by time; its author's erasure takes the words of reports too") {
  const auto store = fresh_store();
  ReportDesk desk(*store);
  desk.must(desk.a_report(1));
  desk.must(desk.a_notice(2, 2));
  discussion::Danger danger;
  danger.id = {4};
  danger.story = desk.story;
  danger.comment = {1};
  danger.words = "It calls me names, and a place.";
  danger.noted = desk.now;
  danger.noted_by = "anna";
  desk.must(NoteDanger{danger});
  desk.must(desk.move({1}, State::published, State::withdrawn));
  desk.now += Millis{5000};
  const Time later = desk.now + Millis{1};
  const auto expired = [&] { return store->kept_since(desk.site, State::withdrawn, later, {}, 9)->size(); };
  CHECK(expired() == 0);
  CHECK(code_of(desk.commit(EmptyWords{desk.story, {1}})) == Code::conflict);
  desk.must(EndDanger{{4}, "anna"});
  CHECK(expired() == 1);
  desk.must(EmptyWords{desk.story, {1}});
  CHECK(store->report(desk.site, {1})->words.empty());
  CHECK(store->danger(desk.site, {4})->words.empty());
  desk.must(Erase{desk.story, {2}});
  CHECK(store->report(desk.site, {2})->words.empty());
  CHECK(store->report(desk.site, {2})->name == "Ada Wold");  // another person's
  desk.check_sound();
}

TEST_CASE("a site keeps its points of contact") {
  const auto store = fresh_store();
  Desk desk(*store);
  discussion::Site site = store->site(desk.site).value();
  site.contact_readers = "readers@paper.example";
  site.contact_authorities = "authorities@paper.example";
  site.contact_languages = {"en", "de"};
  desk.must(PutSite{site});
  CHECK(store->site(desk.site).value() == site);
  site.contact_readers = std::string(3000, 'x');
  CHECK(code_of(desk.commit(PutSite{site})) == Code::invalid);
}

}  // namespace comity::store::contract
