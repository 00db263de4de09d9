#include "discussion/state.h"

#include <array>

namespace comity::discussion {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 6> state_names = {"held",     "published", "refused",
                                                         "returned", "removed",   "withdrawn"};
constexpr std::array<std::string_view, 5> actor_names = {"engine", "author", "moderator", "operator", "imported"};

template <class E, std::size_t N>
std::optional<E> find_name(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

bool is_person_in_charge(Actor actor) { return actor == Actor::moderator || actor == Actor::operator_; }

}  // namespace

std::string_view name(State state) { return state_names[static_cast<std::size_t>(state)]; }
std::optional<State> state_from(std::string_view name) { return find_name<State>(state_names, name); }

std::string_view name(Actor actor) { return actor_names[static_cast<std::size_t>(actor)]; }
std::optional<Actor> actor_from(std::string_view name) { return find_name<Actor>(actor_names, name); }

bool may_follow(State before, State after, Actor actor) {
  // A later run of an import brings what another system's moderators decided in the meantime.
  const bool decided = is_person_in_charge(actor) || actor == Actor::imported;
  switch (before) {
    case State::held:
      // The engine publishes what its author has changed so that no clause holds it any more.
      if (after == State::published) return decided || actor == Actor::engine;
      if (after == State::refused) return decided;
      if (after == State::returned) return is_person_in_charge(actor);
      return after == State::withdrawn && actor == Actor::author;
    case State::published:
      if (after == State::removed) return decided;
      return after == State::withdrawn && actor == Actor::author;
    case State::refused:
      // Taken back; or an appeal was right in part.
      if (after == State::held || after == State::returned) return is_person_in_charge(actor);
      return after == State::published && decided;
    case State::removed:
      return after == State::published && decided;
    case State::returned:
      // Taken back; or returned by mistake.
      if ((after == State::held || after == State::published) && is_person_in_charge(actor)) return true;
      if (after == State::held || after == State::published) return actor == Actor::author || actor == Actor::engine;
      return after == State::withdrawn && actor == Actor::author;
    case State::withdrawn:
      return false;  // its author's word is the last one
  }
  return false;
}

}  // namespace comity::discussion
