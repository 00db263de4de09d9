// What may be written about a site's staff. Each about the site that the Change names.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "discussion/staff.h"

namespace comity::store {

// Conflict: its id or its name is there already, removed persons' names among them. What the store keeps of a person
// (discussion/staff.h) is not read here.
struct AddPerson {
  discussion::Person person;
};

// Not found: no such person, or a removed one; so of all below. A new set of roles holds from the next request on.
struct SetPerson {
  PersonId person;
  std::optional<std::string> desk{};
  std::optional<std::vector<discussion::Role>> roles{};
  std::optional<discussion::Case> only{};  // goes with the role reviewer
};

// Opens an invitation, instead of an open one: whoever has the link sets the password.
struct Invite {
  PersonId person;
  Key128 token;  // keyed hash
  Time until;
};

// Ends the person's sessions but `keep`, and closes an open invitation. Conflict: `by_invitation` is not the open one,
// or it is over.
struct SetPassword {
  PersonId person;
  std::string password;  // crypto_pwhash_str's form
  std::optional<Key128> by_invitation{};
  std::optional<Key128> keep{};
};

// The second step of a sign-in, with new recovery codes; an empty secret takes it away. Ends sessions but `keep`.
struct SetTotp {
  PersonId person;
  std::string secret;
  std::int64_t step = 0;  // of the code it was confirmed with
  std::vector<Key128> recovery{};
  std::optional<Key128> keep{};
};

// Conflict: a code of this step or a later one was taken already.
struct TakeTotpStep {
  PersonId person;
  std::int64_t step = 0;
};

// Conflict: there is no such code left.
struct TakeRecoveryCode {
  PersonId person;
  Key128 code;  // keyed hash
};

// A wrong password or code.
struct NoteFailure {
  PersonId person;
};

// A sign-in: sets the failures back to none and forgets sessions that are over. Conflict: its key is there.
struct AddSession {
  discussion::StaffSession session;
};

struct TouchSession {
  Key128 key;  // nothing happens when it is gone
};

// Ends this one; with no key all of the person's but `keep`. Nothing happens when it is gone.
struct EndSessions {
  PersonId person;
  std::optional<Key128> key{};
  std::optional<Key128> keep{};
};

// Signs in no more: sessions, password, second step, passkeys and invitation go; name, desk and roles stay on record.
struct RemovePerson {
  PersonId person;
};

}  // namespace comity::store
