// A passkey of somebody who works for a site: a key pair that a telephone, a computer or a security key made for this
// server. The server has the public half.
//
// Source: W3C Web Authentication Level 2; what is checked of one is in webauthn/.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"

namespace comity::discussion {

struct Passkey {
  PersonId person;
  std::string credential;         // the authenticator's own bytes; nobody else's on this site
  std::string public_key;         // a COSE_Key, as the authenticator wrote it
  std::int64_t count = 0;         // how often it signed, as it says; 0 for ever where it does not count
  std::string name;               // given by the person: "my telephone"
  Time created;                   //
  std::optional<Time> used{};     // the last sign-in by it
  std::optional<Time> doubted{};  // last came with an older count: two have it

  bool operator==(const Passkey&) const = default;
};

inline constexpr std::size_t most_passkeys = 10;           // of a person
inline constexpr std::size_t max_credential_bytes = 1023;  // WebAuthn Level 3 section 6.5.1, and every authenticator
inline constexpr std::size_t max_public_key_bytes = 1024;  // RSA with 4096 bits takes 530
inline constexpr std::int64_t max_passkey_count = 0xffffffff;

// Whether a count may follow the one that is stored (WebAuthn section 7.2 step 21). Zero and zero: it does not count.
inline bool count_goes_on(std::int64_t stored, std::int64_t now) { return (stored == 0 && now == 0) || now > stored; }

// 1 to 60 code points, one line. Errors: `invalid`.
Result<std::string> checked_passkey_name(std::string_view utf8);

}  // namespace comity::discussion
