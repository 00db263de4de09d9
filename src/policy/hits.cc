// What both engines do with a walk that came to the end of an entry.
#include <algorithm>
#include <tuple>

#include "policy/known_words.h"
#include "policy/lexicon_search.h"

namespace comity::policy {
namespace {

constexpr std::size_t longest_glue = 4;
constexpr int as_near = 3;  // the same word of another language, spelled by ear

bool is_x(const Unit& unit) { return unit.letter == U'x' || unit.letter == U'х'; }

bool is_word(std::span<const Unit> units, std::size_t i) { return i < units.size() && units[i].is_word; }

// The letters before `i`, back to the capital that begins them, are an ordinary word.
bool ends_known_word(std::span<const Unit> units, std::size_t i) {
  std::size_t begin = i;
  while (begin > 0 && i - begin < longest_known_word && units[begin - 1].is_word) {
    --begin;
    if (units[begin].is_upper) break;
  }
  if (i - begin < 3 || (begin > 0 && units[begin - 1].is_word && !units[begin].is_upper)) return false;
  std::u32string word;
  for (; begin < i; ++begin) word += units[begin].letter;
  return languages_of(word) != 0;
}

bool is_better(const Hit& a, const Hit& b) { return std::tuple(a.cost, b.end) < std::tuple(b.cost, a.end); }

}  // namespace

bool begins_with_capital(std::span<const Unit> units, std::size_t i) {
  if (i == 0 || i >= units.size() || !units[i].is_upper) return false;
  const Unit& before = units[i - 1];
  if (!before.is_word || before.is_upper || before.script != units[i].script) return false;
  return before.letter != units[i].letter || ends_known_word(units, i);
}

std::size_t behind_glue(std::span<const Unit> units, std::size_t i) {
  std::size_t after = i;
  while (after < units.size() && is_x(units[after])) ++after;
  const bool goes_on =
      after < units.size() && (units[after].is_word || !Readings::get().meant_by(units[after].letter).empty());
  return after - i <= longest_glue && goes_on ? after : i;
}

std::size_t glue_end(std::span<const Unit> units, std::size_t start, std::size_t end, int letters) {
  // The word once more.
  std::size_t after = end;
  while (after < units.size() && after - end < end - start && units[after].letter == units[start + after - end].letter)
    ++after;
  if (after - end == end - start && letters > 3) return after;
  after = end;
  while (after < units.size() && is_x(units[after])) ++after;
  // One x behind a short word is rather a letter of another.
  if (after > end && (after - end >= 2 || letters >= 5 || letters == 3))
    return after - end <= longest_glue ? after : end;
  // A number, as in the names people take.
  after = end;
  while (after < units.size() && is_digit(units[after].letter)) ++after;
  const bool is_all_upper =
      std::all_of(units.begin() + static_cast<std::ptrdiff_t>(start), units.begin() + static_cast<std::ptrdiff_t>(end),
                  [](const Unit& unit) { return unit.is_upper; });
  if (letters < 4 && after - end < 2) return end;
  return after - end <= longest_glue && !is_all_upper ? after : end;
}

bool may_end_before(std::span<const Unit> units, std::size_t start, std::size_t end) {
  if (!is_word(units, end)) return true;
  const Unit& next = units[end];
  return begins_with_capital(units, end) || is_x(next) || is_digit(next.letter) || next.letter == units[start].letter;
}

void offer(const Search& search, std::uint32_t node, std::size_t start, std::size_t end, const Met& met,
           std::span<const PathStep> path, std::vector<Hit>& best) {
  if (met.gaps > 0 && met.piece == 0) return;  // a sign behind the word is not between its letters
  const TrieNode& here = search.trie[node];
  for (const Leaf& leaf : search.trie.leaves(here)) {
    const LexiconEntry& entry = search.lexicons[leaf.lexicon].entries[leaf.entry];
    if (entry.only && !search.language.empty() && entry.language != search.language) continue;
    std::size_t stop = end;
    Met with = met;
    if (entry.any_ending) {
      while (is_word(search.units, stop)) ++stop;
      // Too little is left that is plain.
      if (stop > end && (met.has(Met::soft_mask) || met.is_apart())) continue;
    } else if (is_word(search.units, end)) {
      const std::size_t glued = glue_end(search.units, start, end, met.glue > 0 ? 3 : here.letters);
      if (glued != end && !is_word(search.units, glued))
        with.glue = std::max(met.glue, Met::something_behind);
      else if (begins_with_capital(search.units, end) && met.glue != Met::capital)
        with.glue = Met::capital;
      else
        continue;
    }
    const Question question{search.units, search.scripts, start, end, here, entry, script_of(here.letter)};
    if (!is_allowed(question, with)) continue;
    Hit hit{leaf, start, stop, with.cost(), with.glue > 0, {path.begin(), path.end()}};
    const auto same = std::find_if(best.begin(), best.end(), [&](const Hit& h) {
      return h.leaf.lexicon == leaf.lexicon && h.leaf.entry == leaf.entry;
    });
    if (same == best.end())
      best.push_back(std::move(hit));
    else if (is_better(hit, *same))
      *same = std::move(hit);
  }
}

void keep(std::vector<Hit>& best, std::vector<Hit>& hits) {
  std::sort(best.begin(), best.end(), [](const Hit& a, const Hit& b) {
    return std::tuple(a.cost, b.end, a.leaf) < std::tuple(b.cost, a.end, b.leaf);
  });
  for (Hit& hit : best) {
    const bool is_worse = std::any_of(hits.begin(), hits.end(), [&](const Hit& h) {
      if (h.leaf.lexicon != hit.leaf.lexicon || h.begin >= hit.end || hit.begin >= h.end) return false;
      // Of one entry none that overlap; of guesses at a disguise the nearest.
      return h.leaf.entry == hit.leaf.entry || hit.cost > h.cost + as_near;
    });
    if (!is_worse) hits.push_back(std::move(hit));
  }
}

}  // namespace comity::policy
