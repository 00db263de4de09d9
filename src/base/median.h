#pragma once

#include <algorithm>
#include <optional>
#include <vector>

namespace comity {

// Of an even number the lower one of the middle two: a value that is really among them. Nothing: there are none.
template <class Value>
std::optional<Value> median(std::vector<Value> values) {
  if (values.empty()) return std::nullopt;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace comity
