#include "discussion/letter.h"

#include <array>

namespace comity::discussion {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 8> kind_names = {"confirm", "decision", "appeal",         "reply",
                                                        "daily",   "sign_in",  "report_receipt", "report_outcome"};

}  // namespace

std::string_view name(LetterKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::optional<LetterKind> letter_kind_from(std::string_view name) {
  for (std::size_t i = 0; i < kind_names.size(); ++i)
    if (kind_names[i] == name) return static_cast<LetterKind>(i);
  return std::nullopt;
}

std::optional<std::chrono::minutes> wait_after(std::int64_t tries) {
  constexpr std::array<int, 8> minutes = {1, 5, 25, 120, 600, 1440, 1440, 1440};
  if (tries < 1 || tries > static_cast<std::int64_t>(minutes.size())) return std::nullopt;
  return std::chrono::minutes(minutes[static_cast<std::size_t>(tries - 1)]);
}

}  // namespace comity::discussion
