// How people spell the words of one script in the letters of another, by ear: svoloch, 7mar, дамн, դամն.
//
// Sources: own observation; ISO 9, BGN/PCGN and the keyboards' habits agree on most rows.
#pragma once

#include <string>
#include <vector>

namespace comity::policy {

struct SoundRule {
  std::u32string written;  // what stands in the text, lower case
  std::u32string letters;  // of the entry; empty: a vowel that Arabic does not write
  bool at_end = false;     // only where the written word ends: a letter that is not heard there
  auto operator<=>(const SoundRule&) const = default;
};

// Every rule, each once. Made once.
const std::vector<SoundRule>& sound_rules();

}  // namespace comity::policy
