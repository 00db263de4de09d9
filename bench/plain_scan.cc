#include "plain_scan.h"

#include <algorithm>
#include <set>

#include "policy/lexicon_index.h"
#include "policy/lexicon_trie.h"
#include "policy/units.h"

#ifdef COMITY_HAS_VECTORSCAN
#include <hs.h>
#endif

namespace comity::bench {
namespace {

std::u32string bytes_of(std::string_view text) {
  std::u32string bytes;
  for (const char c : text) bytes += static_cast<unsigned char>(c);
  return bytes;
}

class TrieScan : public PlainScan {
 public:
  explicit TrieScan(const std::vector<std::string>& patterns) : trie_(forms(patterns)) {}
  std::string_view name() const override { return "trie"; }
  std::size_t count(std::string_view text) const override {
    std::size_t n = 0;
    each(text, [&](std::size_t, unsigned) { ++n; });
    return n;
  }
  Ends ends(std::string_view text) const override {
    Ends all;
    each(text, [&](std::size_t end, unsigned pattern) { all.emplace_back(end, pattern); });
    std::sort(all.begin(), all.end());
    return all;
  }

 private:
  static std::vector<policy::LexiconTrie::Form> forms(const std::vector<std::string>& patterns) {
    std::vector<policy::LexiconTrie::Form> all;
    for (std::uint32_t i = 0; i < patterns.size(); ++i) all.emplace_back(bytes_of(patterns[i]), policy::Leaf{0, i});
    return all;
  }

  template <class Visit>
  void each(std::string_view text, Visit visit) const {
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
      std::uint32_t node = policy::LexiconTrie::root;
      for (std::size_t at = begin; at < text.size(); ++at) {
        node = trie_.step(node, static_cast<unsigned char>(text[at]));
        if (node == policy::LexiconTrie::root) break;
        for (const policy::Leaf& leaf : trie_.leaves(trie_[node])) visit(at + 1, leaf.entry);
      }
    }
  }

  policy::LexiconTrie trie_;
};

#ifdef COMITY_HAS_VECTORSCAN
class LibraryScan : public PlainScan {
 public:
  explicit LibraryScan(const std::vector<std::string>& patterns) {
    std::vector<const char*> expressions;
    std::vector<unsigned> flags(patterns.size()), ids;
    std::vector<std::size_t> lengths;
    for (const std::string& pattern : patterns) {
      ids.push_back(static_cast<unsigned>(expressions.size()));
      expressions.push_back(pattern.c_str());
      lengths.push_back(pattern.size());
    }
    hs_compile_error_t* error = nullptr;
    if (hs_compile_lit_multi(expressions.data(), flags.data(), ids.data(), lengths.data(),
                             static_cast<unsigned>(patterns.size()), HS_MODE_BLOCK, nullptr, &database_,
                             &error) != HS_SUCCESS)
      hs_free_compile_error(error);
    if (database_ != nullptr) hs_alloc_scratch(database_, &scratch_);
  }
  ~LibraryScan() override {
    hs_free_scratch(scratch_);
    hs_free_database(database_);
  }
  LibraryScan(const LibraryScan&) = delete;
  LibraryScan& operator=(const LibraryScan&) = delete;

  bool is_ready() const { return scratch_ != nullptr; }
  std::string_view name() const override { return "vectorscan"; }
  std::size_t count(std::string_view text) const override {
    std::size_t n = 0;
    scan(text, &n, [](unsigned, unsigned long long, unsigned long long, unsigned, void* context) {
      ++*static_cast<std::size_t*>(context);
      return 0;
    });
    return n;
  }
  Ends ends(std::string_view text) const override {
    Ends all;
    scan(text, &all, [](unsigned id, unsigned long long, unsigned long long end, unsigned, void* context) {
      static_cast<Ends*>(context)->emplace_back(static_cast<std::size_t>(end), id);
      return 0;
    });
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

 private:
  void scan(std::string_view text, void* context, match_event_handler found) const {
    hs_scan(database_, text.data(), static_cast<unsigned>(text.size()), 0, scratch_, found, context);
  }

  hs_database_t* database_ = nullptr;
  hs_scratch_t* scratch_ = nullptr;
};
#endif

}  // namespace

std::unique_ptr<PlainScan> trie_scan(const std::vector<std::string>& patterns) {
  return std::make_unique<TrieScan>(patterns);
}

std::unique_ptr<PlainScan> library_scan(const std::vector<std::string>& patterns) {
#ifdef COMITY_HAS_VECTORSCAN
  auto scan = std::make_unique<LibraryScan>(patterns);
  if (scan->is_ready()) return scan;
#else
  (void)patterns;
#endif
  return nullptr;
}

std::vector<std::string> plain_forms() {
  std::set<std::string> all;
  const std::vector<policy::Lexicon>& lexicons = policy::shipped_lexicons();
  for (std::uint32_t l = 0; l < lexicons.size(); ++l) {
    for (std::uint32_t e = 0; e < lexicons[l].entries.size(); ++e) {
      for (const auto& [form, leaf] : policy::forms_of(lexicons[l].entries[e], l, e)) {
        std::string bytes;
        for (const char32_t c : form) bytes += policy::utf8_of(c);
        all.insert(bytes);
      }
    }
  }
  return {all.begin(), all.end()};
}

}  // namespace comity::bench
