#include "http/console/claims.h"

#include <doctest.h>

using namespace comity;
using comity::http::Claims;

TEST_CASE("whoever opens a comment hears who has it open, for as long as they do") {
  Claims claims;
  const Time now = at_ms(1'800'000'000'000);
  const auto look = [&](const char* who, Time at, std::int64_t comment = 3) {
    return claims.look({1}, {2}, {comment}, who, at);
  };
  CHECK(look("olga", now).empty());
  CHECK(look("olga", now).empty());
  CHECK(look("max", now) == std::vector<std::string>{"olga"});
  CHECK(look("max", now, 4).empty());
  CHECK(look("olga", now + Claims::lasts - Millis{1}) == std::vector<std::string>{"max"});
  CHECK(look("olga", now + Claims::lasts).empty());
  claims.leave({1}, {2}, {3}, "olga");
  CHECK(look("max", now + Claims::lasts).empty());
}

TEST_CASE("claims are forgotten before there are too many") {
  Claims claims;
  const Time now = at_ms(1'800'000'000'000);
  for (std::size_t i = 0; i <= Claims::most; ++i)
    CHECK(claims.look({1}, {2}, {static_cast<std::int64_t>(i + 1)}, "olga", now).empty());
  CHECK(claims.look({1}, {2}, {static_cast<std::int64_t>(Claims::most)}, "max", now).size() == 1);
}
