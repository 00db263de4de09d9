// What the classifier answers for, by the names that moderators' tools already know.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace comity::classify {

enum class Label : std::uint8_t {
  toxicity,           // rude enough that a reader would leave
  severe_toxicity,    // several kinds of abuse at once, or hate with abuse
  insult,             // a personal attack
  profanity,          // obscene words, whoever they are aimed at
  threat,             // of violence, or a call for it
  identity_attack,    // hostility to people for what they are
  sexually_explicit,  // sexual advances and descriptions
};
inline constexpr std::size_t label_count = 7;

template <class T>
using PerLabel = std::array<T, label_count>;  // in the order of Label

std::string_view name(Label label);  // "TOXICITY" ...
std::optional<Label> label_from(std::string_view name);

}  // namespace comity::classify
