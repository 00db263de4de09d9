// Part of the contract: branches that are closed to replies, and what waits for a second moderator.
#pragma once

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

TEST_CASE("nobody answers in a closed branch, and what closed it can be corrected") {
  const auto store = fresh_store();
  Desk desk(*store);
  const auto reply = [&](CommentId to, bool if_open = true) {
    AddComment add = desk.a_comment();
    add.comment.reply_to = to;
    add.if_open = if_open;
    return desk.commit(add);
  };
  for (const CommentId to : {CommentId{}, CommentId{1}, CommentId{2}, CommentId{}}) REQUIRE(reply(to).has_value());
  const std::size_t before = desk.events().size();
  CHECK(store->closed_branches(desk.site, desk.story)->empty());
  const DecisionId closing = desk.must_decide({2}, Deed::close_replies);
  CHECK(store->closed_branches(desk.site, desk.story).value() == std::vector<std::int64_t>{2});
  for (const std::int64_t id : {1, 2, 3, 4}) {
    INFO(id);
    const bool closed = id == 2 || id == 3;
    CHECK(store->is_in_closed_branch(desk.site, desk.story, {id}).value() == closed);
    CHECK(reply({id}).has_value() != closed);
  }
  CHECK(code_of(reply({3})) == Code::conflict);
  CHECK(reply({3}, false).has_value());  // what an archive has of it comes in

  // Every comment of the branch is another for its readers.
  std::vector<std::int64_t> changed;
  for (std::size_t i = before; i < desk.events().size(); ++i)
    if (desk.events()[i].kind == EventKind::changed) changed.push_back(desk.events()[i].number);
  CHECK(changed == std::vector<std::int64_t>{2, 3});

  Decision opening = desk.a_decision(Deed::keep, {2});
  opening.corrects = closing;
  desk.must(AddDecision{opening});
  CHECK(store->closed_branches(desk.site, desk.story)->empty());
  CHECK(reply({3}).has_value());
  desk.check_sound();
}

TEST_CASE("a proposal waits until it is taken back, or the comment is another") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  desk.post(State::held);
  const auto propose = [&](CommentId about, std::int64_t revision = 1) {
    return desk.commit(
        Propose{{{}, desk.story, about, revision, Deed::remove, {"attack"}, "see above", "", true, "anna", desk.now}});
  };
  const auto waits = [&](CommentId about) { return store->proposal(desk.site, desk.story, about).has_value(); };
  REQUIRE(propose({1}).has_value());
  const discussion::Proposal kept = store->proposal(desk.site, desk.story, {1}).value();
  CHECK(kept == discussion::Proposal{
                    desk.site, desk.story, {1}, 1, Deed::remove, {"attack"}, "see above", "", true, "anna", desk.now});
  CHECK(store->proposals(desk.site).value() == std::vector{kept});
  CHECK(code_of(propose({1})) == Code::conflict);
  CHECK(code_of(propose({2}, 2)) == Code::conflict);
  CHECK(code_of(propose({7})) == Code::not_found);
  CHECK_FALSE(desk.the_comment({1}).decision);

  desk.must(DropProposal{desk.story, {1}});
  CHECK_FALSE(waits({1}));
  CHECK(code_of(desk.commit(DropProposal{desk.story, {1}})) == Code::not_found);

  SUBCASE("its author changes it") {
    REQUIRE(propose({1}).has_value());
    desk.must(desk.an_edit({1}, 1, State::held));
    CHECK_FALSE(waits({1}));
    REQUIRE(propose({1}, 2).has_value());
    desk.must(SetRevisionState{desk.story, {1}, 2, State::published});
    CHECK_FALSE(waits({1}));
  }
  SUBCASE("its author withdraws it") {
    REQUIRE(propose({2}).has_value());
    desk.must(desk.move({2}, State::held, State::withdrawn));
    CHECK_FALSE(waits({2}));
  }
  SUBCASE("it is decided upon") {
    REQUIRE(propose({1}).has_value());
    desk.must_decide({1}, Deed::close_replies);
    CHECK(waits({1}));  // that is not about the comment's state
    desk.must_decide({1}, Deed::remove);
    CHECK_FALSE(waits({1}));
  }
  SUBCASE("its words are erased, which the reason may repeat") {
    REQUIRE(propose({2}).has_value());
    desk.must(Erase{desk.story, {2}});
    CHECK_FALSE(waits({2}));
  }
  desk.check_sound();
}

TEST_CASE("whoever proposed a decision does not answer the appeal against it, and nobody agrees with themselves") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  Decision removal = desk.a_decision(Deed::remove, {1});
  removal.actor = Actor::moderator;
  removal.actor_name = removal.proposed_by = "anna";
  CHECK(code_of(desk.commit(AddDecision{removal})) == Code::invalid);
  removal.actor_name = "boris";
  desk.must(desk.move({1}, State::published, State::removed), AddDecision{removal});
  CHECK(store->decision(desk.site, removal.id)->proposed_by == "anna");
  discussion::Appeal appeal;
  appeal.id = {1};
  appeal.decision = removal.id;
  appeal.story = desk.story;
  appeal.comment = {1};
  appeal.complainant = key_of(5);
  appeal.grounds = "It was meant kindly";
  appeal.filed = desk.now;
  appeal.due = desk.now + std::chrono::days(14);
  desk.must(FileAppeal{appeal});
  for (const char* by : {"anna", "boris", "carla"}) {
    INFO(by);
    const Decision answer = desk.a_decision(Deed::keep, {1});
    const auto answered = desk.commit(
        AddDecision{answer},
        AnswerAppeal{{1}, discussion::AppealOutcome::upheld, by, discussion::SecondLook::other, "It stays", answer.id});
    CHECK(answered.has_value() == (std::string_view(by) == "carla"));
  }
  desk.check_sound();
}

}  // namespace comity::store::contract
