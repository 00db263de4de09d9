// Accounts of staff: made, changed, invited, removed - by an operator's command or an administrator's page.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "actions/password_gate.h"
#include "actions/world.h"
#include "discussion/staff.h"

namespace comity::actions {

struct NewPerson {
  std::string name;
  std::string desk;
  std::vector<discussion::Role> roles;
  std::optional<discussion::Case> only;  // of a reviewer
};
// Errors: `invalid`; `conflict` - the name is taken, or one that looks like it; `not_found` - a reviewer's case.
Result<discussion::Person> add_person(World& world, const discussion::Site& site, const NewPerson& wanted);

// The link's token; it sets a password once, within `discussion::invitation_lasts`. An open one is closed by it.
Result<Key128> invite(World& world, const discussion::Person& person);
// Whose invitation this token is. Errors: `not_found` - nobody's, or it is over.
Result<discussion::Person> invited_person(World& world, const discussion::Site& site, const Key128& token);
// Path of the page that the link leads to.
std::string invitation_path(const discussion::Site& site, const Key128& token);

struct NewPassword {
  std::string typed;
  std::optional<Key128> by_invitation{};  // its token
  std::optional<Key128> keep{};           // store's key of the session that goes on
};
// Ends the person's other sessions. Errors: `invalid` - says what is wrong with it; `unavailable` - too many at once;
// `conflict` - the invitation is over.
Done set_password(World& world, PasswordGate& gate, const discussion::Site& site, const discussion::Person& person,
                  const NewPassword& wanted);

// Errors: `forbidden` - it would leave the site without an administrator who can sign in; `not_found`.
Done set_roles(World& world, const discussion::Site& site, const discussion::Person& person,
               std::vector<discussion::Role> roles, const std::optional<discussion::Case>& only = {});
Done remove_person(World& world, const discussion::Site& site, const discussion::Person& person);

}  // namespace comity::actions
