// What the lexicons of a policy are compiled to, and what both engines do before and after the search itself.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "policy/lexicon.h"
#include "policy/lexicon_matcher.h"
#include "policy/lexicon_search.h"
#include "policy/lexicon_trie.h"
#include "text/checked.h"

namespace comity::policy {

struct LexiconMatcher::Index {
  explicit Index(const std::vector<Lexicon>& lexicons);

  LexiconTrie trie;
  LexiconTrie exceptions;  // leaves: of which lexicon
  std::size_t forms = 0;
};

// The forms under which an entry stands in the trie.
std::vector<LexiconTrie::Form> forms_of(const LexiconEntry& entry, std::uint32_t lexicon, std::uint32_t index);

// A word as the units of a text spell it: folded within its script, blanks and hyphens alike.
std::u32string letters_of(std::string_view word);

using Engine = std::function<std::vector<Hit>(const Search&)>;
std::vector<LexiconMatch> find_with(const Engine& engine, const std::vector<Lexicon>& lexicons, const LexiconTrie& trie,
                                    const LexiconTrie& exceptions, const text::CheckedText& text,
                                    std::string_view language);

}  // namespace comity::policy
