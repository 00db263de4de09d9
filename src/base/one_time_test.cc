#include "base/one_time.h"

#include <doctest.h>

using namespace comity;

namespace {

std::string hex(const std::array<std::uint8_t, 20>& digest) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const std::uint8_t byte : digest) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

const std::string rfc_secret = "12345678901234567890";

}  // namespace

TEST_CASE("SHA-1 gives what FIPS 180 gives") {
  CHECK(hex(sha1("abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hex(sha1("")) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  CHECK(hex(sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  CHECK(hex(sha1(std::string(1'000'000, 'a'))) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST_CASE("HMAC-SHA-1 gives what RFC 2202 gives") {
  CHECK(hex(hmac_sha1(std::string(20, '\x0b'), "Hi There")) == "b617318655057264e28bc0b6fb378c8ef146be00");
  CHECK(hex(hmac_sha1("Jefe", "what do ya want for nothing?")) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  CHECK(hex(hmac_sha1(std::string(80, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "aa4ae5e15272d00e95705637ce8a3b55ed402112");
}

TEST_CASE("codes are those of RFC 4226 appendix D and RFC 6238 appendix B") {
  const std::array hotp_codes = {755224, 287082, 359152, 969429, 338314, 254676, 287922, 162583, 399871, 520489};
  for (std::size_t i = 0; i < hotp_codes.size(); ++i)
    CHECK(hotp(rfc_secret, i) % 1'000'000 == static_cast<std::uint32_t>(hotp_codes[i]));
  const std::array<std::pair<std::int64_t, std::uint32_t>, 6> totp = {{{59, 94287082},
                                                                       {1111111109, 7081804},
                                                                       {1111111111, 14050471},
                                                                       {1234567890, 89005924},
                                                                       {2000000000, 69279037},
                                                                       {20000000000, 65353130}}};
  for (const auto& [seconds, code] : totp) {
    const std::int64_t step = totp_step(at_ms(seconds * 1000));
    CHECK(hotp(rfc_secret, static_cast<std::uint64_t>(step)) % 100'000'000 == code);
    CHECK(std::stoul(totp_code(rfc_secret, step)) == code % 1'000'000);
    CHECK(totp_code(rfc_secret, step).size() == 6);
  }
}

TEST_CASE("a code counts in its half minute and in the ones beside it") {
  const Time now = at_ms(1'700'000'000'000);
  const std::int64_t step = totp_step(now);
  for (const std::int64_t off : {-1, 0, 1})
    CHECK(totp_step_of(rfc_secret, totp_code(rfc_secret, step + off), now) == step + off);
  CHECK_FALSE(totp_step_of(rfc_secret, totp_code(rfc_secret, step - 2), now));
  CHECK_FALSE(totp_step_of(rfc_secret, totp_code(rfc_secret, step + 2), now));
  const std::string code = totp_code(rfc_secret, step);
  CHECK(totp_step_of(rfc_secret, code.substr(0, 3) + " " + code.substr(3), now) == step);
  CHECK_FALSE(totp_step_of(rfc_secret, code.substr(0, 5), now));
  CHECK_FALSE(totp_step_of(rfc_secret, code + "0", now));
  CHECK_FALSE(totp_step_of(rfc_secret, "", now));
}

TEST_CASE("base32 is that of RFC 4648 section 10, without its padding") {
  CHECK(to_base32("") == "");
  CHECK(to_base32("f") == "MY");
  CHECK(to_base32("fo") == "MZXQ");
  CHECK(to_base32("foo") == "MZXW6");
  CHECK(to_base32("foob") == "MZXW6YQ");
  CHECK(to_base32("fooba") == "MZXW6YTB");
  CHECK(to_base32("foobar") == "MZXW6YTBOI");
  CHECK(otpauth_uri("foobar", "The Herald", "anna@desk") ==
        "otpauth://totp/"
        "The%20Herald:anna%40desk?secret=MZXW6YTBOI&issuer=The%20Herald&algorithm=SHA1&digits=6&period=30");
}
