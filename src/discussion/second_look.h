// Who looks again at a decision that is appealed against: another of the desk, somebody from outside it, or - a desk
// of one - the same person on a later day. Statements and statistics name it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace comity::discussion {

enum class SecondLook : std::uint8_t { other, outside, same_later };
std::string_view name(SecondLook look);
std::optional<SecondLook> second_look_from(std::string_view name);

}  // namespace comity::discussion
