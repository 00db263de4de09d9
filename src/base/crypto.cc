#include "base/crypto.h"

#include <sodium.h>

#include <stdexcept>

namespace comity {
namespace {

// libsodium wants one call before its first use; it is safe to call from several threads.
void ready() {
  static const bool ok = sodium_init() >= 0;
  if (!ok) throw std::runtime_error("libsodium could not start: the machine gives no random bits");
}

class Kernel final : public Random {
 public:
  void fill(void* data, std::size_t size) override {
    ready();
    randombytes_buf(data, size);
  }
};

}  // namespace

Hash256 sha256(std::string_view bytes) {
  Hash256 hash;
  crypto_hash_sha256(hash.bytes.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hash;
}

namespace {

crypto_hash_sha256_state* state_of(unsigned char* bytes) { return reinterpret_cast<crypto_hash_sha256_state*>(bytes); }

}  // namespace

Sha256::Sha256() {
  static_assert(sizeof(crypto_hash_sha256_state) <= sizeof state_);
  crypto_hash_sha256_init(state_of(state_));
}

void Sha256::add(std::string_view bytes) {
  crypto_hash_sha256_update(state_of(state_), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

Hash256 Sha256::finish() {
  Hash256 hash;
  crypto_hash_sha256_final(state_of(state_), hash.bytes.data());
  return hash;
}

Key128 keyed_hash(const Hash256& key, std::string_view bytes) {
  Key128 out;
  crypto_generichash(out.bytes.data(), out.bytes.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), key.bytes.data(), key.bytes.size());
  return out;
}

Key128 Random::key128() {
  Key128 key;
  fill(key.bytes.data(), key.bytes.size());
  return key;
}

Hash256 Random::key256() {
  Hash256 key;
  fill(key.bytes.data(), key.bytes.size());
  return key;
}

std::int64_t Random::below(std::int64_t bound) {
  // Rejection keeps it uniform: throw away what lies in the last, incomplete round.
  const auto span = static_cast<std::uint64_t>(bound - 1);
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % span;
  std::uint64_t drawn = 0;
  do {
    fill(&drawn, sizeof drawn);
  } while (drawn >= limit);
  return static_cast<std::int64_t>(drawn % span) + 1;
}

Random& system_random() {
  static Kernel kernel;
  return kernel;
}

}  // namespace comity
