#include "discussion/state.h"

#include <doctest.h>

#include "discussion/records.h"

using namespace comity::discussion;

namespace {

constexpr State all_states[] = {State::held,     State::published, State::refused,
                                State::returned, State::removed,   State::withdrawn};
constexpr Actor all_actors[] = {Actor::engine, Actor::author, Actor::moderator, Actor::operator_, Actor::imported};

}  // namespace

TEST_CASE("every state, actor, deed and event kind is read back from its name, and nothing else is") {
  for (const State s : all_states) CHECK(state_from(name(s)) == s);
  for (const Actor a : all_actors) CHECK(actor_from(name(a)) == a);
  for (int i = 0; i <= static_cast<int>(Deed::restore); ++i) {
    CHECK(deed_from(name(static_cast<Deed>(i))) == static_cast<Deed>(i));
  }
  for (int i = 0; i <= static_cast<int>(EventKind::story); ++i) {
    CHECK(event_kind_from(name(static_cast<EventKind>(i))) == static_cast<EventKind>(i));
  }
  CHECK(name(Actor::operator_) == "operator");
  CHECK(name(Deed::return_) == "return");
  CHECK_FALSE(state_from("Held"));
  CHECK_FALSE(actor_from("operator_"));
  CHECK_FALSE(deed_from(""));
  CHECK_FALSE(event_kind_from("publish"));
}

TEST_CASE("only its author withdraws a comment, and a withdrawn one stays withdrawn") {
  for (const State before : all_states) {
    for (const Actor actor : all_actors) {
      if (may_follow(before, State::withdrawn, actor)) CHECK(actor == Actor::author);
    }
  }
  CHECK(may_follow(State::published, State::withdrawn, Actor::author));
  CHECK(may_follow(State::held, State::withdrawn, Actor::author));
  for (const State after : all_states) {
    for (const Actor actor : all_actors) CHECK_FALSE(may_follow(State::withdrawn, after, actor));
  }
}

TEST_CASE("an author can neither release, refuse, remove nor restore") {
  CHECK_FALSE(may_follow(State::held, State::published, Actor::author));
  CHECK_FALSE(may_follow(State::held, State::refused, Actor::author));
  CHECK_FALSE(may_follow(State::published, State::removed, Actor::author));
  CHECK_FALSE(may_follow(State::removed, State::published, Actor::author));
  CHECK_FALSE(may_follow(State::refused, State::published, Actor::author));
}

TEST_CASE("the engine removes nothing that readers have seen") {
  for (const State after : all_states) CHECK_FALSE(may_follow(State::published, after, Actor::engine));
}

TEST_CASE("a person in charge decides what is held and reverses what was decided") {
  for (const Actor actor : {Actor::moderator, Actor::operator_}) {
    CHECK(may_follow(State::held, State::published, actor));
    CHECK(may_follow(State::held, State::refused, actor));
    CHECK(may_follow(State::held, State::returned, actor));
    CHECK(may_follow(State::published, State::removed, actor));
    CHECK(may_follow(State::removed, State::published, actor));
    CHECK(may_follow(State::refused, State::published, actor));
    CHECK_FALSE(may_follow(State::published, State::held, actor));
    CHECK_FALSE(may_follow(State::removed, State::refused, actor));
  }
}

TEST_CASE("a person's refusal or return can be taken back, nobody else's") {
  for (const Actor actor : all_actors) {
    const bool person = actor == Actor::moderator || actor == Actor::operator_;
    CHECK(may_follow(State::refused, State::held, actor) == person);
    if (person) CHECK(may_follow(State::returned, State::held, actor));
    CHECK_FALSE(may_follow(State::published, State::held, actor));
  }
}
