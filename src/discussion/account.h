// A reader's account of one site: a name that nobody else there can look like, an address, and if they like a password.
// Its comments are those of an author of the kind `account`; the address is that author's confirmed contact.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "base/ids.h"
#include "base/time.h"

namespace comity::discussion {

struct Account {
  SiteId site;
  AuthorId author;
  std::string name;  // as it stands under comments
  std::string look;  // text::name_skeleton of it; unique in its site
  Time created;
  // Kept by the store:
  std::optional<Time> opened{};  // its address was confirmed; none: it holds the name for a while, and no more
  bool has_password = false;
  std::optional<Time> renamed{};  // last

  bool operator==(const Account&) const = default;
};

// A name that an account had. What was written under it stays under it, so for a while nobody else may have it.
struct FormerName {
  std::string name;
  std::string look;
  Time given_up;

  bool operator==(const FormerName&) const = default;
};
inline constexpr std::chrono::days former_name_kept{184};  // as long as a decision about what stands under it counts
// Who changes names from day to day is nobody that others could know.
inline constexpr std::chrono::days between_names{7};
inline bool may_rename(const Account& account, Time now) {
  return account.opened && (!account.renamed || *account.renamed + between_names <= now);
}

struct ReaderSession {
  Key128 key;  // keyed hash of the cookie's token
  AuthorId account;
  Time begun;
  Time seen;            // last use, written down at most every `reader_seen_step`
  std::string browser;  // "Firefox, Linux"; no version, no address

  bool operator==(const ReaderSession&) const = default;
};

// Readers come back after weeks; a session that nobody uses ends, and so does one that is a year old.
inline constexpr std::chrono::days reader_session_idle{90};
inline constexpr std::chrono::days reader_session_longest{365};
inline constexpr std::chrono::hours reader_seen_step{24};
inline constexpr std::size_t most_reader_sessions = 20;  // of an account; the one unused for longest ends

inline bool is_over(const ReaderSession& session, Time now) {
  return session.begun + reader_session_longest <= now || session.seen + reader_session_idle <= now;
}

// So soon after signing in a password or an address is changed without asking for anything more.
inline constexpr std::chrono::minutes fresh_for{15};
inline bool is_fresh(const ReaderSession& session, Time now) { return now < session.begun + fresh_for; }

inline constexpr std::chrono::minutes sign_in_link_lasts{60};  // a mail server may make its first letter wait
inline constexpr std::chrono::hours unopened_lasts{48};        // as discussion::confirmation_lasts

// Whose comments an account's reader does not want to see, and the comment it was said at.
struct Muted {
  AuthorId author;
  StoryId story;
  CommentId comment;
  Time since;

  bool operator==(const Muted&) const = default;
};
inline constexpr std::size_t most_muted = 200;  // by one account

}  // namespace comity::discussion
