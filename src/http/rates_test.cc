#include "http/rates.h"

#include <doctest.h>

using namespace comity;
using namespace comity::http;

namespace {

Key128 key(std::uint8_t n) {
  Key128 k;
  k.bytes.fill(n);
  return k;
}

struct Fixture {
  Rates rates;
  std::int64_t now_ms = 1'800'000'000'000;

  explicit Fixture(const RateLimits& limits) : rates(limits) {}

  // "ok", or who must wait how long.
  std::string take(std::optional<std::uint8_t> guest, std::uint8_t source, std::uint8_t story = 1) {
    const auto answer = rates.take(
        {guest ? std::optional(key(*guest)) : std::nullopt, key(source), SiteId{1}, key(story)}, at_ms(now_ms));
    if (answer.wait_s == 0) return "ok";
    return std::string(answer.which) + " " + std::to_string(answer.wait_s);
  }
};

RateLimits small() {
  RateLimits limits;
  limits.guest = {2, 2};
  limits.newcomer = {3, 3};
  limits.source = {4, 60};
  limits.story = {100, 100};
  limits.site = {100, 100};
  return limits;
}

}  // namespace

TEST_CASE("a guest may write a burst, then at the rate") {
  Fixture f(small());
  CHECK(f.take(1, 9) == "ok");
  CHECK(f.take(1, 9) == "ok");
  CHECK(f.take(1, 9) == "guest 30");
  f.now_ms += 29'999;
  CHECK(f.take(1, 9) == "guest 1");
  f.now_ms += 1;
  CHECK(f.take(1, 9) == "ok");
  CHECK(f.take(1, 9) == "guest 30");
}

TEST_CASE("one guest's haste does not stop another behind the same address") {
  Fixture f(small());
  f.take(1, 9);
  f.take(1, 9);
  CHECK(f.take(1, 9) == "guest 30");
  CHECK(f.take(2, 9) == "ok");
}

TEST_CASE("a source has its own, wider bucket, and what is refused takes no token") {
  Fixture f(small());
  CHECK(f.take(1, 9) == "ok");
  CHECK(f.take(2, 9) == "ok");
  CHECK(f.take(3, 9) == "ok");
  CHECK(f.take(4, 9) == "ok");
  CHECK(f.take(5, 9) == "source 1");
  CHECK(f.take(5, 8) == "ok");
  f.now_ms += 1000;
  CHECK(f.take(5, 9) == "ok");
}

TEST_CASE("attempts that stored nothing cost nothing, up to a rate of their own") {
  RateLimits limits = small();
  limits.vain = {5, 1};
  Fixture f(limits);
  const auto in_vain = [&](std::optional<std::uint8_t> guest) {
    const std::string answer = f.take(guest, 9);
    if (answer == "ok")
      f.rates.give_back({guest ? std::optional(key(*guest)) : std::nullopt, key(9), SiteId{1}, key(1)},
                        at_ms(f.now_ms));
    return answer;
  };
  for (int i = 0; i < 5; ++i) CHECK(in_vain(std::nullopt) == "ok");
  CHECK(f.rates.take({key(2), key(9), SiteId{1}, {}}, at_ms(f.now_ms)).source_10m == 0);
  for (int i = 0; i < 3; ++i) CHECK(in_vain(std::nullopt) == "ok");  // these cost what a comment costs
  CHECK(in_vain(std::nullopt) == "source 20");
}

TEST_CASE("nothing is given back beyond a full bucket") {
  Fixture f(small());
  for (int i = 0; i < 3; ++i) f.rates.give_back({key(1), key(9), SiteId{1}, key(1)}, at_ms(f.now_ms));
  CHECK(f.take(1, 9) == "ok");
  CHECK(f.take(1, 9) == "ok");
  CHECK(f.take(1, 9) == "guest 30");
}

TEST_CASE("who throws the guest key away is counted by source") {
  Fixture f(small());
  for (int i = 0; i < 3; ++i) CHECK(f.take(std::nullopt, 9) == "ok");
  CHECK(f.take(std::nullopt, 9) == "source 20");
  CHECK(f.take(1, 9) == "ok");
}

TEST_CASE("a story and a site have buckets of their own") {
  RateLimits limits = small();
  limits.story = {1, 1};
  Fixture f(limits);
  CHECK(f.take(1, 1, 7) == "ok");
  CHECK(f.take(2, 2, 7) == "story 60");
  CHECK(f.take(2, 2, 8) == "ok");
  limits.site = {1, 1};
  Fixture g(limits);
  CHECK(g.take(1, 1, 7) == "ok");
  CHECK(g.take(2, 2, 8) == "site 60");
}

TEST_CASE("posts of a source are counted over ten minutes") {
  RateLimits limits = small();
  limits.source = {100, 100};
  Fixture f(limits);
  const auto count = [&] {
    return f.rates
        .take({key(static_cast<std::uint8_t>(f.now_ms / 1000 % 251)), key(9), SiteId{1}, key(1)}, at_ms(f.now_ms))
        .source_10m;
  };
  CHECK(count() == 0);
  f.now_ms += 5 * 60'000;
  CHECK(count() == 1);
  f.now_ms += 5 * 60'000 + 1000;
  CHECK(count() == 1);
  f.now_ms += 3'600'000;
  CHECK(count() == 0);
}

TEST_CASE("memory is bounded however many sources there are") {
  RateLimits limits;
  limits.max_buckets = 50;
  Fixture f(limits);
  for (int i = 0; i < 250; ++i) f.take(std::nullopt, static_cast<std::uint8_t>(i));
  CHECK(f.rates.size() <= 50);
}

TEST_CASE("case codes cannot be guessed by trying") {
  RateLimits limits;
  limits.lookup = {2, 6};
  Rates rates(limits);
  CHECK(rates.take_lookup(key(1), at_ms(1000)) == 0);
  CHECK(rates.take_lookup(key(1), at_ms(1000)) == 0);
  CHECK(rates.take_lookup(key(1), at_ms(1000)) == 10);
  CHECK(rates.take_lookup(key(2), at_ms(1000)) == 0);
  CHECK(rates.take_lookup(key(1), at_ms(11'000)) == 0);
}
