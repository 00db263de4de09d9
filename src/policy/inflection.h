// The forms of a word: "twit" is also met as "twits". Classes of endings, by language.
//
// Format: docs/formats/inflection.md. Data: data/inflection/<language>.toml, compiled in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/lexicon.h"

namespace comity::policy {

inline constexpr std::size_t max_forms = 128;  // of an entry

// The further forms of `word`, itself not among them: sorted, each once, at most `max_forms`. `inflection` names
// classes, parted by blanks: "ru/noun-m", or "ru/guess" for whatever the word's ending suggests. Of a phrase the last
// word is inflected. Forms are spelt in the word's own letters. Unknown classes give none.
std::vector<std::string> inflected_forms(std::string_view word, std::string_view inflection);

// The same for an entry; none for one that takes any ending already.
std::vector<std::string> inflected_forms(const LexiconEntry& entry);

// Is there such a class: "ru/noun-m", "ru/guess"?
bool is_inflection(std::string_view name);

// The languages that have classes, sorted.
std::vector<std::string> inflection_languages();

// Of all classes: what they say is part of a verdict's engine.
Hash256 inflection_hash();

}  // namespace comity::policy
