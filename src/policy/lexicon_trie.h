// The entries of lexicons as a trie over folded letters, with what any character may be read as.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "policy/signs.h"

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

// Lists of letters by character, quick to ask for the characters that most text is made of.
class LettersOf {
 public:
  std::span<const char32_t> operator[](char32_t cp) const {
    if (cp < common_.size()) return common_[cp];
    const auto found = rare_.find(cp);
    return found == rare_.end() ? std::span<const char32_t>() : std::span<const char32_t>(found->second);
  }
  bool contains(char32_t cp) const { return !(*this)[cp].empty(); }
  void add(char32_t cp, char32_t letter);

 private:
  std::vector<std::vector<char32_t>> common_{0x500};  // Latin, Greek, Cyrillic
  std::unordered_map<char32_t, std::vector<char32_t>> rare_;
};

struct LexiconTrie {
  LexiconTrie();

  std::vector<TrieNode> nodes{1};
  LettersOf meant;                                 // digits and signs: the letters they stand for
  LettersOf drawn;                                 // letters: others they are drawn like
  std::array<std::vector<Drawing>, 128> drawings;  // by their first sign

  void add(const std::u32string& word, Leaf leaf);

  std::uint32_t step(std::uint32_t node, char32_t letter) const {  // 0: there is none
    const auto found = nodes[node].next.find(letter);
    return found == nodes[node].next.end() ? 0 : found->second;
  }
};

}  // namespace comity::policy
