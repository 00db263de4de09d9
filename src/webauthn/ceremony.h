// What a server checks when a passkey is made and when somebody comes with one.
//
// Source: WebAuthn Level 2 section 7.1 (registering a new credential) and 7.2 (verifying an authentication assertion);
// every refusal begins with the step that failed: "7.2 step 13: ...". Steps that name what is stored - whose passkey it
// is (7.1 step 22, 7.2 steps 5 to 7), its count (7.2 step 21) - are actions/passkey.cc's, in the same words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace comity::webauthn {

// Whose passkeys: "talk.example.org" and "https://talk.example.org".
struct RelyingParty {
  std::string id;
  std::string origin;
};

struct Expected {
  RelyingParty party;
  std::string challenge;      // the bytes that were given out
  bool user_verified = true;  // finger, face or PIN are asked for; else a touch will do
};

inline constexpr std::size_t max_client_data_bytes = 4096;
inline constexpr std::size_t max_attestation_bytes = 16 * 1024;
inline constexpr std::size_t max_signature_bytes = 1024;

// As the browser hands them over, decoded.
struct NewCredential {
  std::string client_data;
  std::string attestation;
};
struct Registered {
  std::string credential;
  std::string public_key;  // a COSE_Key of an algorithm that is asked for
  std::uint32_t count = 0;
};
// Attestation is not asked for: a statement that comes nevertheless is not looked at (step 19 of "none" only: it is
// empty). Errors: `forbidden`.
Result<Registered> check_registration(const NewCredential& made, const Expected& expected);

struct Assertion {
  std::string client_data;
  std::string authenticator_data;
  std::string signature;
};
// Its count, which may follow or not. Errors: `forbidden`.
Result<std::uint32_t> check_assertion(const Assertion& assertion, const Expected& expected,
                                      std::string_view public_key);

// "7.2 step 13: why" as an error.
tl::unexpected<Error> refuse_at(std::string_view section, int step, std::string_view why);

}  // namespace comity::webauthn
