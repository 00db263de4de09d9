// Endings of Turkish and Azerbaijani words: their vowels follow the word's last vowel.
#pragma once

#include <string>
#include <string_view>

namespace comity::policy {

// `stem` with `ending`, whose capitals are filled in: A is a or e (Azerbaijani a or ə), I is ı, i, u or ü, D is d or t
// (Azerbaijani d), K at its end k or q. A letter in parentheses stands only between two vowels, or between two
// consonants when it is a vowel. "~" at its beginning softens the stem's last letter (p-b, ç-c, t-d, k-ğ or y, q-ğ).
// `language` is "tr" or "az".
std::string in_harmony(std::string_view language, std::string_view stem, std::string_view ending);

}  // namespace comity::policy
