#include "base/signing.h"

#include <sodium.h>

#include <stdexcept>

namespace comity {
namespace {

static_assert(crypto_sign_PUBLICKEYBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64 && crypto_sign_BYTES == 64);

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// One call before libsodium's first use; safe to call from several threads.
void start() {
  static const bool ok = sodium_init() >= 0;
  if (!ok) throw std::runtime_error("libsodium could not start");
}

}  // namespace

SigningKey::SigningKey(const Hash256& seed) {
  start();
  crypto_sign_seed_keypair(public_.bytes.data(), secret_.data(), seed.bytes.data());
}

SigningKey::~SigningKey() { sodium_memzero(secret_.data(), secret_.size()); }

Signature64 SigningKey::sign(std::string_view message) const {
  Signature64 signature;
  crypto_sign_detached(signature.data(), nullptr, bytes_of(message), message.size(), secret_.data());
  return signature;
}

bool is_signed(const PublicKey& key, std::string_view message, const Signature64& signature) {
  start();
  return crypto_sign_verify_detached(signature.data(), bytes_of(message), message.size(), key.bytes.data()) == 0;
}

}  // namespace comity
