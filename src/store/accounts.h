// What a store remembers of readers' accounts. Errors as in store/store.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "discussion/account.h"

namespace comity::store {

class Accounts {
 public:
  virtual ~Accounts() = default;

  // Open or not.
  virtual Result<discussion::Account> account(SiteId site, AuthorId author) = 0;  // `not_found`
  // Who has this name; nobody: who had it last.
  virtual Result<discussion::Account> account_by_look(SiteId site, std::string_view look) = 0;  // `not_found`
  // The last one first, then by look.
  virtual Result<std::vector<discussion::FormerName>> former_names(SiteId site, AuthorId account) = 0;
  // crypto_pwhash_str's form; '': there is none. Never leaves the rooms that check it.
  virtual Result<std::string> account_password(SiteId site, AuthorId account) = 0;  // `not_found`

  // Some that are over may be among them (discussion::is_over).
  virtual Result<discussion::ReaderSession> reader_session(SiteId site, const Key128& key) = 0;  // `not_found`
  // The latest begun first, then by key.
  virtual Result<std::vector<discussion::ReaderSession>> reader_sessions(SiteId site, AuthorId account) = 0;

  // The latest first, then by author.
  virtual Result<std::vector<discussion::Muted>> muted_by(SiteId site, AuthorId account) = 0;
  // Numbers of the comments in a story whose authors the account muted, in order. Cost: the muted ones' comments there.
  virtual Result<std::vector<std::int64_t>> muted_in(SiteId site, StoryId story, AuthorId account) = 0;
};

}  // namespace comity::store
