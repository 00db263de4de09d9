// Which language a comment is in.
#pragma once

#include <string>
#include <string_view>

namespace comity::text {

// BCP 47 primary language ("en", "ru", "ar" ...), or "" for fewer than 20 letters or when unreliable; Turkish and
// Azerbaijani are told apart in shorter texts too, by their letters and small words. Give it text without links and
// quotations. Deterministic: one library version (CLD2), tables linked in.
std::string language_of(std::string_view utf8);

// Names the detector and its version, for the engine's hash.
std::string_view language_detector();

enum class Direction { ltr, rtl };
// The first strong character decides (UAX #9 rules P2, P3); `otherwise` when there is none.
Direction direction_of(std::string_view utf8, Direction otherwise = Direction::ltr);

// Shares of a text, in ten-thousandths.
int capitals_share(std::string_view utf8);    // upper-case letters of all cased letters; 0 under 10 letters
int repetition_share(std::string_view utf8);  // code points that lie in runs of 4+ equal ones or in repeated words

}  // namespace comity::text
