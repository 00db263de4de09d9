#include "classify/label.h"

namespace comity::classify {
namespace {

constexpr PerLabel<std::string_view> names = {"TOXICITY", "SEVERE_TOXICITY", "INSULT",           "PROFANITY",
                                              "THREAT",   "IDENTITY_ATTACK", "SEXUALLY_EXPLICIT"};

}  // namespace

std::string_view name(Label label) { return names[static_cast<std::size_t>(label)]; }

std::optional<Label> label_from(std::string_view name) {
  for (std::size_t i = 0; i < label_count; ++i)
    if (names[i] == name) return static_cast<Label>(i);
  return std::nullopt;
}

}  // namespace comity::classify
