// Writes about readers' accounts: included by store/change.h, which says what a Change is. None of it changes what
// other readers see.
#pragma once

#include <optional>
#include <string>

#include "discussion/account.h"

namespace comity::store {

// Makes an account of a guest, who from then on has the name to themselves; it opens nothing yet. One of theirs that is
// not open gives way. What the store keeps of it is not read here. Conflict: somebody else's look is, or was, the same.
// Not found: no such guest.
struct AddAccount {
  discussion::Account account;
};

// Its address is theirs: the author's kind becomes `account`, and `key` the only key that stands for them. Nothing
// happens when it is open. Conflict: another author has that key. Not found: no such account; so of all below.
struct OpenAccount {
  AuthorId account;
  Key128 key;  // keyed hash
  // What reports keep of who sent them (Report::reporter) follows the key: of those sent with the guest's, and what
  // stands there from now on. Zero: there are none.
  Key128 reporter_before{};
  Key128 reporter{};
};

// The account's name from now on. The one before stays its own until ForgetAccounts; one of its former names may be
// taken up again. Conflict: it is not open, or another account has the look, or had it and nobody else may yet.
struct RenameAccount {
  AuthorId account;
  std::string name;
  std::string look;
};

// Ends the account's sessions but `keep`. Conflict: it is not open.
struct SetReaderPassword {
  AuthorId account;
  std::string password;  // crypto_pwhash_str's form; '': none any more
  std::optional<Key128> keep{};
};

// Forgets sessions that are over. Conflict: its key is there, or the account is not open.
struct AddReaderSession {
  discussion::ReaderSession session;
};

struct TouchReaderSession {
  Key128 key;  // nothing happens when it is gone
};

// Ends this one; with no key all of the account's but `keep`. Nothing happens when it, or the account, is gone.
struct EndReaderSessions {
  AuthorId account;
  std::optional<Key128> key{};
  std::optional<Key128> keep{};
};

// From now on the comments of this one's author are folded for the account's reader, and for nobody else. Nothing
// happens when they are. Not found: no such comment, or nobody's. Conflict: it is their own, discussion::most_muted are
// muted, or the account is not open.
struct Mute {
  AuthorId account;
  StoryId story;
  CommentId comment;
};

// Nothing happens when they are not muted.
struct Unmute {
  AuthorId account;
  AuthorId muted;
};

// Forgets accounts made before `before` that were never opened, and names that accounts gave up before `names_before`:
// those are free again.
struct ForgetAccounts {
  Time before;
  Time names_before{};
};

}  // namespace comity::store
