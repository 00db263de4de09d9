// Codes of a telephone's authenticator app, for the second step of a sign-in.
//
// Source: RFC 6238 (TOTP) with SHA-1, six digits and 30 seconds, which every app knows; RFC 4226 (HOTP), RFC 2104
// (HMAC), FIPS 180-4 (SHA-1), RFC 4648 section 6 (base32). SHA-1 serves here under HMAC only.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace comity {

inline constexpr std::size_t totp_secret_bytes = 20;
inline constexpr std::int64_t totp_step_s = 30;

std::array<std::uint8_t, 20> sha1(std::string_view bytes);
std::array<std::uint8_t, 20> hmac_sha1(std::string_view key, std::string_view bytes);

inline std::int64_t totp_step(Time t) { return to_ms(t) / 1000 / totp_step_s; }
std::uint32_t hotp(std::string_view secret, std::uint64_t counter);  // RFC 4226 section 5.3, before it is cut to digits
std::string totp_code(std::string_view secret, std::int64_t step);   // "004711"

// The step whose code was typed, if it is `now`'s or a neighbour's (a clock may be half a minute off); blanks in the
// code do not matter. Nothing: none of the three.
std::optional<std::int64_t> totp_step_of(std::string_view secret, std::string_view typed, Time now);

std::string to_base32(std::string_view bytes);  // "JBSWY3DPEHPK3PXP", no padding

// What an authenticator app reads from a QR code (the form that Google's app set and others took over).
std::string otpauth_uri(std::string_view secret, std::string_view issuer, std::string_view account);

}  // namespace comity
