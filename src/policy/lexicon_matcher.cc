// A walk over a trie of folded entries, from every place in the text where a word may begin. Each character may be
// the entry's next letter, one letter more of a stretched one, a digit or sign that stands for a letter, a sign that
// masks one, or a sign put between two. What is allowed together is decided from what the walk has gathered, at its
// end. Letters set apart (d a m n) are walked separately, as whole runs.
#include "policy/lexicon_matcher.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "policy/signs.h"
#include "text/characters.h"

namespace comity::policy {
namespace {

bool is_blank(char32_t cp) {
  const text::Kind kind = text::character(cp).kind;
  return kind == text::Kind::space || kind == text::Kind::line_end;
}

bool is_digit(char32_t cp) { return cp >= U'0' && cp <= U'9'; }

// The script of a letter; `script_common` for all else.
std::uint8_t script_of(char32_t cp) {
  const text::Character character = text::character(cp);
  return character.kind == text::Kind::letter ? character.script : text::script_common;
}

std::u32string letters_of(std::string_view utf8) {
  std::u32string letters;
  for (std::size_t at = 0; at < utf8.size();) letters += text::next_code_point(utf8, at);
  return letters;
}

// One character of the folded text.
struct Unit {
  char32_t letter = 0;      // folded
  char32_t written = 0;     // as the author wrote it, where that is one character
  std::uint32_t begin = 0;  // bytes of the folded text
  std::uint32_t end = 0;
  bool is_word = false;
};

struct Leaf {
  std::uint32_t lexicon = 0;
  std::uint32_t entry = 0;
};

struct TrieNode {
  std::map<char32_t, std::uint32_t> next;
  std::vector<Leaf> leaves;
  std::uint16_t depth = 0;  // letters from the root
};

// What a walk has met.
struct Gathered {
  int natural = 0;  // letters as in the entry
  int leet = 0;     // digits and signs that stand for letters
  int masks = 0;    // signs in the place of a letter
  int soft_masks = 0;
  int cuts = 0;  // places where signs stand between letters
  bool hyphen = false;
  int stretched = 0;
  char32_t mask = 0;

  int cost() const { return 2 * leet + 3 * masks + 3 * cuts + stretched; }
};

struct Hit {
  Leaf leaf;
  std::size_t begin = 0;  // units
  std::size_t end = 0;
  int cost = 0;
};

constexpr int steps_per_start = 2'000;

}  // namespace

struct LexiconMatcher::Index {
  std::vector<TrieNode> nodes{1};
  std::vector<std::vector<std::u32string>> exceptions;        // of each lexicon, folded
  std::unordered_map<char32_t, std::vector<char32_t>> meant;  // a sign's letters, folded as entries are

  void add(const std::u32string& word, Leaf leaf) {
    std::uint32_t at = 0;
    for (const char32_t letter : word) {
      const auto found = nodes[at].next.find(letter);
      if (found != nodes[at].next.end()) {
        at = found->second;
        continue;
      }
      const auto fresh = static_cast<std::uint32_t>(nodes.size());
      nodes[at].next.emplace(letter, fresh);
      nodes.emplace_back();
      nodes.back().depth = static_cast<std::uint16_t>(nodes[at].depth + 1);
      at = fresh;
    }
    if (at != 0) nodes[at].leaves.push_back(leaf);
  }
};

namespace {

class Search {
 public:
  Search(const LexiconMatcher& matcher, const std::vector<TrieNode>& nodes,
         const std::unordered_map<char32_t, std::vector<char32_t>>& meant, const text::CheckedText& text,
         std::string_view language)
      : matcher_(matcher), nodes_(nodes), meant_(meant), text_(text), language_(language), folded_(text::fold(text)) {
    read_units();
  }

  std::vector<Hit> run() {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (may_begin(i)) walk_from(i);
    }
    walk_spaced_runs();
    return std::move(hits_);
  }

  const std::vector<Unit>& units() const { return units_; }
  text::Span original(const Hit& hit) const {
    return folded_.original({units_[hit.begin].begin, units_[hit.end - 1].end});
  }

 private:
  void read_units() {
    const std::string_view utf8 = folded_.utf8;
    const std::string_view author = text_;
    units_.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
      Unit unit;
      unit.begin = static_cast<std::uint32_t>(at);
      unit.letter = text::next_code_point(utf8, at);
      unit.end = static_cast<std::uint32_t>(at);
      std::size_t origin = folded_.origin[unit.begin];
      unit.written = origin < author.size() ? text::next_code_point(author, origin) : unit.letter;
      unit.is_word = text::in_word(unit.letter);
      ++letters_by_script_[script_of(unit.written)];
      units_.push_back(unit);
    }
  }

  bool is_word(std::size_t i) const { return i < units_.size() && units_[i].is_word; }

  // A sign that stands for a letter, as written: folding may have made a letter of it already.
  const std::vector<char32_t>* meant(std::size_t i) const {
    const auto found = meant_.find(units_[i].written);
    return found == meant_.end() ? nullptr : &found->second;
  }
  bool is_plain_letter(std::size_t i) const { return is_word(i) && !meant_.contains(units_[i].written); }

  bool may_begin(std::size_t i) const {
    if (is_blank(units_[i].letter)) return false;
    return i == 0 || !units_[i - 1].is_word;
  }

  void walk_from(std::size_t i) {
    steps_ = 0;
    start_ = i;
    best_.clear();
    walk(0, i, {});
    keep_best();
  }

  void keep_best() {
    // Cheapest first, then longest: one reading for each entry at one start.
    for (const Hit& hit : best_) {
      if (!std::any_of(hits_.begin(), hits_.end(), [&](const Hit& h) {
            return h.leaf.lexicon == hit.leaf.lexicon && h.leaf.entry == hit.leaf.entry && h.begin < hit.end &&
                   hit.begin < h.end;
          })) {
        hits_.push_back(hit);
      }
    }
  }

  void walk(std::uint32_t node, std::size_t at, const Gathered& met) {
    if (++steps_ > steps_per_start) return;
    const TrieNode& here = nodes_[node];
    if (!here.leaves.empty()) offer(here, at, met);
    if (at >= units_.size()) return;
    const Unit& unit = units_[at];
    step_letter(here, at, unit, met);
    step_meant(here, at, met);
    if (here.depth == 0) return;
    step_stretch(node, here, at, met);
    step_mask(here, at, unit, met);
    step_cut(node, at, unit, met);
  }

  void step_letter(const TrieNode& here, std::size_t at, const Unit& unit, Gathered met) {
    if (is_blank(unit.letter)) {  // inside an entry of several words
      const auto blank = here.next.find(U' ');
      if (blank == here.next.end()) return;
      std::size_t after = at;
      while (after < units_.size() && is_blank(units_[after].letter)) ++after;
      walk(blank->second, after, met);
      return;
    }
    if (!is_plain_letter(at)) {
      // A digit or sign may be part of the entry as written.
      const auto same = here.next.find(unit.letter);
      if (same != here.next.end() && unit.letter == unit.written) walk(same->second, at + 1, met);
      return;
    }
    const auto found = here.next.find(unit.letter);
    if (found == here.next.end()) return;
    ++met.natural;
    walk(found->second, at + 1, met);
  }

  void step_meant(const TrieNode& here, std::size_t at, Gathered met) {
    const std::vector<char32_t>* letters = meant(at);
    if (!letters) return;
    ++met.leet;
    for (const char32_t letter : *letters) {
      if (const auto found = here.next.find(letter); found != here.next.end()) walk(found->second, at + 1, met);
    }
  }

  // Three or more of one letter are one stretched letter.
  void step_stretch(std::uint32_t node, const TrieNode&, std::size_t at, Gathered met) {
    const char32_t letter = units_[at].letter;
    if (at == start_ || units_[at - 1].letter != letter || !units_[at].is_word) return;
    std::size_t begin = at;
    while (begin > start_ && units_[begin - 1].letter == letter) --begin;
    std::size_t end = at;
    while (end < units_.size() && units_[end].letter == letter) ++end;
    if (end - begin < 3) return;
    ++met.stretched;
    walk(node, end, met);
  }

  void step_mask(const TrieNode& here, std::size_t at, const Unit& unit, Gathered met) {
    if (!is_mask(unit.written) || (met.mask != 0 && met.mask != unit.written)) return;
    ++met.masks;
    if (is_soft_mask(unit.written)) ++met.soft_masks;
    met.mask = unit.written;
    if (met.masks > met.natural + 1 && met.masks > 2) return;
    for (const auto& [letter, next] : here.next) {
      if (letter != U' ') walk(next, at + 1, met);
    }
  }

  // Up to three signs between two letters of a word: da.mn, da||mn, and inline tags.
  void step_cut(std::uint32_t node, std::size_t at, const Unit& unit, Gathered met) {
    if (unit.is_word || is_blank(unit.letter) || ++met.cuts > 2) return;
    std::size_t end = at;
    if (unit.letter == U'<') {
      while (end < units_.size() && end - at < 12 && units_[end].letter != U'>') ++end;
      if (end < units_.size() && units_[end].letter == U'>') {
        walk(node, end + 1, met);
        return;
      }
      end = at;
    }
    while (end < units_.size() && end - at < 4 && !units_[end].is_word && !is_blank(units_[end].letter)) {
      met.hyphen |= units_[end].letter == U'-' || units_[end].letter == U'\'' || units_[end].letter == 0x2019 ||
                    units_[end].letter == U'/';
      ++end;
    }
    if (end - at > 3 || !is_word(end)) return;
    walk(node, end, met);
  }

  void offer(const TrieNode& here, std::size_t end, const Gathered& met) {
    for (const Leaf leaf : here.leaves) {
      const LexiconEntry& entry = matcher_.lexicons()[leaf.lexicon].entries[leaf.entry];
      if (entry.only && !language_.empty() && entry.language != language_) continue;
      std::size_t stop = end;
      if (entry.any_ending) {
        while (is_word(stop)) ++stop;
      } else if (is_word(end)) {
        continue;
      }
      if (!is_allowed(here.depth, end, met)) continue;
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

  bool is_allowed(int letters, std::size_t end, const Gathered& met) const {
    if (met.cost() == 0) return is_own_script(end);
    if (letters < 3 || met.natural == 0) return false;
    static constexpr int bounds[] = {5, 8, 9, 10, 11, 12, 13, 14};
    if (met.cost() > bounds[std::min(letters, 10) - 3]) return false;
    if (met.leet > 0 && letters >= 5 && met.natural * 4 < letters) return false;
    if (met.leet > 0 && is_designator(end)) return false;
    if (met.cuts > 0 && (letters < 4 || (met.hyphen && letters < 5) || met.leet + met.masks > 1)) return false;
    if (met.masks > 0 && !is_masked_word(letters, end, met)) return false;
    return is_own_script(end);
  }

  bool is_masked_word(int letters, std::size_t end, const Gathered& met) const {
    if (met.natural * 2 < letters || !is_plain_letter(start_)) return false;
    if (met.soft_masks > 0 && letters < 4) return false;
    // A soft sign at the end of a word is punctuation.
    if (met.soft_masks > 0 && !is_word(end - 1)) return false;
    const bool before = start_ > 0 && units_[start_ - 1].written == met.mask;
    const bool after = end < units_.size() && units_[end].written == met.mask;
    return !before && !after;
  }

  // A55, B7: a capital and digits name a road, a sheet of paper, a part.
  bool is_designator(std::size_t end) const {
    int capitals = 0;
    int digits = 0;
    for (std::size_t i = start_; i < end; ++i) {
      if (is_digit(units_[i].written))
        ++digits;
      else if (units_[i].written >= U'A' && units_[i].written <= U'Z')
        ++capitals;
      else
        return false;
    }
    return capitals == 1 && digits > 1;
  }

  // A word wholly in one script, in a text that uses this script, is not read as another script's look-alike.
  bool is_own_script(std::size_t end) const {
    bool changed = false;
    std::uint8_t script = text::script_common;
    std::size_t letters = 0;
    for (std::size_t i = start_; i < end; ++i) {
      const std::uint8_t written = script_of(units_[i].written);
      if (written == text::script_common) continue;
      if (script != text::script_common && written != script) return true;  // mixed: a disguise
      script = written;
      ++letters;
      changed |= script_of(units_[i].letter) != written;
    }
    return !changed || script == text::script_latin || letters_by_script_[script] == letters;
  }

  // d a m n, d.a.m.n: single letters with signs or blanks between, three at least.
  void walk_spaced_runs() {
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
        while (next < units_.size() && next - at <= 4 && !is_single(next) && !units_[next].is_word && !ends_run(next)) {
          ++next;
        }
        if (next >= units_.size() || next - at > 4 || !is_single(next)) break;
        run.push_back(next);
        at = next;
      }
      if (run.size() >= 3) walk_run(run);
      i = at + 1;
    }
  }

  // A letter, or a sign used for one, with no letter beside it.
  bool is_single(std::size_t i) const {
    if (is_word(i)) return !(i > 0 && is_word(i - 1)) && !is_word(i + 1);
    if (!meant_.contains(units_[i].written)) return false;
    const bool left = i == 0 || is_blank(units_[i - 1].letter);
    const bool right = i + 1 >= units_.size() || is_blank(units_[i + 1].letter);
    return left && right;
  }

  void walk_run(const std::vector<std::size_t>& run) {
    if (is_formula(run) || is_initialism(run)) return;
    const std::size_t size = run.size();
    if (try_run(run, 0, size) || size < 5) return;
    if (try_run(run, 1, size) || try_run(run, 0, size - 1)) return;
    if (size >= 6) try_run(run, 1, size - 1);
  }

  // A list of letters, the end of a line, a formula.
  bool ends_run(std::size_t i) const {
    const char32_t sign = units_[i].letter;
    return sign == U',' || sign == U';' || sign == U'\n' || sign == U'=' || sign == 0x060C;
  }

  // Three letters with one of these between are rather a sum or a choice.
  bool is_formula(const std::vector<std::size_t>& run) const {
    if (run.size() > 3) return false;
    for (std::size_t i = run.front(); i < run.back(); ++i) {
      const char32_t sign = units_[i].letter;
      if (sign == U'/' || sign == U'+' || sign == U'*' || sign == U'&') return true;
    }
    return false;
  }

  bool is_initialism(const std::vector<std::size_t>& run) const {
    for (const std::size_t i : run) {
      const char32_t c = units_[i].written;
      if (!(c >= U'A' && c <= U'Z') && !(c >= 0x0410 && c <= 0x042F)) return false;
      if (i + 1 >= units_.size() || units_[i + 1].letter != U'.') return false;
    }
    return true;
  }

  bool try_run(const std::vector<std::size_t>& run, std::size_t from, std::size_t to) {
    const std::size_t before = hits_.size();
    walk_letters(run, from, from, to, 0, 0);
    return hits_.size() > before;
  }

  void walk_letters(const std::vector<std::size_t>& run, std::size_t from, std::size_t k, std::size_t to,
                    std::uint32_t node, int natural) {
    if (k == to) {
      for (const Leaf leaf : nodes_[node].leaves) {
        const LexiconEntry& entry = matcher_.lexicons()[leaf.lexicon].entries[leaf.entry];
        if (natural == 0 || (entry.only && !language_.empty() && entry.language != language_)) continue;
        best_ = {{leaf, run[from], run[to - 1] + 1, 2}};
        keep_best();
      }
      return;
    }
    const TrieNode& here = nodes_[node];
    const std::size_t i = run[k];
    if (is_plain_letter(i)) {
      if (const auto found = here.next.find(units_[i].letter); found != here.next.end()) {
        walk_letters(run, from, k + 1, to, found->second, natural + 1);
      }
    } else if (const std::vector<char32_t>* letters = meant(i)) {
      for (const char32_t letter : *letters) {
        if (const auto found = here.next.find(letter); found != here.next.end()) {
          walk_letters(run, from, k + 1, to, found->second, natural);
        }
      }
    }
  }

  const LexiconMatcher& matcher_;
  const std::vector<TrieNode>& nodes_;
  const std::unordered_map<char32_t, std::vector<char32_t>>& meant_;
  const text::CheckedText& text_;
  std::string_view language_;
  text::Folded folded_;
  std::vector<Unit> units_;
  std::array<std::size_t, 256> letters_by_script_{};
  std::vector<Hit> hits_;
  std::vector<Hit> best_;  // of the walk from start_
  std::size_t start_ = 0;
  int steps_ = 0;
};

// Does an exception of the lexicon cover units [begin, end)?
bool excepted(const std::vector<std::u32string>& exceptions, const std::vector<Unit>& units, const Hit& hit) {
  for (const std::u32string& exception : exceptions) {
    const std::size_t earliest = hit.begin > exception.size() * 2 ? hit.begin - exception.size() * 2 : 0;
    for (std::size_t from = earliest; from <= hit.begin; ++from) {
      if (from > 0 && units[from - 1].is_word) continue;
      std::size_t at = from;
      std::size_t k = 0;
      while (k < exception.size() && at < units.size()) {
        if (exception[k] == U' ' && is_blank(units[at].letter)) {
          while (at < units.size() && is_blank(units[at].letter)) ++at;
        } else if (exception[k] == units[at].letter) {
          ++at;
        } else {
          break;
        }
        ++k;
      }
      if (k == exception.size() && at >= hit.end && (at >= units.size() || !units[at].is_word)) return true;
    }
  }
  return false;
}

}  // namespace

LexiconMatcher::LexiconMatcher(std::vector<Lexicon> lexicons) : lexicons_(std::move(lexicons)) {
  auto index = std::make_unique<Index>();
  for (std::size_t l = 0; l < lexicons_.size(); ++l) {
    for (std::size_t e = 0; e < lexicons_[l].entries.size(); ++e) {
      index->add(letters_of(text::fold_word(lexicons_[l].entries[e].word)),
                 {static_cast<std::uint32_t>(l), static_cast<std::uint32_t>(e)});
    }
    index->exceptions.emplace_back();
    for (const std::string& exception : lexicons_[l].exceptions) {
      if (std::u32string folded = letters_of(text::fold_word(exception)); !folded.empty()) {
        index->exceptions.back().push_back(std::move(folded));
      }
    }
  }
  for (char32_t sign = 0x21; sign < 0x2100; ++sign) {
    for (const char32_t letter : letters_meant_by(sign)) {
      std::string utf8;
      if (letter < 0x80) {
        utf8 = static_cast<char>(letter);
      } else {
        utf8 = {static_cast<char>(0xC0 | (letter >> 6)), static_cast<char>(0x80 | (letter & 0x3F))};
      }
      const std::u32string folded = letters_of(text::fold_word(utf8));
      std::vector<char32_t>& meant = index->meant[sign];
      if (folded.size() == 1 && std::find(meant.begin(), meant.end(), folded[0]) == meant.end())
        meant.push_back(folded[0]);
    }
  }
  index_ = std::move(index);
}

LexiconMatcher::~LexiconMatcher() = default;

std::vector<LexiconMatch> LexiconMatcher::find(const text::CheckedText& text, std::string_view language) const {
  std::vector<LexiconMatch> matches;
  if (index_->nodes.size() == 1) return matches;
  Search search(*this, index_->nodes, index_->meant, text, language);
  for (const Hit& hit : search.run()) {
    if (excepted(index_->exceptions[hit.leaf.lexicon], search.units(), hit)) continue;
    matches.push_back({hit.leaf.lexicon, hit.leaf.entry, search.original(hit)});
  }
  std::sort(matches.begin(), matches.end(), [](const LexiconMatch& a, const LexiconMatch& b) {
    return std::tuple(a.span, a.lexicon, a.entry) < std::tuple(b.span, b.lexicon, b.entry);
  });
  return matches;
}

}  // namespace comity::policy
