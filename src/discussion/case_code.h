// Case codes: four short words in the reader's language that open one's own comment on any device.
//
// A code is one of 548^4 (36 bits) or more; whoever tries codes meets the server's limits long before that.
// Words: "case.words" of data/languages/<language>.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"

namespace comity::discussion {

inline constexpr std::size_t words_in_case_code = 4;

// Four words joined by '-', drawn with equal chance; English where the language has no list.
std::string make_case_code(Random& random, std::string_view language);

// The spelling that is stored, from what somebody typed: any case, blanks, hyphens, commas and full stops between
// the words, vowel marks and look-alike letters forgiven ("ё" as "е"). Nothing: it is not four words of one list.
std::optional<std::string> parse_case_code(std::string_view typed);

// Why `words` cannot be a language's list, a line each; none: nothing. A list has 256 to 2,048 words of 2 to 10
// letters that stay apart however they are typed.
std::vector<std::string> case_word_faults(const std::vector<std::string>& words);

// Tags of the languages that have a list, sorted.
std::vector<std::string> case_code_languages();
// The words of a language, sorted; empty when it has none.
const std::vector<std::string_view>& case_code_words(std::string_view language);

}  // namespace comity::discussion
