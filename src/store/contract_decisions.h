// Part of the contract: decisions, what stands, and strikes.
#pragma once

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

TEST_CASE("a decision travels with its comment and is read back whole") {
  const auto store = fresh_store();
  Desk desk(*store);
  Decision hold = desk.a_decision(Deed::hold);
  hold.actor_name = "night desk";
  hold.reason = "in its own words";
  hold.freedom = "free-claims";
  hold.source = discussion::Source::report;
  hold.detected = discussion::Detected::report;
  hold.until = desk.now + std::chrono::days(7);
  hold.batch = key_of(77);
  hold.story = {};
  const Outcome outcome = desk.must(desk.a_comment(State::held), AddDecision{hold});
  hold.site = desk.site;
  hold.story = desk.story;
  hold.comment = outcome.comment;
  CHECK(store->decisions(desk.site, desk.story, outcome.comment).value() == std::vector<Decision>{hold});
  CHECK(desk.the_comment(outcome.comment).decision == hold.id);
  CHECK(code_of(desk.commit(AddDecision{hold})) == Code::conflict);
  CHECK(code_of(desk.commit(AddDecision{desk.a_decision(Deed::hold, {7})})) == Code::not_found);
  CHECK(code_of(desk.commit(AddDecision{desk.a_decision(Deed::hold)})) == Code::invalid);
  Decision about_later = desk.a_decision(Deed::hold, outcome.comment);
  about_later.revision = 2;
  CHECK(code_of(desk.commit(AddDecision{about_later})) == Code::not_found);

  Decision release = desk.a_decision(Deed::publish, outcome.comment);
  release.until = release.decided;
  CHECK(code_of(desk.commit(AddDecision{release})) == Code::invalid);
  release.until.reset();
  release.clauses.clear();
  release.findings.clear();
  release.policy = {};
  release.engine = {};
  desk.must(desk.move(outcome.comment, State::held, State::published), AddDecision{release});
  CHECK_FALSE(desk.the_comment(outcome.comment).decision);
  release.site = desk.site;
  CHECK(store->decisions(desk.site, desk.story, outcome.comment).value() == std::vector<Decision>{hold, release});
  desk.check_sound();
}

TEST_CASE("readers of a removed or refused comment see the clauses of the standing decision") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  desk.must(AddDecision{desk.a_decision(Deed::hold, {1})});  // of an edit
  CHECK(store->by_number(desk.site, desk.story, 1)->clauses.empty());
  desk.must(desk.move({1}, State::published, State::removed), AddDecision{desk.a_decision(Deed::remove, {1})});
  CHECK(store->by_number(desk.site, desk.story, 1)->clauses == std::vector<std::string>{"profanity", "attack"});

  Decision other = desk.a_decision(Deed::refuse);
  other.clauses = {"flood"};
  desk.must(desk.a_comment(State::refused), AddDecision{other});
  desk.must(desk.a_comment(State::refused), AddDecision{desk.a_decision(Deed::refuse)});
  desk.must(desk.a_comment(State::refused), AddDecision{desk.a_decision(Deed::refuse)});
  desk.post(State::refused);
  using Counted = std::vector<std::pair<std::string, std::int64_t>>;
  CHECK(store->refused_by_clause(desk.site, desk.story).value() == Counted{{"", 1}, {"flood", 1}, {"profanity", 2}});
  CHECK(store->refused_by_clause(desk.site, StoryId{4})->empty());
}

TEST_CASE("what is decided about an author, or looked at and kept, stands beside the comment's own decision") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  desk.post();
  const Decision removal = desk.a_decision(Deed::remove, {1});
  desk.must(desk.move({1}, State::published, State::removed), AddDecision{removal});
  const std::int64_t strikes = desk.the_author().strikes;
  for (const Deed deed : {Deed::warn, Deed::premoderate, Deed::block, Deed::unblock, Deed::keep, Deed::close_replies}) {
    Decision d = desk.a_decision(deed, {1});
    d.actor = Actor::moderator;
    if (deed == Deed::block) d.until = desk.now + std::chrono::days(3);
    desk.must(AddDecision{d});
    d.site = desk.site;
    CHECK(store->decisions(desk.site, desk.story, {1})->back() == d);
    CHECK(desk.the_comment({1}).decision == removal.id);
    CHECK(desk.the_author().strikes == strikes);
    d.id = desk.a_decision(deed).id;
    d.comment = {2};
    desk.must(AddDecision{d});
    CHECK_FALSE(desk.the_comment({2}).decision);
  }
  CHECK(store->by_number(desk.site, desk.story, 1)->clauses == removal.clauses);
  desk.check_sound();
}

TEST_CASE("only a person's refusal or removal is a strike, and a correction takes it back once") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  const auto strike = [&](Actor actor, Deed deed, DecisionId corrects = {}) {
    Decision d = desk.a_decision(deed, {1});
    d.actor = actor;
    d.corrects = corrects;
    desk.must(AddDecision{d});
    return d.id;
  };
  strike(Actor::engine, Deed::refuse);
  strike(Actor::imported, Deed::remove);
  strike(Actor::moderator, Deed::hold);
  CHECK(desk.the_author().strikes == 0);
  const DecisionId removal = strike(Actor::moderator, Deed::remove);
  const DecisionId refusal = strike(Actor::operator_, Deed::refuse);
  CHECK(desk.the_author().strikes == 2);
  strike(Actor::operator_, Deed::restore, removal);
  CHECK(desk.the_author().strikes == 1);
  strike(Actor::operator_, Deed::restore, removal);
  CHECK(desk.the_author().strikes == 1);
  const DecisionId again = strike(Actor::moderator, Deed::refuse, refusal);  // for another reason
  CHECK(desk.the_author().strikes == 1);
  strike(Actor::moderator, Deed::publish, again);
  CHECK(desk.the_author().strikes == 0);
  Decision lost = desk.a_decision(Deed::restore, {1});
  lost.corrects = {12};
  CHECK(code_of(desk.commit(AddDecision{lost})) == Code::not_found);
  desk.check_sound();
}

}  // namespace comity::store::contract
