// The entries of lexicons as a trie over folded letters, with what any character may be read as.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace comity::policy {

struct Leaf {
  std::uint32_t lexicon = 0;
  std::uint32_t entry = 0;
};

struct TrieNode {
  std::map<char32_t, std::uint32_t> next;
  std::vector<Leaf> leaves;
  std::uint16_t depth = 0;  // letters from the root
};

struct LexiconTrie {
  std::vector<TrieNode> nodes{1};
  std::unordered_map<char32_t, std::vector<char32_t>> meant;  // digits and signs: the letters they stand for
  std::unordered_map<char32_t, std::vector<char32_t>> drawn;  // letters: others they are drawn like

  void add(const std::u32string& word, Leaf leaf);
  // Fills `meant` and `drawn`; letters are folded as entries are.
  void learn_signs();

  std::uint32_t step(std::uint32_t node, char32_t letter) const {  // 0: there is none
    const auto found = nodes[node].next.find(letter);
    return found == nodes[node].next.end() ? 0 : found->second;
  }
};

}  // namespace comity::policy
