#include "discussion/records.h"

#include <array>

namespace comity::discussion {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 7> deed_names = {"hold",   "refuse",   "publish", "remove",
                                                        "return", "withdraw", "restore"};
constexpr std::array<std::string_view, 5> event_kind_names = {"published", "changed", "removed", "withdrawn", "story"};

template <class E, std::size_t N>
std::optional<E> find_name(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name(Deed deed) { return deed_names[static_cast<std::size_t>(deed)]; }
std::optional<Deed> deed_from(std::string_view name) { return find_name<Deed>(deed_names, name); }

std::string_view name(EventKind kind) { return event_kind_names[static_cast<std::size_t>(kind)]; }
std::optional<EventKind> event_kind_from(std::string_view name) { return find_name<EventKind>(event_kind_names, name); }

}  // namespace comity::discussion
