// What a store remembers of addresses that were left, and of the letters to them. Errors as in store/store.h.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "discussion/letter.h"

namespace comity::store {

class Letters {
 public:
  virtual ~Letters() = default;

  virtual Result<discussion::Contact> contact(SiteId site, discussion::ContactId id) = 0;  // `not_found`
  virtual Result<std::vector<discussion::Contact>> contacts_of(SiteId site,
                                                               discussion::ContactOwner owner) = 0;  // by id
  // Confirmed ones of an account or of staff, by id: who signs in with this address. Guests' are not among them, and
  // none for one comment alone.
  virtual Result<std::vector<discussion::Contact>> contacts_at(SiteId site, std::string_view address) = 0;
  // Whose daily letter is wanted, by id.
  virtual Result<std::vector<discussion::Contact>> daily_contacts(SiteId site) = 0;

  virtual Result<discussion::Letter> letter(SiteId site, discussion::LetterId id) = 0;          // `not_found`
  virtual Result<discussion::Letter> letter_by_link(SiteId site, const Key128& link_hash) = 0;  // `not_found`
  // Those that wait and may be tried at `now`, the one that waits longest first, then by id.
  virtual Result<std::vector<discussion::Letter>> due_letters(SiteId site, Time now, std::size_t limit) = 0;
  // How many were tried at or after `since` to this address, whoever left it.
  virtual Result<std::int64_t> letters_to(SiteId site, std::string_view address, Time since) = 0;
  virtual Result<std::int64_t> waiting_letters(SiteId site) = 0;
  // All, in order of id, `after` excluded.
  virtual Result<std::vector<discussion::Letter>> letters(SiteId site, discussion::LetterId after,
                                                          std::size_t limit) = 0;
};

}  // namespace comity::store
