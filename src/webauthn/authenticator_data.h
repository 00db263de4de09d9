// What an authenticator says and signs.
//
// Source: WebAuthn Level 2 section 6.1 (authenticator data) and 6.5.1 (attested credential data).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"

namespace comity::webauthn {

struct AuthenticatorData {
  Hash256 rp_id_hash;
  bool user_present = false;
  bool user_verified = false;
  std::uint32_t count = 0;
  struct Credential {
    std::string id;          // 1 to 1023 bytes
    std::string public_key;  // a COSE_Key as it was written
  };
  std::optional<Credential> credential{};  // a new one
};

inline constexpr std::size_t max_credential_id_bytes = 1023;

// Errors: `invalid` - too short, too long, or not what its flags say.
Result<AuthenticatorData> read_authenticator_data(std::string_view bytes);

}  // namespace comity::webauthn
