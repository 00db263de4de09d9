// Part of the contract: appeals, and what they do to strikes.
#pragma once

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

// One published comment, removed by a moderator.
struct Case : Desk {
  explicit Case(Store& of) : Desk(of) {
    post();
    removal = a_decision(Deed::remove, {1});
    removal.actor = Actor::moderator;
    removal.actor_name = "anna";
    must(move({1}, State::published, State::removed), AddDecision{removal});
  }

  FileAppeal an_appeal(std::int64_t id = 1) const {
    FileAppeal file;
    file.appeal.id = {id};
    file.appeal.decision = removal.id;
    file.appeal.story = story;
    file.appeal.comment = {1};
    file.appeal.complainant = key_of(7);
    file.appeal.grounds = "I named nobody.";
    file.appeal.language = "en";
    file.appeal.filed = now;
    file.appeal.due = now + std::chrono::days(14);
    return file;
  }
  Decision an_answer(Deed deed) {
    Decision answer = a_decision(deed, {1});
    answer.actor = Actor::moderator;
    answer.actor_name = "boris";
    if (deed == Deed::restore) answer.corrects = removal.id;
    return answer;
  }
  AnswerAppeal answers(const Decision& with, discussion::AppealOutcome outcome, std::int64_t id = 1) const {
    return {{id}, outcome, "boris", discussion::SecondLook::other, "It is about a council.", with.id};
  }

  Decision removal;
};

TEST_CASE("an appeal is read back as it was filed, and what it is against is no strike while it waits") {
  const auto store = fresh_store();
  Case desk(*store);
  CHECK(desk.the_author().strikes == 1);
  desk.must(desk.an_appeal());
  discussion::Appeal filed = desk.an_appeal().appeal;
  filed.site = desk.site;
  CHECK(store->appeal(desk.site, {1}).value() == filed);
  CHECK(store->appeals_about(desk.site, desk.story, {1}).value() == std::vector{filed});
  CHECK(store->appeals_about(desk.site, desk.story, {2})->empty());
  CHECK(store->open_appeals(desk.site, 0, 10).value() == std::vector{filed});
  CHECK(store->appeals(desk.site, {}, 10).value() == std::vector{filed});
  CHECK(store->appeals(desk.site, {1}, 10)->empty());
  CHECK(code_of(store->appeal(desk.site, {2})) == Code::not_found);
  CHECK(desk.the_author().strikes == 0);
  desk.check_sound();
}

TEST_CASE("an appeal is filed once for each decision and complainant") {
  const auto store = fresh_store();
  Case desk(*store);
  desk.must(desk.an_appeal());
  CHECK(code_of(desk.commit(desk.an_appeal(2))) == Code::conflict);
  FileAppeal other = desk.an_appeal(1);
  other.appeal.complainant = key_of(8);
  CHECK(code_of(desk.commit(other)) == Code::conflict);  // its id
  other.appeal.id = {2};
  desk.must(other);
  FileAppeal lost = desk.an_appeal(3);
  lost.appeal.decision = {12345};
  CHECK(code_of(desk.commit(lost)) == Code::not_found);
  FileAppeal wordless = desk.an_appeal(3);
  wordless.appeal.grounds = "";
  CHECK(code_of(desk.commit(wordless)) == Code::invalid);
  FileAppeal nobody = desk.an_appeal(3);
  nobody.appeal.complainant = {};
  CHECK(code_of(desk.commit(nobody)) == Code::invalid);
}

TEST_CASE("an appeal against what was corrected meanwhile is a conflict") {
  const auto store = fresh_store();
  Case desk(*store);
  desk.must(desk.move({1}, State::removed, State::published), AddDecision{desk.an_answer(Deed::restore)});
  CHECK(code_of(desk.commit(desk.an_appeal())) == Code::conflict);
}

TEST_CASE("an appeal is answered once, with reasons and by another; then the strike is back or gone") {
  const auto store = fresh_store();
  Case desk(*store);
  desk.must(desk.an_appeal());
  const Decision keep = desk.an_answer(Deed::keep);
  using discussion::AppealOutcome;
  AnswerAppeal own = desk.answers(keep, AppealOutcome::upheld);
  own.by = "anna";
  CHECK(code_of(desk.commit(AddDecision{keep}, own)) == Code::invalid);
  AnswerAppeal mute = desk.answers(keep, AppealOutcome::upheld);
  mute.reasons = "";
  CHECK(code_of(desk.commit(AddDecision{keep}, mute)) == Code::invalid);
  CHECK(code_of(desk.commit(desk.answers(keep, AppealOutcome::upheld))) == Code::not_found);  // no such decision
  CHECK(code_of(desk.commit(AddDecision{keep}, desk.answers(keep, AppealOutcome::upheld, 9))) == Code::not_found);
  CHECK(store->decisions(desk.site, desk.story, {1})->size() == 1);
  desk.now += Millis{5000};
  desk.must(AddDecision{keep}, desk.answers(keep, AppealOutcome::upheld));
  const auto answered = store->appeal(desk.site, {1}).value();
  CHECK(answered.outcome == AppealOutcome::upheld);
  CHECK(answered.decided == desk.now);
  CHECK(answered.decided_by == "boris");
  CHECK(answered.reasons == "It is about a council.");
  CHECK(answered.answer == keep.id);
  CHECK(store->open_appeals(desk.site, 0, 10)->empty());
  CHECK(desk.the_author().strikes == 1);
  const Decision again = desk.an_answer(Deed::restore);
  CHECK(code_of(desk.commit(AddDecision{again}, desk.answers(again, AppealOutcome::reversed))) == Code::conflict);
  desk.check_sound();
}

TEST_CASE("a reversal takes the strike back, and the comment comes back under its number") {
  const auto store = fresh_store();
  Case desk(*store);
  desk.must(desk.an_appeal());
  const Decision restore = desk.an_answer(Deed::restore);
  const Outcome outcome = desk.must(desk.move({1}, State::removed, State::published), AddDecision{restore},
                                    desk.answers(restore, discussion::AppealOutcome::reversed));
  CHECK(outcome.number == 1);
  CHECK(desk.the_author().strikes == 0);
  const auto record = store->author_record(desk.site, desk.author).value();
  CHECK(record.decisions.size() == 2);
  CHECK(record.appeals.size() == 1);
  CHECK(standing_strikes(record.decisions, record.appeals).empty());
  desk.check_sound();
}

TEST_CASE("the one who decided may look again where the desk is one person, and it is called so") {
  const auto store = fresh_store();
  Case desk(*store);
  desk.must(desk.an_appeal());
  const Decision keep = desk.an_answer(Deed::keep);
  AnswerAppeal own = desk.answers(keep, discussion::AppealOutcome::upheld);
  own.by = "anna";
  own.look = discussion::SecondLook::same_later;
  desk.must(AddDecision{keep}, own);
  CHECK(store->appeal(desk.site, {1})->look == discussion::SecondLook::same_later);
  desk.check_sound();
}

TEST_CASE("appeals wait in the order in which they must be answered") {
  const auto store = fresh_store();
  Case desk(*store);
  for (std::int64_t id = 1; id <= 3; ++id) {
    FileAppeal file = desk.an_appeal(id);
    file.appeal.complainant = key_of(static_cast<std::uint64_t>(100 + id));
    file.appeal.due = desk.now + Millis{id == 2 ? 10 : 100};
    desk.must(file);
  }
  const auto order = [&](std::size_t offset, std::size_t limit) {
    std::string ids;
    const auto waiting = store->open_appeals(desk.site, offset, limit).value();
    for (const auto& appeal : waiting) ids += std::to_string(appeal.id.value);
    return ids;
  };
  CHECK(order(0, 9) == "213");
  CHECK(order(1, 1) == "1");
  CHECK(order(3, 9).empty());
}

TEST_CASE("withdrawn, changed and imported words leave no strike") {
  const auto store = fresh_store();
  Desk desk(*store);
  const auto refuse = [&](CommentId about, std::int64_t revision) {
    Decision refusal = desk.a_decision(Deed::refuse, about);
    refusal.actor = Actor::moderator;
    refusal.revision = revision;
    return AddDecision{refusal};
  };
  desk.post();
  desk.must(desk.an_edit({1}, 1, State::held));
  desk.must(SetRevisionState{desk.story, {1}, 2, State::refused}, refuse({1}, 2));
  CHECK(desk.the_author().strikes == 1);
  desk.must(desk.an_edit({1}, 2, State::published));  // changed again, and that stands
  CHECK(desk.the_author().strikes == 0);
  desk.post();
  desk.must(desk.an_edit({2}, 1, State::held));
  desk.must(SetRevisionState{desk.story, {2}, 2, State::refused}, refuse({2}, 2));
  CHECK(desk.the_author().strikes == 1);
  desk.must(desk.move({2}, State::published, State::withdrawn, 2));
  CHECK(desk.the_author().strikes == 0);
  AddComment imported = desk.a_comment(State::held);
  imported.comment.source_key = "https://old.example#1";
  desk.must(imported);
  desk.must(desk.move({3}, State::held, State::refused), refuse({3}, 1));
  CHECK(desk.the_author().strikes == 0);
  desk.check_sound();
}

TEST_CASE("a refused edit that was refused by mistake can be made live") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  desk.must(desk.an_edit({1}, 1, State::held));
  desk.must(SetRevisionState{desk.story, {1}, 2, State::refused});
  CHECK(code_of(desk.commit(SetRevisionState{desk.story, {1}, 2, State::published})) == Code::conflict);
  CHECK(code_of(desk.commit(SetRevisionState{desk.story, {1}, 2, State::refused, State::refused})) == Code::invalid);
  desk.must(SetRevisionState{desk.story, {1}, 2, State::published, State::refused});
  CHECK(desk.the_comment({1}).live_revision == 2);
  desk.check_sound();
}

}  // namespace comity::store::contract
