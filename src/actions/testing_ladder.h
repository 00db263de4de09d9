// A ladder that a test climbs in two steps, to be put behind a policy document.
#pragma once

#include <string_view>

namespace comity::actions::testing {

inline constexpr std::string_view short_ladder = R"(
[[ladder]]
strikes = 1
within = "30d"
then = "warn"

[[ladder]]
strikes = 2
within = "30d"
then = "block"
for = "30d"
)";

}  // namespace comity::actions::testing
