#include "base/password.h"

#include <sodium.h>

#include <array>
#include <cerrno>

namespace comity {

Result<std::string> hash_password(std::string_view password, const PasswordCost& cost) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (sodium_init() < 0 || crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.passes,
                                                 cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return fail(Error::Code::unavailable, "no memory to hash a password");
  return std::string(out.data());
}

Result<bool> is_password(const std::string& hash, std::string_view password) {
  if (sodium_init() < 0) return fail(Error::Code::unavailable, "libsodium could not start");
  errno = 0;
  if (crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0) return true;
  if (errno == ENOMEM) return fail(Error::Code::unavailable, "no memory to check a password");
  return false;
}

}  // namespace comity
