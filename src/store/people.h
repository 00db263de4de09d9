// What a store remembers of a site's staff. Errors as in store/store.h.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "discussion/passkey.h"
#include "discussion/staff.h"

namespace comity::store {

class People {
 public:
  virtual ~People() = default;

  // All of a site, removed ones too, by time, then id.
  virtual Result<std::vector<discussion::Person>> people(SiteId site) = 0;
  virtual Result<discussion::Person> person(SiteId site, PersonId id) = 0;                    // `not_found`
  virtual Result<discussion::Person> person_by_name(SiteId site, std::string_view name) = 0;  // `not_found`
  // Whose invitation is open under this token's hash, over or not. Errors: `not_found`.
  virtual Result<discussion::Person> person_by_invitation(SiteId site, const Key128& token) = 0;
  virtual Result<discussion::Credentials> credentials(SiteId site, PersonId id) = 0;  // `not_found`

  // By the time they were added, then by credential.
  virtual Result<std::vector<discussion::Passkey>> passkeys(SiteId site, PersonId person) = 0;
  virtual Result<discussion::Passkey> passkey(SiteId site, std::string_view credential) = 0;  // `not_found`

  // Some that are over may be among them (discussion::is_over).
  virtual Result<discussion::StaffSession> session(SiteId site, const Key128& key) = 0;  // `not_found`
  // The latest begun first, then by key.
  virtual Result<std::vector<discussion::StaffSession>> sessions(SiteId site, PersonId person) = 0;
};

}  // namespace comity::store
