// Hashes, keyed hashes and random bits. A thin face over libsodium.
#pragma once

#include <string_view>

#include "base/ids.h"

namespace comity {

// SHA-256 (FIPS 180-4). 1.8 us per 300 bytes.
Hash256 sha256(std::string_view bytes);

// The same, fed piece by piece: for files that need not fit into memory.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  Hash256 finish();  // once

 private:
  alignas(8) unsigned char state_[128];  // libsodium's crypto_hash_sha256_state: 104 bytes
};

// BLAKE2b-256 keyed with `key`, cut to 128 bits: for tokens and sources, which must not be guessable
// from a copy of the database alone.
Key128 keyed_hash(const Hash256& key, std::string_view bytes);

// Unpredictable bits come from outside, so that tests can repeat themselves. Thread-safe.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(void* data, std::size_t size) = 0;

  Key128 key128();
  Hash256 key256();
  std::int64_t below(std::int64_t bound);  // uniform in 1 .. bound-1
};

// The kernel's generator, through libsodium.
Random& system_random();

}  // namespace comity
