#include "discussion/appeal.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace comity::discussion {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 3> outcome_names = {"upheld", "partly", "reversed"};
constexpr std::array<std::string_view, 3> look_names = {"other", "outside", "same_later"};

template <class E, std::size_t N>
std::optional<E> find_name(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

bool is_by_person(const Decision& decision) {
  return decision.actor == Actor::moderator || decision.actor == Actor::operator_;
}

}  // namespace

std::string_view name(AppealOutcome outcome) { return outcome_names[static_cast<std::size_t>(outcome)]; }
std::optional<AppealOutcome> appeal_outcome_from(std::string_view name) {
  return find_name<AppealOutcome>(outcome_names, name);
}

std::string_view name(SecondLook look) { return look_names[static_cast<std::size_t>(look)]; }
std::optional<SecondLook> second_look_from(std::string_view name) { return find_name<SecondLook>(look_names, name); }

bool is_appealable(const Decision& decision) {
  switch (decision.deed) {
    case Deed::refuse:
      return is_by_person(decision) || decision.actor == Actor::engine;
    case Deed::remove:
    case Deed::return_:
    case Deed::warn:
    case Deed::premoderate:
    case Deed::block:
    case Deed::close_replies:
      return is_by_person(decision);
    default:
      return false;  // a hold waits for a person as it is; the rest restricts nothing
  }
}

Time appealable_until(const Decision& decision) {
  const auto day = std::chrono::floor<std::chrono::days>(decision.decided);
  const std::chrono::year_month_day later = std::chrono::year_month_day(day) + std::chrono::months(6);
  // "a period of at least six months following the decision" (Art. 20(1)): 31 August has no 31 February.
  const std::chrono::sys_days end =
      later.ok() ? std::chrono::sys_days(later)
                 : std::chrono::sys_days(later.year() / later.month() / std::chrono::last) + std::chrono::days(1);
  return Time(end) + (decision.decided - Time(day));
}

std::optional<NoAppeal> why_no_appeal(const Decision& decision, const std::vector<Decision>& decisions,
                                      const std::vector<Appeal>& appeals, const Key128& complainant, Time now) {
  if (!is_appealable(decision)) return NoAppeal::never;
  const bool filed = std::any_of(appeals.begin(), appeals.end(), [&](const Appeal& appeal) {
    return appeal.decision == decision.id && appeal.complainant == complainant;
  });
  if (filed) return NoAppeal::filed_before;
  const bool corrected = std::any_of(decisions.begin(), decisions.end(),
                                     [&](const Decision& later) { return later.corrects == decision.id; });
  if (corrected) return NoAppeal::corrected;
  if (now > appealable_until(decision)) return NoAppeal::too_late;
  return std::nullopt;
}

std::vector<Decision> appealable_now(const std::vector<Decision>& decisions, const std::vector<Appeal>& appeals,
                                     const Key128& complainant, Time now) {
  std::vector<Decision> out;
  for (const Decision& decision : decisions) {
    if (!why_no_appeal(decision, decisions, appeals, complainant, now)) out.push_back(decision);
  }
  std::stable_sort(out.begin(), out.end(), [](const Decision& a, const Decision& b) {
    const bool first = decides_state(a.deed);
    return first != decides_state(b.deed) ? first : a.decided > b.decided;
  });
  return out;
}

std::optional<SecondLook> second_look_by(std::string_view person, bool outside, const Decision& decision,
                                         const std::vector<Decision>& decisions, SecondLook desk, Time now) {
  if (person.empty()) return std::nullopt;
  const bool had_part = std::any_of(decisions.begin(), decisions.end(), [&](const Decision& earlier) {
    return is_by_person(earlier) && had_part_in(earlier, person) && earlier.decided <= decision.decided;
  });
  if (!had_part) return outside ? SecondLook::outside : SecondLook::other;
  if (desk != SecondLook::same_later || now - decision.decided < second_look_after) return std::nullopt;
  return SecondLook::same_later;
}

}  // namespace comity::discussion
