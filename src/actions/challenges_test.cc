#include "actions/challenges.h"

#include <doctest.h>

using namespace comity;
using comity::actions::Challenges;

namespace {

constexpr auto forbidden = Error::Code::forbidden;
const Time now = at_ms(1'800'000'000'000);

}  // namespace

TEST_CASE("a challenge is taken once, for what it was given out, within five minutes") {
  Challenges challenges(system_random());
  const std::string one = challenges.make("sign in\nanna", now);
  CHECK(one.size() == 40);
  CHECK(one != challenges.make("sign in\nanna", now));
  CHECK(challenges.take(one, "sign in\nboris", now).error().code == forbidden);
  CHECK(challenges.take(one.substr(1), "sign in\nanna", now).error().code == forbidden);
  CHECK(challenges.take("", "sign in\nanna", now).error().code == forbidden);
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::string other = one;
    other[i] = static_cast<char>(other[i] ^ 1);
    CHECK(challenges.take(other, "sign in\nanna", now).error().code == forbidden);
  }
  CHECK(challenges.check(one, "sign in\nanna", now));
  CHECK(challenges.take(one, "sign in\nanna", now + Challenges::lasts - Millis{1}));
  const Done again = challenges.take(one, "sign in\nanna", now + Challenges::lasts - Millis{1});
  CHECK(again.error().detail == "the challenge was used already");
  const std::string late = challenges.make("sign in\nanna", now);
  CHECK(challenges.take(late, "sign in\nanna", now + Challenges::lasts).error().detail == "the challenge is over");
}

TEST_CASE("what is remembered of challenges is bounded, and asking for them costs nothing of it") {
  Challenges challenges(system_random());
  for (std::size_t i = 0; i < 2 * Challenges::most_taken; ++i) challenges.make("a", now);
  for (std::size_t i = 0; i < Challenges::most_taken; ++i)
    REQUIRE(challenges.take(challenges.make("a", now), "a", now));
  CHECK(challenges.take(challenges.make("a", now), "a", now).error().code == Error::Code::unavailable);
  const Time later = now + Challenges::lasts;
  CHECK(challenges.take(challenges.make("a", later), "a", later));
}

TEST_CASE("another process's challenges are none of ours") {
  Challenges one(system_random()), other(system_random());
  CHECK(one.take(other.make("a", now), "a", now).error().code == forbidden);
}
