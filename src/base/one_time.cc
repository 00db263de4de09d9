#include "base/one_time.h"

#include <bit>
#include <cstdio>

namespace comity {
namespace {

using Digest = std::array<std::uint8_t, 20>;
constexpr std::size_t block_bytes = 64;

std::string_view view(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

// FIPS 180-4 section 6.1.2.
void sha1_block(std::array<std::uint32_t, 5>& h, const unsigned char* block) {
  std::array<std::uint32_t, 80> w{};
  for (std::size_t t = 0; t < 16; ++t)
    w[t] = std::uint32_t{block[4 * t]} << 24 | std::uint32_t{block[4 * t + 1]} << 16 |
           std::uint32_t{block[4 * t + 2]} << 8 | block[4 * t + 3];
  for (std::size_t t = 16; t < 80; ++t) w[t] = std::rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
  auto [a, b, c, d, e] = h;
  for (std::size_t t = 0; t < 80; ++t) {
    // Section 4.1.1 (Ch, Parity, Maj, Parity) and 4.2.1 (constants).
    const std::uint32_t f = t < 20   ? (b & c) ^ (~b & d)
                            : t < 40 ? b ^ c ^ d
                            : t < 60 ? (b & c) ^ (b & d) ^ (c & d)
                                     : b ^ c ^ d;
    const std::uint32_t k = t < 20 ? 0x5a827999 : t < 40 ? 0x6ed9eba1 : t < 60 ? 0x8f1bbcdc : 0xca62c1d6;
    const std::uint32_t next = std::rotl(a, 5) + f + e + k + w[t];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  h = {h[0] + a, h[1] + b, h[2] + c, h[3] + d, h[4] + e};
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
        c == '_') {
      out += c;
    } else {
      char escape[4];
      std::snprintf(escape, sizeof escape, "%%%02X", static_cast<unsigned char>(c));
      out += escape;
    }
  }
  return out;
}

}  // namespace

Digest sha1(std::string_view bytes) {
  std::array<std::uint32_t, 5> h = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  // Section 5.1.1: a one bit, zeros, and the length in bits fill the last block.
  std::string padded(bytes);
  padded += '\x80';
  while (padded.size() % block_bytes != block_bytes - 8) padded += '\0';
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) padded += static_cast<char>(bits >> shift);
  for (std::size_t at = 0; at < padded.size(); at += block_bytes)
    sha1_block(h, reinterpret_cast<const unsigned char*>(padded.data()) + at);
  Digest out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(h[i / 4] >> (24 - 8 * (i % 4)));
  return out;
}

Digest hmac_sha1(std::string_view key, std::string_view bytes) {
  // RFC 2104 section 2: H(K XOR opad, H(K XOR ipad, text)).
  std::string k = key.size() > block_bytes ? std::string(view(sha1(key))) : std::string(key);
  k.resize(block_bytes, '\0');
  std::string inner = k, outer = k;
  for (char& c : inner) c = static_cast<char>(c ^ 0x36);
  for (char& c : outer) c = static_cast<char>(c ^ 0x5c);
  return sha1(outer += view(sha1(inner += bytes)));
}

std::uint32_t hotp(std::string_view secret, std::uint64_t counter) {
  std::string message;
  for (int shift = 56; shift >= 0; shift -= 8) message += static_cast<char>(counter >> shift);
  const Digest mac = hmac_sha1(secret, message);
  const std::size_t at = mac[19] & 0xf;
  return (std::uint32_t{mac[at]} & 0x7f) << 24 | std::uint32_t{mac[at + 1]} << 16 | std::uint32_t{mac[at + 2]} << 8 |
         mac[at + 3];
}

std::string totp_code(std::string_view secret, std::int64_t step) {
  char code[8];
  std::snprintf(code, sizeof code, "%06u", hotp(secret, static_cast<std::uint64_t>(step)) % 1'000'000);
  return code;
}

std::optional<std::int64_t> totp_step_of(std::string_view secret, std::string_view typed, Time now) {
  std::string digits;
  for (const char c : typed)
    if (c != ' ') digits += c;
  // All three are computed and compared whole, so that time tells nothing.
  std::optional<std::int64_t> found;
  for (const std::int64_t off : {-1, 0, 1}) {
    const std::int64_t step = totp_step(now) + off;
    const std::string code = totp_code(secret, step);
    unsigned differ = digits.size() == code.size() ? 0 : 1;
    for (std::size_t i = 0; i < code.size() && i < digits.size(); ++i)
      differ |= static_cast<unsigned>(static_cast<unsigned char>(code[i] ^ digits[i]));
    if (differ == 0) found = step;
  }
  return found;
}

std::string to_base32(std::string_view bytes) {
  static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t waiting = 0;
  int bits = 0;
  for (const char c : bytes) {
    waiting = (waiting << 8 | static_cast<unsigned char>(c)) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) out += letters[waiting >> (bits - 5) & 31];
  }
  if (bits > 0) out += letters[waiting << (5 - bits) & 31];
  return out;
}

std::string otpauth_uri(std::string_view secret, std::string_view issuer, std::string_view account) {
  return "otpauth://totp/" + percent_encoded(issuer) + ":" + percent_encoded(account) + "?secret=" + to_base32(secret) +
         "&issuer=" + percent_encoded(issuer) + "&algorithm=SHA1&digits=6&period=30";
}

}  // namespace comity
