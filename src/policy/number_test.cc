#include "policy/number.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <limits>

namespace comity::policy {
namespace {

constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();

Number whole(std::int64_t n) { return Number::integer(n); }
Number tenths(std::int64_t n) { return Number::ten_thousandths(n * 1000); }

}  // namespace

TEST_CASE("whole numbers and decimals compare exactly") {
  CHECK(equal(whole(1), tenths(10)));
  CHECK(compare(whole(1), tenths(11)) < 0);
  CHECK(compare(whole(highest), Number::ten_thousandths(highest)) > 0);
}

TEST_CASE("sums and products stop at the ends of the range") {
  CHECK(sum(whole(highest), whole(1)).raw == highest);
  CHECK(difference(whole(lowest), whole(1)).raw == lowest);
  CHECK(product(whole(highest), whole(2)).raw == highest);
  CHECK(product(whole(lowest), whole(2)).raw == lowest);
  CHECK(negated(whole(lowest)).raw == highest);
  CHECK(quotient(whole(lowest), whole(-1)).raw == highest);
  CHECK(remainder(whole(lowest), whole(-1)).raw == 0);
  CHECK(sum(whole(highest), tenths(1)).raw == highest);
}

TEST_CASE("division goes toward zero") {
  CHECK(quotient(whole(-7), whole(2)).raw == -3);
  CHECK(remainder(whole(-7), whole(2)).raw == -1);
  CHECK(equal(quotient(tenths(15), whole(2)), Number::ten_thousandths(7500)));
  CHECK(equal(quotient(whole(3), tenths(5)), whole(6)));
}

TEST_CASE("comparison is an order whatever the kinds") {
  CHECK(rc::check([](std::int64_t a, bool a_decimal, std::int64_t b, bool b_decimal) {
    const Number x{a, a_decimal};
    const Number y{b, b_decimal};
    const bool less = compare(x, y) < 0;
    const bool greater = compare(y, x) > 0;
    RC_ASSERT(less == greater);
    RC_ASSERT(equal(x, x));
    RC_ASSERT(equal(sum(x, y), sum(y, x)));
  }));
}

}  // namespace comity::policy
