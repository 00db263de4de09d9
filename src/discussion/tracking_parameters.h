// Query parameters that do not say which page is meant.
#pragma once

#include <string_view>

namespace comity::discussion {

// Whether data/tracking-parameters.txt lists `name`, whatever its case. Logarithmic in the list.
bool is_tracking_parameter(std::string_view name);

}  // namespace comity::discussion
