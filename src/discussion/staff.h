// The people who work for a site: who they are, what they may be, how long a sign-in lasts. What each role may do is
// one table in http/permissions.h.
//
// Source for names and passwords: RFC 8265 (PRECIS UsernameCaseMapped, OpaqueString).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"

namespace comity::discussion {

enum class Role : std::uint8_t { reviewer, moderator, senior, editor, administrator };
inline constexpr std::size_t role_count = 5;
std::string_view name(Role role);
std::optional<Role> role_from(std::string_view name);

// The one comment that a reviewer sees.
struct Case {
  StoryId story;
  CommentId comment;
  bool operator==(const Case&) const = default;
};

// A person of one site. Whoever works for two sites has two of them.
struct Person {
  SiteId site;
  PersonId id;
  std::string name;            // to sign in with; never taken by another person of the site, removed ones among them
  std::string desk;            // '' or "night desk": how the public may read of them
  std::vector<Role> roles;     // in the order of the enum, each once
  std::optional<Case> only{};  // a reviewer's
  Time created;
  std::optional<Time> removed{};        // signs in no more; decisions keep the name
  std::optional<Time> invited_until{};  // an invitation is open: its link sets the password
  // Kept by the store:
  bool has_password = false;
  bool has_totp = false;
  std::int64_t passkeys = 0;
  std::int64_t recovery_left = 0;  // recovery codes not used yet
  std::int64_t failures = 0;       // wrong passwords and codes since the last sign-in
  std::optional<Time> last_failure{};

  bool has(Role role) const;
  // Whether the password alone opens nothing.
  bool has_second_step() const { return has_totp || passkeys > 0; }
  bool operator==(const Person&) const = default;
};

// What a sign-in is checked against. Never leaves the rooms that check it.
struct Credentials {
  std::string password;                // crypto_pwhash_str's form (argon2id); '': none
  std::string totp_secret;             // 20 bytes; '': none
  std::int64_t totp_step = 0;          // the last step a code was taken for: no code serves twice
  std::vector<Key128> recovery{};      // keyed hashes of the recovery codes that are left
  std::optional<Key128> invitation{};  // keyed hash of the open link's token

  bool operator==(const Credentials&) const = default;
};

// How a session was begun: by the password alone, with a code or a passkey after it, by a passkey that asked for
// finger, face or PIN, or by the link that set the password.
enum class Way : std::uint8_t { unknown, password, code, recovery, second_passkey, passkey, invitation };
std::string_view name(Way way);  // '' of unknown
std::optional<Way> way_from(std::string_view name);

struct StaffSession {
  Key128 key;  // keyed hash of the cookie's token
  PersonId person;
  Time begun;
  Time seen;            // last use, written down at most every `seen_step`
  std::string browser;  // "Firefox, Linux"; no version, no address
  Way way = Way::unknown;

  bool operator==(const StaffSession&) const = default;
};

// A working day of use, and a week at the longest (docs/operate/people.md).
inline constexpr std::chrono::hours session_idle{12};
inline constexpr std::chrono::hours session_longest{7 * 24};
inline constexpr std::chrono::minutes seen_step{5};
inline constexpr std::size_t most_sessions = 20;  // of a person; the one unused for longest ends
inline constexpr std::chrono::hours invitation_lasts{72};

bool is_over(const StaffSession& session, Time now);

// 1 to 40 letters and digits of any script, '.', '_', '-' and '@', in lower case and NFC. Errors: `invalid` - says
// which rule.
Result<std::string> checked_sign_in_name(std::string_view utf8);

// At most 60 code points, one line; '' is none. Errors: `invalid`.
Result<std::string> checked_desk(std::string_view utf8);

// In order and once each; a reviewer is nothing else. Errors: `invalid` - none, or a reviewer with another role.
Result<std::vector<Role>> checked_roles(std::vector<Role> roles);

inline constexpr std::size_t min_password_code_points = 10;
inline constexpr std::size_t max_password_bytes = 1024;

// The password as it is hashed (RFC 8265 section 4.2.2, OpaqueString: other blanks as U+0020, NFC, no controls,
// nothing unassigned). Errors: `invalid`.
Result<std::string> password_bytes(std::string_view typed);

// The same for a new one. Errors: `invalid` - too short, too long, the person's or the site's own name, or fewer than 5
// different characters. There is no list of common passwords.
Result<std::string> new_password(std::string_view typed, std::string_view sign_in_name, std::string_view site_key);

}  // namespace comity::discussion
