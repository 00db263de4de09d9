// An authenticator in software, for tests: makes a passkey (Ed25519) and signs by it, as a telephone would.
#pragma once

#include <algorithm>
#include <string>

#include "base/base64.h"
#include "base/crypto.h"
#include "base/signing.h"
#include "webauthn/ceremony.h"

namespace comity::webauthn::testing {

template <class Bytes>
std::string as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

struct SoftKey {
  explicit SoftKey(std::string id, bool verified = true)
      : credential(std::move(id)), verifies(verified), key(sha256(credential)) {}

  std::string credential;
  bool verifies;  // asks for finger, face or PIN
  std::uint32_t count = 0;
  SigningKey key;

  static std::string client_data(std::string_view type, const RelyingParty& party, std::string_view challenge) {
    return R"({"type":"webauthn.)" + std::string(type) + R"(","challenge":")" + to_base64url(challenge) +
           R"(","origin":")" + party.origin + R"(","crossOrigin":false})";
  }
  std::string head(const RelyingParty& party, int more) const {
    std::string out = as_text(sha256(party.id).bytes);
    out += static_cast<char>(1 | (verifies ? 4 : 0) | more);
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(count >> shift & 0xff);
    return out;
  }
  // {1: 1, 3: -8, -1: 6, -2: the key}
  std::string public_key() const {
    return std::string("\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20", 10) + as_text(key.public_key().bytes);
  }
  NewCredential make(const RelyingParty& party, std::string_view challenge) const {
    std::string data = head(party, 0x40) + std::string(16, '\0');
    data += static_cast<char>(credential.size() >> 8);
    data += static_cast<char>(credential.size() & 0xff);
    data += credential + public_key();
    std::string object =
        "\xa3\x63"
        "fmt\x64none\x67"
        "attStmt\xa0\x68"
        "authData\x59";
    object += static_cast<char>(data.size() >> 8);
    object += static_cast<char>(data.size() & 0xff);
    return {client_data("create", party, challenge), object + data};
  }
  Assertion sign(const RelyingParty& party, std::string_view challenge) const {
    Assertion out{client_data("get", party, challenge), head(party, 0), ""};
    out.signature = as_text(key.sign(out.authenticator_data + as_text(sha256(out.client_data).bytes)));
    return out;
  }
};

}  // namespace comity::webauthn::testing
