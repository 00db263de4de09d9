// Signatures of passkeys, by OpenSSL. cose_key.h is what others use.
#pragma once

#include "webauthn/cose_key.h"

namespace comity::webauthn {

// Whether OpenSSL takes it: a point on the curve, an odd modulus of at least 2048 bits, an odd exponent from 3.
bool is_usable(const CoseKey& key);

}  // namespace comity::webauthn
