#include "policy/number.h"

#include <limits>

namespace comity::policy {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

Wide in_ten_thousandths(Number n) { return n.is_decimal ? Wide{n.raw} : Wide{n.raw} * Number::unit; }

std::int64_t saturated(Wide value) {
  if (value < lowest) return lowest;
  if (value > highest) return highest;
  return static_cast<std::int64_t>(value);
}

}  // namespace

std::strong_ordering compare(Number a, Number b) {
  const Wide left = in_ten_thousandths(a);
  const Wide right = in_ten_thousandths(b);
  if (left < right) return std::strong_ordering::less;
  if (left > right) return std::strong_ordering::greater;
  return std::strong_ordering::equal;
}

Number sum(Number a, Number b) {
  if (a.is_decimal == b.is_decimal) return {saturated(Wide{a.raw} + b.raw), a.is_decimal};
  return {saturated(in_ten_thousandths(a) + in_ten_thousandths(b)), true};
}

Number difference(Number a, Number b) {
  if (a.is_decimal == b.is_decimal) return {saturated(Wide{a.raw} - b.raw), a.is_decimal};
  return {saturated(in_ten_thousandths(a) - in_ten_thousandths(b)), true};
}

Number negated(Number a) { return {saturated(-Wide{a.raw}), a.is_decimal}; }

Number product(Number a, Number b) { return {saturated(Wide{a.raw} * b.raw), a.is_decimal || b.is_decimal}; }

Number quotient(Number a, Number b) {
  if (!a.is_decimal && !b.is_decimal) return {saturated(Wide{a.raw} / b.raw), false};
  return {saturated(in_ten_thousandths(a) * Number::unit / in_ten_thousandths(b)), true};
}

Number remainder(Number a, Number b) { return {saturated(Wide{a.raw} % b.raw), false}; }

}  // namespace comity::policy
