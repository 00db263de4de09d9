// What may be written about the passkeys of a site's staff. Not found, of all: no such person, or a removed one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "discussion/passkey.h"

namespace comity::store {

// A second step, as SetTotp is one: ends sessions but `keep`. With `recovery`, these are the person's recovery codes
// from now on. Conflict: the credential is there already, whosever it is, or the person has `most_passkeys`.
struct AddPasskey {
  discussion::Passkey passkey;
  std::vector<Key128> recovery{};  // keyed hashes
  std::optional<Key128> keep{};
};

// Not found: the person has no such passkey; so of all below.
struct RenamePasskey {
  PersonId person;
  std::string credential;
  std::string name;
};

// A sign-in by it. Conflict: its count does not go on from the one stored.
struct UsePasskey {
  PersonId person;
  std::string credential;
  std::int64_t count = 0;
};

// It came with a count that does not go on.
struct DoubtPasskey {
  PersonId person;
  std::string credential;
};

// With no credential all of them. When the last one goes and there is no authenticator app either, recovery codes go,
// too. Conflict: it is the last one, and the person has no password - it would be the last way in.
struct RemovePasskey {
  PersonId person;
  std::optional<std::string> credential{};
};

}  // namespace comity::store
