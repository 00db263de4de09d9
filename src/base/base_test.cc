#include <doctest.h>
#include <rapidcheck.h>

#include <set>

#include "base/crypto.h"
#include "base/result.h"
#include "base/time.h"

namespace comity {
namespace {

Done must_be_even(int n) {
  if (n % 2 != 0) return fail(Error::Code::invalid, std::to_string(n) + " is odd");
  return {};
}

Result<int> half(int n) {
  COMITY_CHECK(must_be_even(n));
  return n / 2;
}

Result<int> quarter(int n) {
  COMITY_TRY(const int h, half(n));
  COMITY_TRY(const int q, half(h));
  return q;
}

TEST_CASE("an error goes up through every step that tries") {
  CHECK(quarter(8) == 2);
  CHECK(quarter(6).error() == Error{Error::Code::invalid, "3 is odd"});
  CHECK(quarter(5).error().detail == "5 is odd");
}

TEST_CASE("times are written and read as RFC 3339") {
  CHECK(rfc3339(at_ms(0)) == "1970-01-01T00:00:00Z");
  CHECK(rfc3339(at_ms(1795361157123)) == "2026-11-22T15:25:57.123Z");
  CHECK(http_date(at_ms(784111777000)) == "Sun, 06 Nov 1994 08:49:37 GMT");  // RFC 9110 section 5.6.7
  CHECK(parse_rfc3339("1985-04-12T23:20:50.52Z") == at_ms(482196050520));    // RFC 3339 section 5.8
  CHECK(parse_rfc3339("1996-12-19T16:39:57-08:00") == parse_rfc3339("1996-12-20T00:39:57Z"));
  for (const char* wrong : {"", "2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00", "2026-01-01"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_rfc3339(wrong));
  }
}

TEST_CASE("every time in 9,999 years reads back") {
  CHECK(rc::check([] {
    const Time t = at_ms(*rc::gen::inRange<std::int64_t>(-62135596800000, 253402300799999));
    RC_ASSERT(parse_rfc3339(rfc3339(t)) == t);
  }));
}

TEST_CASE("a key has one spelling and reads back") {
  CHECK(to_base64url(Key128{}) == "AAAAAAAAAAAAAAAAAAAAAA");
  CHECK_FALSE(key128_from_base64url("AAAAAAAAAAAAAAAAAAAAAB"));  // unused bits set
  CHECK_FALSE(key128_from_base64url("AAAAAAAAAAAAAAAAAAAAA"));
  CHECK_FALSE(key128_from_base64url("AAAAAAAAAAAAAAAAAAAAA="));
  CHECK(rc::check([](const std::array<std::uint8_t, 16>& bytes) {
    RC_ASSERT(key128_from_base64url(to_base64url(Key128{bytes})) == Key128{bytes});
  }));
}

TEST_CASE("a short id has nine letters and reads back") {
  CHECK(short_id(StoryId{1}) == "~00000001");
  CHECK(short_id(StoryId{(std::int64_t{1} << 40) - 1}) == "~zzzzzzzz");
  CHECK_FALSE(story_from_short_id("~00000000"));
  CHECK_FALSE(story_from_short_id("~0000000i"));
  CHECK_FALSE(story_from_short_id("00000001"));
  CHECK(rc::check([] {
    const StoryId id{*rc::gen::inRange<std::int64_t>(1, (std::int64_t{1} << 40) - 1)};
    RC_ASSERT(story_from_short_id(short_id(id)) == id);
  }));
}

TEST_CASE("SHA-256 gives the standard's answer") {
  // FIPS 180-4 example: the one-block message "abc".
  CHECK(to_hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hash256_from_hex(to_hex(sha256("abc"))) == sha256("abc"));
}

TEST_CASE("a keyed hash changes with the key and with the bytes") {
  const Hash256 a = sha256("a"), b = sha256("b");
  CHECK(keyed_hash(a, "x") == keyed_hash(a, "x"));
  CHECK(keyed_hash(a, "x") != keyed_hash(b, "x"));
  CHECK(keyed_hash(a, "x") != keyed_hash(a, "y"));
}

TEST_CASE("chance stays within its bound and reaches both ends") {
  std::set<std::int64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(system_random().below(4));
  CHECK(seen == std::set<std::int64_t>{1, 2, 3});
}

}  // namespace
}  // namespace comity

TEST_CASE("a hash fed in pieces is the hash of the whole") {
  const std::string text(1000, 'x');
  comity::Sha256 pieces;
  for (std::size_t at = 0; at < text.size(); at += 37) pieces.add(std::string_view(text).substr(at, 37));
  CHECK(pieces.finish() == comity::sha256(text));
  CHECK(comity::Sha256().finish() == comity::sha256(""));
}
