// The words around a policy on its page: the texts "policy.page." of data/languages/<language>.json.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace comity::policy {

using PageWords = std::map<std::string, std::string, std::less<>>;  // key -> text with {fields}

// Those of `language` or of its primary subtag, else English.
const PageWords& page_words(std::string_view language);

// The languages that have them.
std::vector<std::string> page_languages();

// `key` of `words` with its {fields} filled.
std::string said(const PageWords& words, std::string_view key,
                 const std::vector<std::pair<std::string_view, std::string>>& fields = {});

struct Clause;
// Which decisions under it take two people; '' none.
std::string two_people(const Clause& clause, const PageWords& words);

}  // namespace comity::policy
