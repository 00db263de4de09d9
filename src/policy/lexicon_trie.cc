#include "policy/lexicon_trie.h"

#include <algorithm>

namespace comity::policy {
namespace {

constexpr std::uint16_t few = 8;  // children that are quicker asked in turn

bool is_letter(char32_t c) { return c != U' ' && c != U'\''; }

}  // namespace

LexiconTrie::LexiconTrie(std::vector<Form> forms) {
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end(),
                          [](const Form& a, const Form& b) {
                            return a.first == b.first && a.second.lexicon == b.second.lexicon &&
                                   a.second.entry == b.second.entry;
                          }),
              forms.end());
  std::erase_if(forms, [](const Form& form) { return form.first.empty(); });
  grow(forms);
  for (std::size_t node = nodes_.size(); node-- > 0;) {
    TrieNode& here = nodes_[node];
    if (here.leaves > 0) here.longest = here.letters;
    for (std::uint32_t child = here.first_child; child < here.first_child + here.children; ++child)
      here.longest = std::max(here.longest, nodes_[child].longest);
  }
  for (char32_t letter = 0; letter < first_.size(); ++letter)
    first_[letter] = may_step(root, letter) ? find(root, letter) : root;
}

// Level by level; the forms of a node are a range of the sorted list.
void LexiconTrie::grow(const std::vector<Form>& forms) {
  struct Range {
    std::size_t begin, end;
  };
  std::vector<Range> ranges = {{0, forms.size()}};
  for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
    const std::size_t depth = nodes_[node].depth;
    std::size_t at = ranges[node].begin;
    nodes_[node].first_leaf = static_cast<std::uint32_t>(leaves_.size());
    for (; at < ranges[node].end && forms[at].first.size() == depth; ++at) {
      leaves_.push_back(forms[at].second);
      nodes_[node].any_ending = nodes_[node].any_ending || forms[at].second.any_ending;
    }
    nodes_[node].leaves = static_cast<std::uint16_t>(leaves_.size() - nodes_[node].first_leaf);
    nodes_[node].first_child = static_cast<std::uint32_t>(nodes_.size());
    while (at < ranges[node].end) {
      const char32_t letter = forms[at].first[depth];
      const std::size_t begin = at;
      while (at < ranges[node].end && forms[at].first[depth] == letter) ++at;
      TrieNode child;
      child.letter = letter;
      child.depth = static_cast<std::uint16_t>(depth + 1);
      child.letters = static_cast<std::uint16_t>(nodes_[node].letters + (is_letter(letter) ? 1 : 0));
      nodes_[node].has |= std::uint64_t{1} << bit(letter);
      nodes_.push_back(child);
      ranges.push_back({begin, at});
    }
    nodes_[node].children = static_cast<std::uint16_t>(nodes_.size() - nodes_[node].first_child);
  }
}

std::uint32_t LexiconTrie::find(std::uint32_t node, char32_t letter) const {
  const TrieNode& here = nodes_[node];
  const auto first = nodes_.begin() + here.first_child;
  if (here.children <= few) {
    for (std::uint16_t i = 0; i < here.children; ++i) {
      if (first[i].letter == letter) return here.first_child + i;
    }
    return root;
  }
  const auto found = std::lower_bound(first, first + here.children, letter,
                                      [](const TrieNode& child, char32_t wanted) { return child.letter < wanted; });
  if (found == first + here.children || found->letter != letter) return root;
  return static_cast<std::uint32_t>(found - nodes_.begin());
}

}  // namespace comity::policy
