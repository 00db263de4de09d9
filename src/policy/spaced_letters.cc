// Letters set apart: d a m n, d.a.m.n, d - a - m - n. The run must be the word; a one-letter neighbour (a, I, и) may
// stand beside it.
#include <algorithm>

#include "policy/lexicon_search.h"

namespace comity::policy {
namespace {

constexpr std::size_t longest_gap = 4;

// A list of letters or the end of a line ends a run.
bool ends_run(const Unit& unit) {
  const char32_t sign = unit.letter;
  return sign == U',' || sign == U';' || sign == U'\n' || sign == U'،';
}

}  // namespace

void LexiconSearch::walk_spaced_runs() {
  std::size_t i = 0;
  while (i < units_.size()) {
    if (!is_single(i)) {
      ++i;
      continue;
    }
    std::vector<std::size_t> run = {i};
    std::size_t at = i;
    for (;;) {
      std::size_t next = at + 1;
      while (next < units_.size() && next - at <= longest_gap && !is_single(next) && !units_[next].is_word &&
             !ends_run(units_[next]))
        ++next;
      if (next >= units_.size() || next - at > longest_gap || next == at + 1 || !is_single(next)) break;
      run.push_back(next);
      at = next;
    }
    if (run.size() >= 3) walk_run(run);
    i = at + 1;
  }
}

// A letter, or a sign used for one, with no letter beside it.
bool LexiconSearch::is_single(std::size_t i) const {
  if (is_word(i)) return !(i > 0 && is_word(i - 1)) && !is_word(i + 1);
  const char32_t sign = units_[i].written;
  if (!trie_.meant.contains(sign)) return false;
  const auto apart = [&](std::size_t k) {
    return k >= units_.size() || (!units_[k].is_word && units_[k].written != sign);
  };
  const bool left = i == 0 || apart(i - 1);
  // One of the two must be more than the text's edge, and a sign among blanks counts only between letters.
  return left && apart(i + 1) && (i > 0 || i + 1 < units_.size());
}

bool LexiconSearch::is_same_gap(const std::vector<std::size_t>& run, std::size_t a, std::size_t b) const {
  const std::size_t length = run[a + 1] - run[a];
  if (length != run[b + 1] - run[b]) return false;
  for (std::size_t i = 1; i < length; ++i) {
    if (units_[run[a] + i].letter != units_[run[b] + i].letter) return false;
  }
  return true;
}

void LexiconSearch::walk_run(const std::vector<std::size_t>& run) {
  if (is_initialism(run)) return;
  const std::size_t size = run.size();
  if (try_run(run, 0, size)) return;
  // A neighbour may be left out where the gap to it differs from the others, or four letters remain.
  const bool first_differs = size > 3 && !is_same_gap(run, 0, 1);
  const bool last_differs = size > 3 && !is_same_gap(run, size - 2, size - 3);
  if ((size > 4 || first_differs) && size > 3 && try_run(run, 1, size)) return;
  if ((size > 4 || last_differs) && size > 3 && try_run(run, 0, size - 1)) return;
  if (size > 5 || (size > 4 && first_differs && last_differs)) try_run(run, 1, size - 1);
}

// Three letters are easily something else: a sum, a choice, a member of a structure in code.
bool LexiconSearch::is_formula(const std::vector<std::size_t>& run, std::size_t from, std::size_t to) const {
  if (to - from > 3) return false;
  for (std::size_t k = from + 1; k + 1 < to; ++k) {
    if (!is_same_gap(run, from, k)) return true;
  }
  for (std::size_t i = run[from]; i < run[to - 1]; ++i) {
    const char32_t sign = units_[i].letter;
    if (sign == U'/' || sign == U'+' || sign == U'*' || sign == U'&' || sign == U'=') return true;
  }
  std::size_t next = run[to - 1] + 1;
  if (next + 1 < units_.size() && units_[next].letter == U'.' && units_[next + 1].is_word) return true;
  while (next < units_.size() && units_[next].is_blank) ++next;
  return next < units_.size() && (units_[next].letter == U'=' || units_[next].letter == U'(');
}

bool LexiconSearch::is_initialism(const std::vector<std::size_t>& run) const {
  for (const std::size_t i : run) {
    const char32_t c = units_[i].written;
    if (!(c >= U'A' && c <= U'Z') && !(c >= U'А' && c <= U'Я')) return false;
    if (i + 1 >= units_.size() || units_[i + 1].letter != U'.') return false;
  }
  return true;
}

bool LexiconSearch::try_run(const std::vector<std::size_t>& run, std::size_t from, std::size_t to) {
  if (is_formula(run, from, to)) return false;
  const std::size_t before = hits_.size();
  walk_letters(run, from, from, to, 0, 0);
  return hits_.size() > before;
}

void LexiconSearch::walk_letters(const std::vector<std::size_t>& run, std::size_t from, std::size_t k, std::size_t to,
                                 std::uint32_t node, int natural) {
  if (k == to) {
    for (const Leaf leaf : trie_.nodes[node].leaves) {
      if (natural == 0 || !applies(leaf)) continue;
      best_ = {{leaf, run[from], run[to - 1] + 1, 2}};
      keep_best();
    }
    return;
  }
  const Unit& unit = units_[run[k]];
  if (trie_.meant.contains(unit.written)) {
    for (const char32_t letter : trie_.meant[unit.written]) {
      if (const std::uint32_t next = trie_.step(node, letter)) walk_letters(run, from, k + 1, to, next, natural);
    }
  } else if (const std::uint32_t next = trie_.step(node, unit.letter)) {
    walk_letters(run, from, k + 1, to, next, natural + 1);
  }
}

}  // namespace comity::policy
