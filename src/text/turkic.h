// Turkish and Azerbaijani told apart, in comments too short for a library to be sure: many words are alike and mean
// different things, so a list of one must not be applied to the other.
#pragma once

#include <string_view>

namespace comity::text {

// What speaks for each of the two. Looks at letters that only one has (ə; q and x), at the ending -yor and at some
// hundred small words, with and without their marks. A small word alone gives 2; ə or two words leave little doubt.
struct TurkicPoints {
  int az = 0;
  int tr = 0;
  bool has_letters = false;  // ı, ğ or ş: hardly another language than these two
};

// Linear in the text.
TurkicPoints turkic_points(std::string_view utf8);

}  // namespace comity::text
