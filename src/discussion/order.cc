#include "discussion/order.h"

#include <array>

namespace comity::discussion {
namespace {

constexpr std::array<std::string_view, 2> ordered_names = {"act", "inform"};  // in the order of the enumerators

}  // namespace

std::string_view name(Ordered ordered) { return ordered_names[static_cast<std::size_t>(ordered)]; }

std::optional<Ordered> ordered_from(std::string_view name) {
  for (std::size_t i = 0; i < ordered_names.size(); ++i) {
    if (ordered_names[i] == name) return static_cast<Ordered>(i);
  }
  return std::nullopt;
}

}  // namespace comity::discussion
