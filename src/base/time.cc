#include "base/time.h"

#include <array>
#include <cstdio>

namespace comity {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

class Machine final : public Clock {
 public:
  Time now() const override { return std::chrono::floor<Millis>(std::chrono::system_clock::now()); }
};

// Reads exactly `digits` digits at `at`; -1 when they are not there.
int number_at(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

const Clock& system_clock() {
  static const Machine machine;
  return machine;
}

std::string rfc3339(Time t) {
  const auto date = std::chrono::floor<days>(t);
  const year_month_day ymd{date};
  const auto rest = t - date;
  const auto ms = rest.count() % 1000;
  const auto seconds = rest.count() / 1000;
  std::array<char, 64> buffer{};
  const int written = std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d", int(ymd.year()),
                                    unsigned(ymd.month()), unsigned(ymd.day()), int(seconds / 3600),
                                    int(seconds / 60 % 60), int(seconds % 60));
  std::string out(buffer.data(), static_cast<std::size_t>(written));
  if (ms != 0) {
    std::snprintf(buffer.data(), buffer.size(), ".%03d", int(ms));
    out += buffer.data();
  }
  return out + 'Z';
}

std::optional<Time> parse_rfc3339(std::string_view text) {
  // RFC 3339 section 5.6: full-date "T" partial-time time-offset; a blank may stand for the T.
  if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':') return std::nullopt;
  if (text[10] != 'T' && text[10] != 't' && text[10] != ' ') return std::nullopt;
  const int y = number_at(text, 0, 4), mo = number_at(text, 5, 2), d = number_at(text, 8, 2);
  const int h = number_at(text, 11, 2), mi = number_at(text, 14, 2), s = number_at(text, 17, 2);
  if (y < 0 || mo < 0 || d < 0 || h < 0 || mi < 0 || s < 0) return std::nullopt;
  const year_month_day ymd{year{y}, month{unsigned(mo)}, day{unsigned(d)}};
  if (!ymd.ok() || h > 23 || mi > 59 || s > 60) return std::nullopt;
  std::size_t at = 19;
  int ms = 0;
  if (at < text.size() && text[at] == '.') {
    int scale = 100;
    const std::size_t first = ++at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
      ms += (text[at] - '0') * scale;
      scale /= 10;
      ++at;
    }
    if (at == first) return std::nullopt;
  }
  int offset_minutes = 0;
  if (at < text.size() && (text[at] == 'Z' || text[at] == 'z')) {
    ++at;
  } else if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
    const int oh = number_at(text, at + 1, 2), om = number_at(text, at + 4, 2);
    if (oh < 0 || oh > 23 || om < 0 || om > 59 || text[at + 3] != ':') return std::nullopt;
    offset_minutes = (text[at] == '-' ? -1 : 1) * (oh * 60 + om);
    at += 6;
  } else {
    return std::nullopt;
  }
  if (at != text.size()) return std::nullopt;
  const auto seconds = std::int64_t{sys_days{ymd}.time_since_epoch().count()} * 86400 + h * 3600 + mi * 60 + s -
                       std::int64_t{offset_minutes} * 60;
  return at_ms(seconds * 1000 + ms);
}

std::string http_date(Time t) {
  static constexpr std::array week = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto date = std::chrono::floor<days>(t);
  const year_month_day ymd{date};
  const auto seconds = (t - date).count() / 1000;
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                week[std::chrono::weekday{date}.c_encoding()], unsigned(ymd.day()), months[unsigned(ymd.month()) - 1],
                int(ymd.year()), int(seconds / 3600), int(seconds / 60 % 60), int(seconds % 60));
  return buffer.data();
}

}  // namespace comity
