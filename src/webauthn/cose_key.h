// Public keys of passkeys, and whether something was signed by one.
//
// Source: RFC 9052 section 7 and RFC 9053 (COSE keys and algorithms), RFC 8230 section 4 (RSA); WebAuthn Level 2
// section 5.8.5 for which are asked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace comity::webauthn {

// IANA's numbers. ECDSA over P-256 with SHA-256; Ed25519; RSA PKCS #1 v1.5 with SHA-256, from 2048 to 4096 bits.
enum class Algorithm : std::int32_t { es256 = -7, eddsa = -8, rs256 = -257 };
inline constexpr Algorithm algorithms[] = {Algorithm::es256, Algorithm::eddsa, Algorithm::rs256};  // as asked for

struct CoseKey {
  Algorithm algorithm = Algorithm::es256;
  std::string x, y;  // es256: the point; eddsa: x alone
  std::string n, e;  // rs256
};

// A COSE_Key and nothing behind it, of one of these algorithms, which a signature can be checked by: a point is on its
// curve, a modulus is long enough. Errors: `invalid`.
Result<CoseKey> read_cose_key(std::string_view bytes);

// `signature` in the form that authenticators give (WebAuthn section 6.5.6): ASN.1 for es256, else the bytes alone.
bool is_signed(const CoseKey& key, std::string_view message, std::string_view signature);

}  // namespace comity::webauthn
