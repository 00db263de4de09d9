#include "policy/literal_scan.h"

#include "policy/lexicon_trie.h"

namespace comity::policy {
namespace {

std::u32string bytes_of(std::string_view text) {
  std::u32string bytes;
  for (const char c : text) bytes += static_cast<unsigned char>(c);
  return bytes;
}

class TrieScan : public LiteralScan {
 public:
  explicit TrieScan(const std::vector<std::string>& literals) : trie_(forms(literals)) {}

  std::string_view name() const override { return "trie"; }

  void scan(std::string_view text, const Found& found) const override {
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
      std::uint32_t node = LexiconTrie::root;
      for (std::size_t at = begin; at < text.size(); ++at) {
        node = trie_.step(node, static_cast<unsigned char>(text[at]));
        if (node == LexiconTrie::root) break;
        for (const Leaf& leaf : trie_.leaves(trie_[node])) found(leaf.entry, at + 1);
      }
    }
  }

 private:
  static std::vector<LexiconTrie::Form> forms(const std::vector<std::string>& literals) {
    std::vector<LexiconTrie::Form> all;
    for (std::uint32_t i = 0; i < literals.size(); ++i) all.emplace_back(bytes_of(literals[i]), Leaf{0, i});
    return all;
  }

  LexiconTrie trie_;
};

}  // namespace

std::unique_ptr<LiteralScan> own_scan(const std::vector<std::string>& literals) {
  return std::make_unique<TrieScan>(literals);
}

std::unique_ptr<LiteralScan> literal_scan(const std::vector<std::string>& literals) {
  auto by_library = library_scan(literals);
  return by_library ? std::move(by_library) : own_scan(literals);
}

}  // namespace comity::policy
