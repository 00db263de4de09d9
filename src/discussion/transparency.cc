#include "discussion/transparency.h"

#include <algorithm>

namespace comity::discussion {
namespace {

Time midnight(std::chrono::year year) {
  return std::chrono::time_point_cast<Millis>(std::chrono::sys_days(year / std::chrono::January / 1));
}

void append(std::vector<Millis>& to, const std::vector<Millis>& more) { to.insert(to.end(), more.begin(), more.end()); }

}  // namespace

Time Year::begin() const { return midnight(std::chrono::year(year)); }
Time Year::end() const { return midnight(std::chrono::year(year + 1)); }

OrderFigures& OrderFigures::operator+=(const OrderFigures& more) {
  to_act += more.to_act;
  items += more.items;
  to_inform += more.to_inform;
  append(to_effect, more.to_effect);
  return *this;
}

NoticeFigures& NoticeFigures::operator+=(const NoticeFigures& more) {
  received += more.received;
  append(to_action, more.to_action);
  acted_by_law += more.acted_by_law;
  acted_by_rules += more.acted_by_rules;
  answered_by_program += more.answered_by_program;
  answered_by_people += more.answered_by_people;
  return *this;
}

Measure measure_of(const Decision& decision) {
  switch (decision.deed) {
    case Deed::hold:
    case Deed::return_:
      return Measure::disabled;
    case Deed::close_replies:
      return Measure::interaction_restricted;
    case Deed::premoderate:
      return Measure::service_suspended;
    case Deed::block:
      return decision.until ? Measure::account_suspended : Measure::account_terminated;
    default:
      return Measure::removal;
  }
}

void MeasureFigures::count(const Decision& decision) {
  ++taken;
  if (decision.detected == Detected::engine) ++found_by_program;
  ++by_kind[static_cast<std::size_t>(measure_of(decision))];
}

MeasureFigures& MeasureFigures::operator+=(const MeasureFigures& more) {
  taken += more.taken;
  found_by_program += more.found_by_program;
  for (std::size_t i = 0; i < measures; ++i) by_kind[i] += more.by_kind[i];
  return *this;
}

ProgramFigures& ProgramFigures::operator+=(const ProgramFigures& more) {
  by_program += more.by_program;
  by_people += more.by_people;
  own_by_program += more.own_by_program;
  own_by_people += more.own_by_people;
  rightly_stopped += more.rightly_stopped;
  wrongly_stopped += more.wrongly_stopped;
  missed += more.missed;
  rightly_passed += more.rightly_passed;
  return *this;
}

Contested contested(Deed deed, bool upon_notice) {
  switch (deed) {
    case Deed::hold:
    case Deed::refuse:
    case Deed::return_:
    case Deed::remove:
    case Deed::close_replies:
      return Contested::visibility;
    case Deed::premoderate:
      return Contested::service;
    case Deed::block:
      return Contested::account;
    case Deed::keep:
      return upon_notice ? Contested::no_action_on_notice : Contested::other;
    default:
      return Contested::other;
  }
}

ComplaintFigures& ComplaintFigures::operator+=(const ComplaintFigures& more) {
  filed += more.filed;
  upheld += more.upheld;
  partly += more.partly;
  reversed += more.reversed;
  append(to_decision, more.to_decision);
  return *this;
}

}  // namespace comity::discussion
