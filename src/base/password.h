// Passwords: kept as argon2id hashes, which cost memory and time to try. A thin face over libsodium.
//
// Source: RFC 9106 (argon2id); OWASP asks for 19 MiB and 2 passes at least. Measured: 64 MiB, 2 passes 104 ms.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace comity {

struct PasswordCost {
  unsigned long long passes = 2;
  std::size_t memory_bytes = 64 * 1024 * 1024;
};
// For tests: microseconds, worth nothing.
inline constexpr PasswordCost cheap_password{1, 8192};

// "$argon2id$v=19$m=65536,t=2,p=1$salt$hash", with a salt of its own each time.
// Errors: `unavailable` - there is no memory for it.
Result<std::string> hash_password(std::string_view password, const PasswordCost& cost);

// Costs what `hash` says, whatever the password is. Errors: `unavailable` - there is no memory for it.
Result<bool> is_password(const std::string& hash, std::string_view password);

}  // namespace comity
