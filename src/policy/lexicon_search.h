// The fast engine: a walk over the trie from every place where a word may begin.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "policy/beginnings.h"
#include "policy/lexicon.h"
#include "policy/lexicon_trie.h"
#include "policy/met.h"
#include "policy/readings.h"
#include "policy/units.h"
#include "policy/walk_steps.h"

namespace comity::policy {

struct PathStep {
  std::uint32_t begin = 0;  // units
  std::uint32_t end = 0;
  Fold fold = Fold::compatibility;  // for a letter as it stands: seen in the units
  bool is_plain = true;
  auto operator<=>(const PathStep&) const = default;
};

struct Hit {
  Leaf leaf;
  std::size_t begin = 0;  // units
  std::size_t end = 0;    // behind any ending
  int cost = 0;           // how far from the plain word
  bool is_glued = false;
  std::vector<PathStep> path;
};

// Whether a word may begin at unit `i`: nothing of a word stands before it.
inline bool may_begin(std::span<const Unit> units, std::size_t i) {
  return !units[i].is_blank && (i == 0 || !units[i - 1].is_word);
}
// Whether a capital begins a word at `i` inside another: YouOaf. Behind the same letter only where a word ends there:
// GrandDolt, not gG.
bool begins_with_capital(std::span<const Unit> units, std::size_t i);
// Behind a run of x that begins a word and that other letters follow; `i` when there is none.
std::size_t behind_glue(std::span<const Unit> units, std::size_t i);
// Where what is glued to a word of `letters` letters ends: x, a number, the word once more; `end` when nothing is.
std::size_t glue_end(std::span<const Unit> units, std::size_t start, std::size_t end, int letters);

// What an engine looks at: the same for both.
struct Search {
  const std::vector<Lexicon>& lexicons;
  const LexiconTrie& trie;
  std::span<const Unit> units;
  std::string_view language;
  const ScriptCounts& scripts;
};

// Asks the rules about a walk that ended at `node`, and keeps it in `best` if it is the cheapest for its entry (then
// the longest, then the first met). `glue_before`: letters x before `start`.
// False: letters go on behind `end` so that no entry without an open ending can end there.
bool may_end_before(std::span<const Unit> units, std::size_t start, std::size_t end);
void offer(const Search& search, std::uint32_t node, std::size_t start, std::size_t end, const Met& met,
           std::span<const PathStep> path, std::vector<Hit>& best);

// Of those that begin at one place, without those that another of the same list shows to be a worse guess; adds
// to `hits` what does not overlap one of the same entry.
void keep(std::vector<Hit>& best, std::vector<Hit>& hits);

class LexiconSearch {
 public:
  // `beginnings`: of this trie; nullptr: every word is walked from.
  explicit LexiconSearch(const Search& search, const Beginnings* beginnings = nullptr) : s_(search) {
    if (beginnings != nullptr) look_.emplace(*beginnings, search.units);
  }

  // Of one entry none that overlap.
  std::vector<Hit> run();

 private:
  void walk_from(std::size_t start, Met::Glue glue);
  void walk(std::uint32_t node, std::size_t at, const Met& met);
  void go(std::uint32_t node, std::size_t from, std::size_t to, const Met& met, Fold fold, bool is_plain = false);
  void step_letter(std::uint32_t node, std::size_t at, Met met);
  void step_alike(std::uint32_t node, std::size_t at, Met met);
  void step_meant(std::uint32_t node, std::size_t at, Met met);
  void step_runs(std::uint32_t node, std::size_t at, const Met& met);
  void step_unwritten(std::uint32_t node, std::size_t at, Met met);
  void step_stretch(std::uint32_t node, std::size_t at, Met met);
  void step_mask(std::uint32_t node, std::size_t at, Met met);
  void step_gap(std::uint32_t node, std::size_t at, const Met& met);
  void step_blank(std::uint32_t node, std::size_t at, Met met);
  void walk_plainly(std::size_t start);
  bool was_here(std::uint32_t node, std::size_t at, const Met& met);

  const Search& s_;
  std::optional<Beginnings::Look> look_;
  const Readings& readings_ = Readings::get();
  std::vector<PathStep> path_;
  std::vector<Hit> hits_;
  std::vector<Hit> best_;  // of the walk from start_
  struct Seen {
    Met met;
    std::uint32_t node = 0, at = 0, mark = 0;
  };
  std::vector<Seen> seen_;
  std::uint32_t mark_ = 0;
  std::size_t start_ = 0;
  int steps_ = 0;
  long budget_ = 0;
  steps::LongRun run_;
};

}  // namespace comity::policy
