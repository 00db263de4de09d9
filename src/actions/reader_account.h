// Readers' accounts: made, opened by the link in a letter, signed in to, and what their readers may do there.
//
// An account's author has a key as a guest has, which follows from secret.key and nobody is ever given: whoever is
// signed in writes, reports and is restricted by the same ways as a guest who shows theirs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actions/letters.h"
#include "actions/password_gate.h"
#include "discussion/account.h"

namespace comity::actions {

// What stands in the place of a guest's key.
Key128 reader_key(const World& world, SiteId site, AuthorId account);

// Whether an account has this name, or one that looks like it, that is not the one of `guest_key`. Always false where
// readers have no accounts.
Result<bool> is_anothers_name(World& world, const discussion::Site& site, std::string_view name,
                              const std::optional<Key128>& guest_key);

struct JoinReaders {
  std::string name;
  std::string address;
  std::string language;               // of letters: a catalogue's tag
  std::optional<Key128> guest_key{};  // take along what was written with it
};
// Makes an account that the link in a letter opens. Where the address has an account already, the letter lets its
// reader in there, and the answer is the same. Errors: `invalid` - the name (detail begins with about_the_name) or the
// address; `forbidden` - a name that must not be imitated; `conflict` - somebody else's name; `unavailable`.
Done join_readers(World& world, const discussion::Site& site, const JoinReaders& wanted);

// Queues a letter with a link that signs in, if the address has an account; the answer is the same if not. Errors:
// `invalid` - the address.
Done send_sign_in_link(World& world, const discussion::Site& site, std::string_view address);

struct OpenedLink {
  discussion::Letter letter;
  discussion::Contact contact;
  discussion::Account account;
};
// Changes nothing: programs that look at mail follow links. Errors: `not_found` - it served, it is older than
// discussion::sign_in_link_lasts, or there was none.
Result<OpenedLink> open_sign_in_link(World& world, const discussion::Site& site, const Key128& token);
// The token of a new session; opens the account and confirms its address if that is still to be done. Errors:
// `not_found` - as above; `conflict` - the address is another account's by now.
Result<Key128> use_sign_in_link(World& world, const OpenedLink& link, std::string browser);

// Errors: `forbidden` - no account has this address and this password, in the same words and time whichever it was;
// `unavailable` - too many sign in at this moment.
Result<discussion::Account> check_reader_password(World& world, PasswordGate& gate, const discussion::Site& site,
                                                  std::string_view address, std::string_view password);
Result<Key128> begin_reader_session(World& world, const discussion::Account& account, std::string browser);

struct CurrentReader {
  discussion::Account account;
  discussion::ReaderSession session;
};
// Errors: `not_found` - no such session, it is over, or readers have no accounts here any more.
Result<CurrentReader> current_reader(World& world, const discussion::Site& site, const Key128& token);

// `key` none: all but `keep`.
Done end_reader_sessions(World& world, const discussion::Account& account, const std::optional<Key128>& key,
                         const std::optional<Key128>& keep);

// Ends the other sessions; '' takes the password away. Errors: `invalid` - says what is wrong with it; `forbidden` -
// the session is not fresh (discussion::is_fresh); `unavailable` - too many at once.
Done set_reader_password(World& world, PasswordGate& gate, const discussion::Site& site, const CurrentReader& reader,
                         std::string_view typed);

// Another name, from the next comment on; what is written stays under the name it was written under, and nobody else
// gets that one for discussion::former_name_kept. Errors: `invalid` - detail begins with about_the_name; `forbidden` -
// a name that must not be imitated, or the last change was less than discussion::between_names ago; `conflict` - it is,
// or was, somebody else's.
Done rename_reader(World& world, const discussion::Site& site, const CurrentReader& reader, std::string name,
                   std::string language);

// Another address, in the place of the one there is once the letter to it was answered. Errors: `invalid`; `forbidden`
// - the session is not fresh; `conflict` - too many wait.
Done set_reader_address(World& world, const CurrentReader& reader, std::string_view address, std::string language);

// Errors: `not_found` - no such comment; `conflict` - their own, nobody's, or too many are muted.
Done mute_author(World& world, const CurrentReader& reader, StoryId story, std::int64_t number);
Done unmute_author(World& world, const CurrentReader& reader, AuthorId muted);

// The numbers of the comments in a story that an account's reader does not want to see; none of a guest's.
Result<std::vector<std::int64_t>> muted_numbers(World& world, const discussion::Site& site, StoryId story,
                                                const Key128& key);

}  // namespace comity::actions
