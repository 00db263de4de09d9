// A walk over the trie from every place in the text where a word may begin. Each character may be the entry's next
// letter, one letter more of a stretched one, a letter that looks like it, a digit or sign that stands for it, a sign
// that masks it, or a sign put between two. What is allowed together is asked at the end of an entry.
#include "policy/lexicon_search.h"

#include <algorithm>

#include "policy/signs.h"
#include "text/characters.h"

namespace comity::policy {
namespace {

constexpr int steps_per_start = 1'500;
constexpr int most_masks = 5;
constexpr std::size_t longest_gap = 3;  // signs between two letters

bool is_x(char32_t letter) { return letter == U'x' || letter == U'х'; }

char32_t lower(char32_t c) { return c >= U'A' && c <= U'Z' ? c | 0x20 : c; }

}  // namespace

int Gathered::cost() const {
  return alike + 2 * meant + (masks > 0 ? 1 + 2 * masks : 0) + (cuts > 0 ? 2 + cuts : 0) +
         (doubled + stretched > 0 ? 1 : 0) + (is_glued ? 2 : 0);
}

LexiconSearch::LexiconSearch(const std::vector<Lexicon>& lexicons, const LexiconTrie& trie,
                             const std::vector<Unit>& units, std::string_view language)
    : lexicons_(lexicons), trie_(trie), units_(units), language_(language) {
  for (const Unit& unit : units_) ++letters_by_script_[unit.script];
}

std::vector<Hit> LexiconSearch::run() {
  for (std::size_t i = 0; i < units_.size(); ++i) {
    if (!may_begin(i)) continue;
    walk_from(i, false);
    std::size_t after = i;
    while (after < units_.size() && is_x(units_[after].letter)) ++after;
    if (after > i && after - i <= 4 && is_word(after)) walk_from(after, true);
  }
  walk_spaced_runs();
  return std::move(hits_);
}

bool LexiconSearch::may_begin(std::size_t i) const { return !units_[i].is_blank && (i == 0 || !units_[i - 1].is_word); }

void LexiconSearch::walk_from(std::size_t i, bool is_glued) {
  steps_ = 0;
  start_ = i;
  best_.clear();
  Gathered met;
  met.is_glued = is_glued;
  walk(0, i, met);
  keep_best();
}

void LexiconSearch::keep_best() {
  for (const Hit& hit : best_) {
    const bool overlaps = std::any_of(hits_.begin(), hits_.end(), [&](const Hit& h) {
      return h.leaf.lexicon == hit.leaf.lexicon && h.leaf.entry == hit.leaf.entry && h.begin < hit.end &&
             hit.begin < h.end;
    });
    if (!overlaps) hits_.push_back(hit);
  }
}

void LexiconSearch::walk(std::uint32_t node, std::size_t at, const Gathered& met) {
  if (++steps_ > steps_per_start) return;
  const TrieNode& here = trie_.nodes[node];
  if (!here.leaves.empty()) offer(here, at, met);
  if (at >= units_.size() || here.next.empty()) {
    if (at < units_.size() && here.depth > 0) step_stretch(node, at, met);
    return;
  }
  if (units_[at].is_blank) {
    step_blank(node, at, met);
    return;
  }
  step_letter(node, at, met);
  step_alike(node, at, met);
  step_meant(node, at, met);
  step_drawing(node, at, met);
  if (here.depth == 0) return;
  step_stretch(node, at, met);
  step_mask(node, at, met);
  step_cut(node, at, met);
}

// Inside an entry of several words.
void LexiconSearch::step_blank(std::uint32_t node, std::size_t at, const Gathered& met) {
  const std::uint32_t next = trie_.step(node, U' ');
  if (next == 0) return;
  while (at < units_.size() && units_[at].is_blank) ++at;
  walk(next, at, met);
}

void LexiconSearch::step_letter(std::uint32_t node, std::size_t at, Gathered met) {
  const Unit& unit = units_[at];
  const std::uint32_t next = trie_.step(node, unit.letter);
  if (next == 0) return;
  const bool is_meant = trie_.meant.contains(unit.written);
  if (is_meant && unit.letter != unit.written) return;  // folding read it as a letter: step_meant counts it
  if (!is_meant) ++met.natural;
  walk(next, at + 1, met);
}

void LexiconSearch::step_alike(std::uint32_t node, std::size_t at, Gathered met) {
  const Unit& unit = units_[at];
  if (!unit.is_word || trie_.meant.contains(unit.written)) return;
  ++met.alike;
  const auto read_as = [&](char32_t letter) {
    if (letter == unit.letter) return;
    if (const std::uint32_t next = trie_.step(node, letter)) walk(next, at + 1, met);
  };
  for (const char32_t letter : trie_.drawn[unit.written]) read_as(letter);
  read_as(lower(unit.written));  // where folding took the word for another script
  if (unit.written < 0x80) return;
  const text::Character character = text::character(unit.written);
  for (const std::string_view reading : {character.native, character.latin}) {
    if (reading.empty()) continue;
    std::size_t end = 0;
    const char32_t letter = text::next_code_point(reading, end);
    if (end == reading.size()) read_as(letter);
  }
}

void LexiconSearch::step_meant(std::uint32_t node, std::size_t at, Gathered met) {
  ++met.meant;
  for (const char32_t letter : trie_.meant[units_[at].written]) {
    if (const std::uint32_t next = trie_.step(node, letter)) walk(next, at + 1, met);
  }
}

void LexiconSearch::step_drawing(std::uint32_t node, std::size_t at, Gathered met) {
  const char32_t first = lower(units_[at].written);
  if (first >= trie_.drawings.size()) return;
  ++met.meant;
  for (const Drawing& drawing : trie_.drawings[first]) {
    if (at + drawing.signs.size() > units_.size()) continue;
    const bool is_there =
        std::equal(drawing.signs.begin(), drawing.signs.end(), units_.begin() + static_cast<std::ptrdiff_t>(at),
                   [](char32_t sign, const Unit& unit) { return sign == lower(unit.written); });
    if (!is_there) continue;
    if (const std::uint32_t next = trie_.step(node, drawing.letter)) walk(next, at + drawing.signs.size(), met);
  }
}

// A letter that is written twice or more where the entry has it once.
void LexiconSearch::step_stretch(std::uint32_t node, std::size_t at, Gathered met) {
  const char32_t letter = units_[at].letter;
  if (at == start_ || units_[at - 1].letter != letter || !units_[at].is_word) return;
  std::size_t end = at;
  while (end < units_.size() && units_[end].letter == letter) ++end;
  std::size_t begin = at;
  while (begin > start_ && units_[begin - 1].letter == letter) --begin;
  (end - begin >= 3 ? met.stretched : met.doubled) += 1;
  walk(node, end, met);
}

void LexiconSearch::step_mask(std::uint32_t node, std::size_t at, Gathered met) {
  const char32_t sign = units_[at].written;
  if (!is_mask(sign) || (met.mask != 0 && met.mask != sign) || met.masks == most_masks) return;
  ++met.masks;
  if (is_soft_mask(sign)) ++met.soft_masks;
  met.mask = sign;
  for (const auto& [letter, next] : trie_.nodes[node].next) {
    if (letter != U' ') walk(next, at + 1, met);
  }
}

void LexiconSearch::step_cut(std::uint32_t node, std::size_t at, Gathered met) {
  std::size_t end = at;
  while (end < units_.size() && end - at <= longest_gap && !units_[end].is_word && !units_[end].is_blank) {
    const char32_t sign = units_[end].letter;
    met.has_apostrophe |= sign == U'\'' || sign == U'’';
    met.has_hyphen |= met.has_apostrophe || sign == U'-' || sign == U'/' || sign == U'.';
    ++end;
  }
  if (end == at || end - at > longest_gap || !is_word(end)) return;
  ++met.cuts;
  walk(node, end, met);
}

bool LexiconSearch::applies(Leaf leaf) const {
  const LexiconEntry& entry = lexicons_[leaf.lexicon].entries[leaf.entry];
  return !entry.only || language_.empty() || entry.language == language_;
}

void LexiconSearch::offer(const TrieNode& here, std::size_t end, const Gathered& met) {
  std::size_t word_end = end;
  if (met.is_glued) {
    while (word_end < units_.size() && is_x(units_[word_end].letter)) ++word_end;
    if (word_end == end) return;
  }
  for (const Leaf leaf : here.leaves) {
    std::size_t stop = end;
    if (lexicons_[leaf.lexicon].entries[leaf.entry].any_ending) {
      while (is_word(stop)) ++stop;
    } else if (is_word(word_end)) {
      continue;
    }
    if (stop > end && met.soft_masks > 0) continue;  // too little is left that is plain
    if (!applies(leaf) || !is_allowed(here.depth, end, met)) continue;
    const Hit hit{leaf, start_, stop, met.cost()};
    const auto same = std::find_if(best_.begin(), best_.end(), [&](const Hit& h) {
      return h.leaf.lexicon == leaf.lexicon && h.leaf.entry == leaf.entry;
    });
    if (same == best_.end())
      best_.push_back(hit);
    else if (hit.cost < same->cost || (hit.cost == same->cost && hit.end > same->end))
      *same = hit;
  }
}

bool LexiconSearch::is_allowed(int letters, std::size_t end, const Gathered& met) const {
  if (letters <= 3 && has_expansion(end)) return false;
  if (met.cost() == 0) return is_own_script(end, met);
  static constexpr int bounds[] = {5, 8, 9, 10, 11, 12, 13, 14};
  if (letters < 3 || met.cost() > bounds[std::min(letters, 10) - 3]) return false;
  if (met.natural + met.alike == 0) return false;
  if (met.meant > 0 && letters >= 5 && (met.natural + met.alike) * 4 < letters) return false;
  if (met.meant > 0 && is_designator(end)) return false;
  if (met.doubled > 0 && met.stretched == 0 && met.doubled < 2) return false;
  if (met.is_glued && letters < 4) return met.cost() == 2;
  if (met.cuts > 0) {
    if (is_dotted_initialism(end)) return false;
    if (letters < 4 || (met.has_hyphen && letters < 5) || met.meant + met.masks > 1) return false;
    if (met.cuts == 1 && met.has_apostrophe) return false;  // who're
    // The same sign goes on to another word: mer-de-glace.
    if (met.has_hyphen && end + 1 < units_.size() && !units_[end].is_word && !units_[end].is_blank && is_word(end + 1))
      return false;
    if (met.has_hyphen && start_ > 1 && !units_[start_ - 1].is_blank && is_word(start_ - 2)) return false;
  }
  if (met.masks > 0 && !is_masked_word(letters, end, met)) return false;
  return is_own_script(end, met);
}

bool LexiconSearch::is_masked_word(int letters, std::size_t end, const Gathered& met) const {
  if ((met.natural + met.alike) * 2 < letters || !is_word(start_) || trie_.meant.contains(units_[start_].written))
    return false;
  if (met.soft_masks > 0 && letters < 4) return false;
  // A single hyphen or full stop is rather itself: it needs a longer word around it.
  if (met.masks == 1 && (met.mask == U'-' || met.mask == U'.') && letters < 6) return false;
  if (met.soft_masks > 0 && !is_word(end - 1)) return false;  // a soft sign at the end of a word is punctuation
  // a*s^2: a sign of mathematics behind it makes it no word.
  if (letters == 3 && end < units_.size() &&
      std::u32string_view(U"^=*/+(").find(units_[end].written) != std::u32string_view::npos)
    return false;
  const bool before = start_ > 0 && units_[start_ - 1].written == met.mask;
  const bool after = end < units_.size() && units_[end].written == met.mask &&
                     (met.soft_masks == 0 || is_word(end + 1) || met.masks < 2);
  return !before && !after;
}

// M.O.R.O.N.: capitals with a full stop after each, the last included.
bool LexiconSearch::is_dotted_initialism(std::size_t end) const {
  if (end >= units_.size() || units_[end].letter != U'.') return false;
  for (std::size_t i = start_; i < end; ++i) {
    const bool is_stop = (i - start_) % 2 == 1;
    if (is_stop ? units_[i].letter != U'.' : !text::character(units_[i].written).upper()) return false;
  }
  return true;
}

// A55, AS5: capitals and digits name a road, a sheet of paper, a part.
bool LexiconSearch::is_designator(std::size_t end) const {
  int capitals = 0;
  int digits = 0;
  for (std::size_t i = start_; i < end; ++i) {
    const char32_t c = units_[i].written;
    if (is_digit(c))
      ++digits;
    else if (c >= U'A' && c <= U'Z')
      ++capitals;
    else
      return false;
  }
  return (capitals == 1 && digits > 1) || (end - start_ == 3 && capitals == 2 && is_digit(units_[end - 1].written));
}

// A word wholly in one script, in a text that uses this script, is not read as another script's look-alike.
bool LexiconSearch::is_own_script(std::size_t end, const Gathered& met) const {
  bool is_changed = met.alike > 0;
  std::uint8_t script = text::script_common;
  std::size_t letters = 0;
  for (std::size_t i = start_; i < end; ++i) {
    const std::uint8_t written = units_[i].script;
    if (written == text::script_common) continue;
    if (script != text::script_common && written != script) return true;  // mixed: a disguise
    script = written;
    ++letters;
    is_changed |= script_of(units_[i].letter) != written;
  }
  return !is_changed || letters_by_script_[script] == letters;
}

bool LexiconSearch::has_expansion(std::size_t end) const {
  return std::any_of(units_.begin() + static_cast<std::ptrdiff_t>(start_),
                     units_.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const Unit& unit) { return unit.is_expanded; });
}

}  // namespace comity::policy
