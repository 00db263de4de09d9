// Part of the contract: decisions counted.
#pragma once

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

TEST_CASE("restrictions are counted by month, clause, language and kind, with those that were undone") {
  const auto store = fresh_store();
  Desk desk(*store);
  CHECK(store->decision_tallies(desk.site)->empty());
  CHECK(store->decision_tallies(SiteId{99})->empty());

  const auto held = [&](std::string language, std::string clause) {
    AddComment add = desk.a_comment(State::held);
    add.revision.facts.language = std::move(language);
    Decision hold = desk.a_decision(Deed::hold);
    hold.clauses = {std::move(clause), "tone"};
    return desk.must(add, AddDecision{hold}).comment;
  };
  const auto decide = [&](CommentId comment, Deed deed, State to, DecisionId corrects = {}) {
    Decision d = desk.a_decision(deed, comment);
    d.actor = Actor::moderator;
    d.corrects = corrects;
    desk.must(desk.move(comment, desk.the_comment(comment).state, to), AddDecision{d});
    return d.id;
  };
  const CommentId first = held("en", "person");
  const CommentId second = held("en", "person");
  held("ru", "person");
  decide(first, Deed::publish, State::published);  // the hold was a mistake
  const DecisionId refusal = decide(second, Deed::refuse, State::refused);
  const std::string november = month_of(desk.now);
  using Rows = std::vector<DecisionTally>;
  CHECK(store->decision_tallies(desk.site).value() == Rows{{november, "person", "en", Deed::hold, 2, 2, 1},
                                                           {november, "person", "ru", Deed::hold, 1, 1, 0},
                                                           {november, "profanity", "en", Deed::refuse, 1, 0, 0}});
  decide(second, Deed::restore, State::published, refusal);
  CHECK(store->decision_tallies(desk.site)->back() ==
        DecisionTally{november, "profanity", "en", Deed::refuse, 1, 0, 1});

  desk.now += std::chrono::days(40);
  Decision keep = desk.a_decision(Deed::keep, first);
  Decision elsewhere = desk.a_decision(Deed::remove, first);
  elsewhere.actor = Actor::imported;
  Decision block = desk.a_decision(Deed::block, first);
  block.actor = Actor::moderator;
  block.clauses.clear();
  desk.must(AddDecision{keep}, AddDecision{elsewhere}, AddDecision{block});
  const auto rows = store->decision_tallies(desk.site).value();
  REQUIRE(rows.size() == 4);
  CHECK(rows.front() == DecisionTally{month_of(desk.now), "", "en", Deed::block, 1, 0, 0});
  CHECK(rows.front().month > november);
}

}  // namespace comity::store::contract
