// Signing in, in one step or two, and the session that follows.
#pragma once

#include <string>
#include <string_view>

#include "actions/password_gate.h"
#include "actions/world.h"
#include "discussion/staff.h"

namespace comity::actions {

// Whose password it is. A wrong one is counted against the person, if there is one of that name.
// Errors: `forbidden` - nobody has this name and this password, in the same words and time whichever it was;
//         `unavailable` - too many sign in at this moment.
Result<discussion::Person> check_password(World& world, PasswordGate& gate, const discussion::Site& site,
                                          std::string_view name, std::string_view password);

// The cookie's value of a new session. The store keeps a keyed hash of it.
Result<Key128> begin_session(World& world, const discussion::Person& person, std::string browser, discussion::Way way);

struct CurrentSession {
  discussion::Person person;
  discussion::StaffSession session;
};
// Errors: `not_found` - no such session, it is over, or the person was removed.
Result<CurrentSession> current_session(World& world, const discussion::Site& site, const Key128& token);

Done end_session(World& world, const CurrentSession& session);

// Keyed hashes, so that a copy of the database opens nothing.
Key128 session_key(const World& world, SiteId site, const Key128& token);

// A change about the staff of one site, by hand.
template <class... Writes>
Done commit_staff(World& world, SiteId site, Writes... writes) {
  const store::Change change{world.random.key128(), site, world.clock.now(), {std::move(writes)...}};
  return world.store.commit(change).map([](const auto&) {});
}

}  // namespace comity::actions
