#include "policy/lexicon_trie.h"

#include <algorithm>

#include "policy/signs.h"
#include "policy/units.h"
#include "text/characters.h"

namespace comity::policy {
namespace {

void add_distinct(std::vector<char32_t>& letters, char32_t letter) {
  if (std::find(letters.begin(), letters.end(), letter) == letters.end()) letters.push_back(letter);
}

}  // namespace

void LexiconTrie::add(const std::u32string& word, Leaf leaf) {
  std::uint32_t at = 0;
  for (const char32_t letter : word) {
    std::uint32_t next = step(at, letter);
    if (next == 0) {
      next = static_cast<std::uint32_t>(nodes.size());
      nodes[at].next.emplace(letter, next);
      nodes.emplace_back();
      nodes.back().depth = static_cast<std::uint16_t>(nodes[at].depth + 1);
    }
    at = next;
  }
  if (at != 0) nodes[at].leaves.push_back(leaf);
}

void LexiconTrie::learn_signs() {
  for (char32_t cp = 0x21; cp < 0x2300; ++cp) {
    for (const char32_t letter : letters_meant_by(cp)) add_distinct(meant[cp], letter);
    for (const char32_t letter : letters_drawn_like(cp)) add_distinct(drawn[cp], letter);
  }
}

}  // namespace comity::policy
