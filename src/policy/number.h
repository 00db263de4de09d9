// Numbers of conditions: 64-bit integers and decimals with four places, held as ten-thousandths. No floating
// point, so a comparison means the same on every machine. Sums and products stop at the ends of the range.
#pragma once

#include <compare>
#include <cstdint>

namespace comity::policy {

struct Number {
  static constexpr std::int64_t unit = 10'000;  // ten-thousandths in 1

  std::int64_t raw = 0;  // the integer, or the decimal's ten-thousandths
  bool is_decimal = false;

  static Number integer(std::int64_t value) { return {value, false}; }
  static Number ten_thousandths(std::int64_t value) { return {value, true}; }
};

// Exact, also between an integer and a decimal.
std::strong_ordering compare(Number a, Number b);
inline bool equal(Number a, Number b) { return compare(a, b) == std::strong_ordering::equal; }

// Saturating. The result is a decimal when one side is.
Number sum(Number a, Number b);
Number difference(Number a, Number b);
Number negated(Number a);
Number product(Number a, Number b);  // at most one side is a decimal

// Toward zero. `b` is not zero.
Number quotient(Number a, Number b);
Number remainder(Number a, Number b);  // both are integers

}  // namespace comity::policy
