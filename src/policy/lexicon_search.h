// One search for the entries of a trie in the units of a text.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "policy/lexicon.h"
#include "policy/lexicon_trie.h"
#include "policy/units.h"

namespace comity::policy {

struct Hit {
  Leaf leaf;
  std::size_t begin = 0;  // units
  std::size_t end = 0;
  int cost = 0;  // how far from the plain word
};

// What a walk through the trie has met so far.
struct Gathered {
  int natural = 0;  // letters as in the entry
  int alike = 0;    // letters of other scripts that look like it
  int meant = 0;    // digits and signs that stand for a letter
  int masks = 0;    // signs in the place of a letter
  int soft_masks = 0;
  int cuts = 0;             // places where signs stand between letters
  int doubled = 0;          // letters written twice for once
  int stretched = 0;        // letters written three times or more for once
  bool has_hyphen = false;  // a sign between that words have anyway
  bool has_apostrophe = false;
  bool is_glued = false;
  char32_t mask = 0;

  int cost() const;
};

class LexiconSearch {
 public:
  LexiconSearch(const std::vector<Lexicon>& lexicons, const LexiconTrie& trie, const std::vector<Unit>& units,
                std::string_view language);

  // Of one entry none that overlap.
  std::vector<Hit> run();

 private:
  bool is_word(std::size_t i) const { return i < units_.size() && units_[i].is_word; }
  bool may_begin(std::size_t i) const;
  void walk_from(std::size_t i, bool is_glued);
  void keep_best();

  void walk(std::uint32_t node, std::size_t at, const Gathered& met);
  void step_letter(std::uint32_t node, std::size_t at, Gathered met);
  void step_alike(std::uint32_t node, std::size_t at, Gathered met);
  void step_meant(std::uint32_t node, std::size_t at, Gathered met);
  void step_drawing(std::uint32_t node, std::size_t at, Gathered met);
  void step_stretch(std::uint32_t node, std::size_t at, Gathered met);
  void step_mask(std::uint32_t node, std::size_t at, Gathered met);
  void step_cut(std::uint32_t node, std::size_t at, Gathered met);
  void step_blank(std::uint32_t node, std::size_t at, const Gathered& met);

  // What is allowed together, asked where an entry ends.
  void offer(const TrieNode& here, std::size_t end, const Gathered& met);
  bool applies(Leaf leaf) const;
  bool is_allowed(int letters, std::size_t end, const Gathered& met) const;
  bool is_masked_word(int letters, std::size_t end, const Gathered& met) const;
  bool is_dotted_initialism(std::size_t end) const;
  bool is_designator(std::size_t end) const;
  bool is_own_script(std::size_t end, const Gathered& met) const;
  bool has_expansion(std::size_t end) const;

  // Letters set apart: d a m n.
  void walk_spaced_runs();
  bool is_single(std::size_t i) const;
  void walk_run(const std::vector<std::size_t>& run);
  bool is_same_gap(const std::vector<std::size_t>& run, std::size_t a, std::size_t b) const;
  bool is_formula(const std::vector<std::size_t>& run, std::size_t from, std::size_t to) const;
  bool is_initialism(const std::vector<std::size_t>& run) const;
  bool try_run(const std::vector<std::size_t>& run, std::size_t from, std::size_t to);
  void walk_letters(const std::vector<std::size_t>& run, std::size_t from, std::size_t k, std::size_t to,
                    std::uint32_t node, int natural);

  const std::vector<Lexicon>& lexicons_;
  const LexiconTrie& trie_;
  const std::vector<Unit>& units_;
  std::string_view language_;
  std::array<std::size_t, 256> letters_by_script_{};
  std::vector<Hit> hits_;
  std::vector<Hit> best_;  // of the walk from start_
  std::size_t start_ = 0;
  int steps_ = 0;
};

}  // namespace comity::policy
