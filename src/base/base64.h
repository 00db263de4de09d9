// RFC 4648 section 4 (base64) with padding, as signed notes write bytes. Reading is strict: one value has one spelling.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace comity {

std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

}  // namespace comity
