// Host names in their one ASCII spelling.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace comity::discussion {

// Lower case, international names as "xn--" (UTS #46, not transitional), no dot at the end; an IPv6 address keeps
// its brackets. Nothing when it cannot be a host's name.
std::optional<std::string> ascii_host(std::string_view host);

}  // namespace comity::discussion
