// "You have been advised": a word that proves it, so that nothing about the advice is stored. Inside the room only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "actions/world.h"

namespace comity::actions {

inline constexpr Millis advice_lasts = std::chrono::hours(24);

// What was advised about: site, place (story address or receipt), guest and words.
struct Advised {
  SiteId site;
  std::string place;
  std::optional<Key128> guest_key;  // none: a first visit
  std::string_view text;
};

// The minute it was given, and a keyed hash over it and `about`.
std::string advice_id(const World& world, const Advised& about, Time now);

// Whether `id` was given for the same, at most 24 hours ago. Advice given to a first visitor counts for the guest
// that the visitor has become.
bool is_advised(const World& world, const Advised& about, std::string_view id, Time now);

}  // namespace comity::actions
