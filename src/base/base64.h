// RFC 4648 section 4 (base64) with padding, as signed notes write bytes, and section 5 (base64url) without it, as
// browsers do. Reading is strict: one value has one spelling.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace comity {

std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace comity
