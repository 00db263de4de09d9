// The states of a comment, and what may follow what.
//
//   held -> published | refused | returned | withdrawn      published -> removed | withdrawn
//   refused -> published (reversed) | held (taken back)     removed -> published (a decision reversed)
//   refused -> returned (an appeal was right in part)       returned -> published (an appeal was right)
//   returned -> held (changed, or taken back) | withdrawn
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace comity::discussion {

enum class State : std::uint8_t { held, published, refused, returned, removed, withdrawn };
std::string_view name(State state);
std::optional<State> state_from(std::string_view name);

enum class Actor : std::uint8_t { engine, author, moderator, operator_, imported };  // who brought a change about
std::string_view name(Actor actor);
std::optional<Actor> actor_from(std::string_view name);

bool may_follow(State before, State after, Actor actor);

// Whether a comment in `state` has a number, given that it once was published or not.
inline bool is_shown(State state) { return state == State::published; }

}  // namespace comity::discussion
