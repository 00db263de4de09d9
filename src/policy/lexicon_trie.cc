#include "policy/lexicon_trie.h"

#include <algorithm>

namespace comity::policy {

void LettersOf::add(char32_t cp, char32_t letter) {
  std::vector<char32_t>& letters = cp < common_.size() ? common_[cp] : rare_[cp];
  if (std::find(letters.begin(), letters.end(), letter) == letters.end()) letters.push_back(letter);
}

LexiconTrie::LexiconTrie() {
  constexpr char32_t behind_last_sign = 0x2300;
  for (char32_t cp = 0x21; cp < behind_last_sign; ++cp) {
    for (const char32_t letter : letters_meant_by(cp)) meant.add(cp, letter);
    for (const char32_t letter : letters_drawn_like(cp)) drawn.add(cp, letter);
  }
  for (const Drawing& drawing : all_drawings()) drawings[drawing.signs[0]].push_back(drawing);
}

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

}  // namespace comity::policy
