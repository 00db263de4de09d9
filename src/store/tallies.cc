#include "store/tallies.h"

namespace comity::store {

bool is_tallied(const discussion::Decision& decision) {
  using discussion::Deed;
  if (decision.actor == discussion::Actor::imported) return false;
  switch (decision.deed) {
    case Deed::hold:
    case Deed::refuse:
    case Deed::return_:
    case Deed::remove:
    case Deed::close_replies:
    case Deed::warn:
    case Deed::premoderate:
    case Deed::block:
      return true;
    default:
      return false;
  }
}

std::string month_of(Time t) { return rfc3339(t).substr(0, 7); }

}  // namespace comity::store
