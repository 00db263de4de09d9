// The forms of the entries of lexicons as a trie over folded letters. Flat: a node's children stand together, sorted.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace comity::policy {

struct Leaf {
  std::uint32_t lexicon = 0;
  std::uint32_t entry = 0;
  bool is_spelling = false;   // another spelling of the entry: oe for ö, sh for ş
  bool is_inflected = false;  // another form of it
  bool any_ending = false;    // as the entry says
  auto operator<=>(const Leaf&) const = default;
};

struct TrieNode {
  std::uint64_t has = 0;  // a bit for each child's letter, several letters to a bit
  std::uint32_t first_child = 0;
  std::uint32_t first_leaf = 0;
  std::uint16_t children = 0;
  std::uint16_t leaves = 0;
  std::uint16_t depth = 0;    // characters from the root
  std::uint16_t letters = 0;  // of them letters
  std::uint16_t longest = 0;  // letters of the longest form from here on
  bool any_ending = false;    // of one of its leaves
  char32_t letter = 0;        // that led here
};

class LexiconTrie {
 public:
  using Form = std::pair<std::u32string, Leaf>;
  static constexpr std::uint32_t root = 0;

  LexiconTrie() = default;
  explicit LexiconTrie(std::vector<Form> forms);

  const TrieNode& operator[](std::uint32_t node) const { return nodes_[node]; }
  std::size_t size() const { return nodes_.size(); }
  std::size_t bytes() const { return nodes_.size() * sizeof(TrieNode) + leaves_.size() * sizeof(Leaf); }

  // `root` when no form goes on so.
  std::uint32_t step(std::uint32_t node, char32_t letter) const {
    if (node == root && letter < first_.size()) return first_[letter];
    return may_step(node, letter) ? find(node, letter) : root;
  }
  // False: no form goes on so.
  bool may_step(std::uint32_t node, char32_t letter) const { return (nodes_[node].has >> bit(letter) & 1U) != 0; }

  std::span<const Leaf> leaves(const TrieNode& node) const { return {leaves_.data() + node.first_leaf, node.leaves}; }

 private:
  static unsigned bit(char32_t letter) { return (letter ^ (letter >> 6)) & 63U; }
  std::uint32_t find(std::uint32_t node, char32_t letter) const;
  void grow(const std::vector<Form>& forms);

  std::vector<TrieNode> nodes_{1};
  std::array<std::uint32_t, 0x660> first_{};  // from the root, of the letters that most text is made of
  std::vector<Leaf> leaves_;
};

}  // namespace comity::policy
