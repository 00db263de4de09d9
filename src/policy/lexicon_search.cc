// Each character may be the entry's next letter, one letter more of a stretched one, a letter that looks or sounds like
// it, a digit or sign that stands for it, a sign that masks it, or one put between two. What is allowed together is
// asked at the end of an entry.
#include "policy/lexicon_search.h"

#include <algorithm>

#include "policy/signs.h"
#include "text/characters.h"

namespace comity::policy {
namespace {

constexpr int steps_per_start = 2'000;
constexpr long steps_per_comment = 12'000;
constexpr long steps_per_unit = 3;
constexpr int steps_before_memory = 64;
constexpr std::size_t places_remembered = 1024;

}  // namespace

std::vector<Hit> LexiconSearch::run() {
  budget_ = steps_per_comment + steps_per_unit * static_cast<long>(s_.units.size());
  for (std::size_t i = 0; i < s_.units.size(); ++i) {
    if (begins_with_capital(s_.units, i)) walk_from(i, Met::capital);
    if (!may_begin(s_.units, i)) continue;
    walk_from(i, Met::none);
    const std::size_t after = behind_glue(s_.units, i);
    for (std::size_t from = i + 1; from <= after; ++from) walk_from(from, Met::x_before);
  }
  return std::move(hits_);
}

void LexiconSearch::walk_from(std::size_t start, Met::Glue glue) {
  if (look_ && !look_->may_lead_on(start)) return;
  if (budget_ <= 0) {
    if (glue == Met::none) walk_plainly(start);
    return;
  }
  steps_ = 0;
  ++mark_;
  start_ = start;
  best_.clear();
  path_.clear();
  Met met;
  met.glue = glue;
  walk(LexiconTrie::root, start, met);
  if (!best_.empty()) keep(best_, hits_);
}

// What is left of a comment that was made to be hard: words as they are written.
void LexiconSearch::walk_plainly(std::size_t start) {
  start_ = start;
  best_.clear();
  path_.clear();
  Met met;
  std::uint32_t node = LexiconTrie::root;
  for (std::size_t at = start; at < s_.units.size();) {
    const std::size_t from = at;
    std::uint32_t next = s_.trie.step(node, s_.units[at].is_blank ? U' ' : s_.units[at].letter);
    if (s_.units[at].is_blank) {
      at = steps::between_words(s_.units, at, met);
    } else {
      if (s_.units[at].is_several && next != LexiconTrie::root) {
        next = steps::rest_of_several(s_.trie, next, s_.units[at]);
        met.set(Met::several);
      }
      steps::natural(met);
      ++at;
    }
    node = next;
    if (node == LexiconTrie::root) break;
    path_.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(at), Fold::compatibility, true});
    if (s_.trie[node].leaves > 0) offer(s_, node, start_, at, met, path_, best_);
  }
  if (!best_.empty()) keep(best_, hits_);
}

bool LexiconSearch::was_here(std::uint32_t node, std::size_t at, const Met& met) {
  if (steps_ < steps_before_memory) return false;
  if (seen_.empty()) seen_.resize(places_remembered);
  Seen& seen = seen_[(node * 31 + at * 7 + met.natural * 3U + met.flags * 5U + met.meant) % places_remembered];
  const auto where = static_cast<std::uint32_t>(at);
  if (seen.mark == mark_ && seen.node == node && seen.at == where && seen.met == met) return true;
  seen = {met, node, where, mark_};
  return false;
}

void LexiconSearch::walk(std::uint32_t node, std::size_t at, const Met& met) {
  if (++steps_ > steps_per_start || --budget_ < 0 || was_here(node, at, met)) return;
  const TrieNode& here = s_.trie[node];
  if (here.leaves > 0 && (here.any_ending || may_end_before(s_.units, start_, at)))
    offer(s_, node, start_, at, met, path_, best_);
  if (at >= s_.units.size()) {
    step_unwritten(node, at, met);
    return;
  }
  if (here.children == 0) {
    step_runs(node, at, met);  // a vowel that Arabic leaves out
    step_stretch(node, at, met);
    return;
  }
  if (s_.units[at].is_blank) {
    if (here.depth == 0) return;
    step_blank(node, at, met);
    step_gap(node, at, met);
    if (met.mode == Met::by_sound) step_unwritten(node, at, met);
    return;
  }
  step_letter(node, at, met);
  step_alike(node, at, met);
  step_meant(node, at, met);
  step_runs(node, at, met);
  if (here.depth == 0) return;
  step_unwritten(node, at, met);
  step_stretch(node, at, met);
  step_mask(node, at, met);
  step_blank(node, at, met);
  step_gap(node, at, met);
}

void LexiconSearch::go(std::uint32_t node, std::size_t from, std::size_t to, const Met& met, Fold fold, bool is_plain) {
  if (node == LexiconTrie::root || met.cost() > cost_bound(s_.trie[node].longest) || met.is_hopeless()) return;
  path_.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to), fold, is_plain});
  walk(node, to, met);
  path_.pop_back();
}

void LexiconSearch::step_letter(std::uint32_t node, std::size_t at, Met met) {
  const Unit& unit = s_.units[at];
  std::uint32_t next = s_.trie.step(node, unit.letter);
  if (next == LexiconTrie::root) return;
  steps::natural(met);
  if (unit.is_several) {
    next = steps::rest_of_several(s_.trie, next, unit);
    met.set(Met::several);
  }
  go(next, at, at + 1, met, Fold::compatibility, true);
}

void LexiconSearch::step_alike(std::uint32_t node, std::size_t at, Met met) {
  const Unit& unit = s_.units[at];
  if (!unit.is_word || met.mode == Met::by_sound) return;
  if (!steps::alike(met)) return;
  const auto read_as = [&](char32_t letter) {
    if (letter != unit.letter && !steps::are_apart(unit, letter))
      go(s_.trie.step(node, letter), at, at + 1, met, Fold::look_alike);
  };
  // In many a type I, l and other upright strokes are one.
  if (unit.latin == U'l' || unit.written == U'I') {
    const char32_t stroke = unit.latin == U'l' ? U'i' : U'l';
    go(s_.trie.step(node, stroke), at, at + 1, met, Fold::look_alike);
  }
  if (unit.latin != 0) {
    read_as(unit.latin);
    for (const char32_t letter : readings_.like(unit.latin)) read_as(letter);
  } else if (unit.written > 0x7F) {
    go(steps::latin_of(s_.trie, node, unit), at, at + 1, met, Fold::look_alike);
  }
  for (const char32_t letter : readings_.drawn_like(unit.letter)) {
    if (!steps::is_like(readings_, unit, letter)) read_as(letter);
  }
  if (unit.written != unit.letter) {
    for (const char32_t letter : readings_.drawn_like(unit.written)) read_as(letter);
  }
}

void LexiconSearch::step_meant(std::uint32_t node, std::size_t at, Met met) {
  const auto letters = readings_.meant_by(s_.units[at].letter);
  if (letters.empty()) return;
  steps::meant(met);
  for (const char32_t letter : letters) go(s_.trie.step(node, letter), at, at + 1, met, Fold::sign);
}

void LexiconSearch::step_runs(std::uint32_t node, std::size_t at, const Met& met) {
  for (const Run& run : readings_.runs_from(s_.units[at].letter)) {
    if (!run.letters.empty() && !s_.trie.may_step(node, run.letters[0])) continue;
    if (!steps::is_there(s_.units, at, run)) continue;
    Met after = met;
    if (!steps::run(after, run, s_.trie[node])) continue;
    std::uint32_t next = node;
    for (const char32_t letter : run.letters) {
      next = s_.trie.step(next, letter);
      if (next == LexiconTrie::root) break;
    }
    go(next, at, at + run.written.size(), after, run.fold);
  }
}

// Letters of the entry that other scripts leave out: the soft and the hard sign; an apostrophe.
void LexiconSearch::step_unwritten(std::uint32_t node, std::size_t at, Met met) {
  go(s_.trie.step(node, U'\''), at, at, met, Fold::compatibility, true);
  if (at == 0 || !steps::may_leave_out(met, s_.units[at - 1])) return;
  met.mode = Met::by_sound;
  for (const char32_t letter : {U'ь', U'ъ'}) go(s_.trie.step(node, letter), at, at, met, Fold::sound);
}

void LexiconSearch::step_stretch(std::uint32_t node, std::size_t at, Met met) {
  const std::size_t end = steps::stretch(s_.units, readings_, start_, at, s_.trie[node].letter, met, run_);
  if (end == at) return;
  go(node, at, end, met, Fold::stretched);
}

void LexiconSearch::step_mask(std::uint32_t node, std::size_t at, Met met) {
  const TrieNode& here = s_.trie[node];
  if (!steps::mask(met, s_.units[at]) || met.is_hopeless() || met.cost() > cost_bound(here.longest)) return;
  const std::size_t all = steps::mask_run(s_.units, at);
  for (std::uint32_t child = here.first_child; child < here.first_child + here.children; ++child) {
    if (!steps::is_letter(s_.trie[child].letter)) continue;
    go(child, at, at + 1, met, Fold::mask);
    if (all > at + 1) go(child, at, all, met, Fold::mask);
  }
}

void LexiconSearch::step_gap(std::uint32_t node, std::size_t at, const Met& met) {
  const TrieNode& here = s_.trie[node];
  const bool is_phrase = here.depth != here.letters;  // no sign stands between the letters of one
  if (is_phrase || !steps::is_letter(here.letter) || met.piece == 0) return;
  steps::Gap gap(s_.units, at, met);
  while (gap.grow()) {
    --budget_;
    if (gap.may_end(readings_)) go(node, at, gap.end(), gap.met(), Fold::separators);
  }
}

// Between the words of an entry of several.
void LexiconSearch::step_blank(std::uint32_t node, std::size_t at, Met met) {
  const std::uint32_t next = s_.trie.step(node, U' ');
  if (next == LexiconTrie::root) return;
  const std::size_t end = steps::between_words(s_.units, at, met);
  if (end != at) go(next, at, end, met, Fold::separators, !met.has(Met::phrase_sign));
}

}  // namespace comity::policy
