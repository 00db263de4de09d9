// The languages Comity speaks: data/languages/<tag>.json, compiled into the program and read once.
//
// One file is all that a language has: the texts of the interface, the words around a policy, the words of case codes,
// its own name and its direction. Every room takes its part from here, so that adding a language is adding a file.
// Format: data/languages/README.md.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace comity::base {

struct Language {
  std::string tag;                                         // BCP 47, lower case: the file's name
  std::vector<std::pair<std::string, std::string>> texts;  // key -> text, in the file's order
  std::vector<std::string> case_words;

  // The text of `key`; '' when the file has none.
  std::string_view text(std::string_view key) const;
};

// Sorted by tag. The tests of the room that shows them find what is missing in one.
const std::vector<Language>& languages();

// One file's bytes.
// Errors: `invalid` - no JSON object, or a member that is neither a text nor the list "case.words"; `detail` names it.
Result<Language> read_language(std::string_view tag, std::string_view bytes);

}  // namespace comity::base
