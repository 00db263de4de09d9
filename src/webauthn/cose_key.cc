#include "webauthn/cose_key.h"

#include "webauthn/cbor.h"
#include "webauthn/signature.h"

namespace comity::webauthn {
namespace {

// Labels and values of RFC 9052 section 7.1 and RFC 9053 section 7.
constexpr std::int64_t label_kty = 1, label_alg = 3, label_crv = -1, label_x = -2, label_y = -3;
constexpr std::int64_t label_n = -1, label_e = -2;  // RFC 8230 section 4
constexpr std::int64_t kty_okp = 1, kty_ec2 = 2, kty_rsa = 3, crv_p256 = 1, crv_ed25519 = 6;
constexpr std::size_t coordinate_bytes = 32;
constexpr std::size_t min_modulus_bytes = 256, max_modulus_bytes = 512, max_exponent_bytes = 4;

tl::unexpected<Error> wrong(std::string_view what) {
  return fail(Error::Code::invalid, "COSE key: " + std::string(what));
}

bool is_at(const Cbor& key, std::int64_t label, std::int64_t value) {
  const Cbor* const found = key.find(label);
  return found != nullptr && found->integer() != nullptr && *found->integer() == value;
}

Result<std::string> bytes_at(const Cbor& key, std::int64_t label, std::size_t least, std::size_t most) {
  const Cbor* const found = key.find(label);
  if (found == nullptr || found->bytes() == nullptr) return wrong("a part is missing");
  if (found->bytes()->size() < least || found->bytes()->size() > most) return wrong("a part has a wrong length");
  return *found->bytes();
}

}  // namespace

Result<CoseKey> read_cose_key(std::string_view bytes) {
  COMITY_TRY(const Cbor cbor, read_cbor(bytes));
  const Cbor* const algorithm = cbor.find(label_alg);
  if (algorithm == nullptr || algorithm->integer() == nullptr) return wrong("it names no algorithm");
  CoseKey key;
  switch (*algorithm->integer()) {
    case static_cast<std::int64_t>(Algorithm::es256): {
      key.algorithm = Algorithm::es256;
      if (!is_at(cbor, label_kty, kty_ec2) || !is_at(cbor, label_crv, crv_p256))
        return wrong("ES256 is not over P-256");
      COMITY_TRY(key.x, bytes_at(cbor, label_x, coordinate_bytes, coordinate_bytes));
      COMITY_TRY(key.y, bytes_at(cbor, label_y, coordinate_bytes, coordinate_bytes));
      break;
    }
    case static_cast<std::int64_t>(Algorithm::eddsa): {
      key.algorithm = Algorithm::eddsa;
      if (!is_at(cbor, label_kty, kty_okp) || !is_at(cbor, label_crv, crv_ed25519))
        return wrong("EdDSA is not over Ed25519");
      COMITY_TRY(key.x, bytes_at(cbor, label_x, coordinate_bytes, coordinate_bytes));
      break;
    }
    case static_cast<std::int64_t>(Algorithm::rs256): {
      key.algorithm = Algorithm::rs256;
      if (!is_at(cbor, label_kty, kty_rsa)) return wrong("RS256 is not RSA");
      COMITY_TRY(key.n, bytes_at(cbor, label_n, min_modulus_bytes, max_modulus_bytes));
      COMITY_TRY(key.e, bytes_at(cbor, label_e, 1, max_exponent_bytes));
      break;
    }
    default:
      return wrong("algorithm " + std::to_string(*algorithm->integer()) + " was not asked for");
  }
  if (!is_usable(key)) return wrong("no signature can be checked by it");
  return key;
}

}  // namespace comity::webauthn
