#include "discussion/records.h"

#include <array>

namespace comity::discussion {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 13> deed_names = {"hold",     "refuse",  "publish",      "remove",      "return",
                                                         "withdraw", "restore", "warn",         "premoderate", "block",
                                                         "unblock",  "keep",    "close_replies"};
constexpr std::array<std::string_view, 4> source_names = {"own", "report", "notice", "order"};
constexpr std::array<std::string_view, 3> detected_names = {"engine", "report", "person"};
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

bool decides_state(Deed deed) { return deed <= Deed::restore; }

bool makes_strike(Actor actor, Deed deed) {
  return (actor == Actor::moderator || actor == Actor::operator_) && (deed == Deed::refuse || deed == Deed::remove);
}

std::string_view name(Source source) { return source_names[static_cast<std::size_t>(source)]; }
std::optional<Source> source_from(std::string_view name) { return find_name<Source>(source_names, name); }

std::string_view name(Detected detected) { return detected_names[static_cast<std::size_t>(detected)]; }
std::optional<Detected> detected_from(std::string_view name) { return find_name<Detected>(detected_names, name); }
Detected usual_detection(Actor actor) { return actor == Actor::engine ? Detected::engine : Detected::person; }

std::string_view name(EventKind kind) { return event_kind_names[static_cast<std::size_t>(kind)]; }
std::optional<EventKind> event_kind_from(std::string_view name) { return find_name<EventKind>(event_kind_names, name); }

}  // namespace comity::discussion
