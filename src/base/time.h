// Points in time as the whole product stores and passes them: milliseconds since 1970-01-01 UTC.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity {

using Millis = std::chrono::milliseconds;
using Time = std::chrono::time_point<std::chrono::system_clock, Millis>;

inline constexpr Time at_ms(std::int64_t ms) { return Time{Millis{ms}}; }
inline constexpr std::int64_t to_ms(Time t) { return t.time_since_epoch().count(); }

// The clock comes from outside, so that tests and replays can say what time it is. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
};

// The machine's clock.
const Clock& system_clock();

// "2026-11-22T15:25:57Z", or with ".123" when there are milliseconds. RFC 3339; years 0000-9999.
std::string rfc3339(Time t);

// Reads RFC 3339 with "Z" or a numeric offset; nothing when it is not one.
std::optional<Time> parse_rfc3339(std::string_view text);

// "Sun, 22 Nov 2026 15:25:57 GMT" - RFC 9110 section 5.6.7 (IMF-fixdate).
std::string http_date(Time t);

}  // namespace comity
