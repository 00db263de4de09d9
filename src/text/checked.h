// Text that may be judged: the one way in for anything a person wrote.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace comity::text {

struct Span {  // half-open; UTF-8 byte offsets
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  auto operator<=>(const Span&) const = default;
};

inline constexpr std::size_t max_comment_bytes = 64 * 1024;
inline constexpr std::size_t max_comment_code_points = 10'000;

// Well-formed UTF-8 (Unicode 15.0 table 3-7), NFC, no U+0000, line ends as '\n', at most `max_comment_bytes`
// and `max_comment_code_points`. Made only by `checked` and `restored`.
class CheckedText {
 public:
  const std::string& utf8() const { return utf8_; }
  operator std::string_view() const { return utf8_; }
  bool operator==(const CheckedText&) const = default;

 private:
  friend Result<CheckedText> checked(std::string_view utf8);
  friend CheckedText restored(std::string utf8);
  explicit CheckedText(std::string utf8) : utf8_(std::move(utf8)) {}
  std::string utf8_;
};

// Brings `utf8` to NFC with '\n' line ends and checks it.
// Errors: `invalid` - `detail` gives the byte offset and what was found there. Linear time.
Result<CheckedText> checked(std::string_view utf8);

// Text that was checked before it was stored; not checked again.
CheckedText restored(std::string utf8);

bool is_well_formed(std::string_view utf8);
// Ill-formed sequences become U+FFFD (Unicode 15.0 section 3.9, "maximal subparts").
std::string scrubbed(std::string_view bytes);
std::size_t code_points(std::string_view utf8);
std::size_t graphemes(std::string_view utf8);  // UAX #29 extended grapheme clusters
// UTF-8 byte offsets to code-point offsets, as JSON shows spans. `s` lies on code-point boundaries.
Span in_code_points(std::string_view utf8, Span s);

}  // namespace comity::text
