#include "policy/beginnings_step.h"

#include <algorithm>

#include "policy/met.h"
#include "policy/signs.h"
#include "policy/walk_steps.h"
#include "text/characters.h"

namespace comity::policy {
namespace {

using enum Beginning::Flag;

constexpr std::uint8_t most_blanks = 3;

void letter_read(Beginning& at) {
  if (at.piece < 2) ++at.piece;
  if (at.piece == 2) at.set(long_piece);
}

// As Met::is_hopeless, and what the rules say of every entry that can follow.
bool is_hopeless(const TrieNode& node, const Beginning& at) {
  if (at.masks > 0 && (!at.has(has_letter) || at.masks > steps::most_masks || at.mode == Met::by_sound)) return true;
  const bool is_plain = at.mode == Met::plain && !at.has(altered);
  if (node.longest < 3 && (!is_plain || at.gaps > 0)) return true;
  if (at.gaps == 0) return false;
  if (node.depth != node.letters) return true;  // a phrase
  if (!at.has(long_piece)) return false;
  if (at.gaps > std::max(2, (node.longest + 1) / 2)) return true;
  return at.has(blank_gap) && (node.longest < 5 || at.gaps > 2 || at.has(sign_gap) || !is_plain);
}

}  // namespace

bool BeginningsStep::may_end(const LexiconTrie& trie, const Beginning& at) {
  const TrieNode& node = trie[at.node];
  if (node.leaves == 0 || at.run != 0 || at.gap > 0 || (at.gaps > 0 && at.piece == 0)) return false;
  const bool is_plain = at.mode == Met::plain && !at.has(altered) && at.gaps == 0;
  if (is_plain) return true;
  if (node.letters < 3) return false;
  return !at.has(blank_gap) || !at.has(long_piece) || node.letters >= 5;
}

std::span<const Beginning> BeginningsStep::after(std::span<const Beginning> before, std::uint16_t last, bool may_mask,
                                                 std::uint16_t symbol) {
  const Unit& unit = symbols_.unit(symbol);
  last_ = last;
  may_mask_ = may_mask;
  found_.clear();
  for (const Beginning& at : before) go_on(at, unit);
  leave_out(unit);
  std::sort(found_.begin(), found_.end());
  found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
  return found_;
}

void BeginningsStep::go_on(Beginning at, const Unit& unit) {
  if (at.run != 0) {
    const std::u32string& written = readings_.run(at.run).written;
    if (!unit.is(written[at.matched])) return;
    if (++at.matched == written.size()) {
      at.run = 0;
      at.matched = 0;
    }
    found_.push_back(at);
    return;
  }
  if (at.repeated != 0) {
    if (repeats(at, at.repeated, unit)) found_.push_back(at);
    at.repeated = 0;
  }
  if (at.has(in_blanks)) {
    if (unit.is_blank) return found_.push_back(at);
    at.drop(in_blanks);
  }
  if (at.has(in_masks)) {
    if (unit.written == symbols_.unit(last_).written) found_.push_back(at);
    at.drop(in_masks);
  }
  if (at.gap == 0) return read(at, unit);
  gap(at, unit);
  const bool ends_gap =
      unit.is_word || (!unit.is_blank && (!readings_.meant_by(unit.letter).empty() ||
                                          !readings_.runs_from(unit.letter).empty() || is_mask(unit.written)));
  if (!ends_gap) return;
  at.gap = at.blanks = at.piece = 0;
  at.gaps = std::min<std::uint8_t>(static_cast<std::uint8_t>(at.gaps + 1), 3);
  if (!is_hopeless(trie_[at.node], at)) read(at, unit);
}

void BeginningsStep::read(const Beginning& at, const Unit& unit) {
  const TrieNode& here = trie_[at.node];
  if (here.children == 0) {
    runs(at, unit);
    stretch(at, unit);
    return;
  }
  if (unit.is_blank) {
    if (here.depth == 0) return;
    blank(at, unit);
    gap(at, unit);
    return;
  }
  letter(at, unit);
  alike(at, unit);
  meant(at, unit);
  runs(at, unit);
  if (here.depth == 0) return;
  stretch(at, unit);
  mask(at, unit);
  blank(at, unit);
  gap(at, unit);
}

void BeginningsStep::put(Beginning at, std::uint32_t node) {
  if (node == LexiconTrie::root) return;
  at.node = node;
  if (!is_hopeless(trie_[node], at)) found_.push_back(at);
}

void BeginningsStep::letter(Beginning at, const Unit& unit) {
  std::uint32_t next = trie_.step(at.node, unit.letter);
  if (next == LexiconTrie::root) return;
  at.set(has_letter);
  letter_read(at);
  if (unit.is_several) next = steps::rest_of_several(trie_, next, unit);
  put(at, next);
}

void BeginningsStep::alike(Beginning at, const Unit& unit) {
  if (!unit.is_word || at.mode == Met::by_sound) return;
  const std::uint32_t from = at.node;
  at.mode = Met::by_shape;
  at.set(has_letter | altered);
  letter_read(at);
  const auto read_as = [&](char32_t wanted) {
    if (wanted != unit.letter && !steps::are_apart(unit, wanted)) put(at, trie_.step(from, wanted));
  };
  if (unit.latin == U'l' || unit.written == U'I') put(at, trie_.step(from, unit.latin == U'l' ? U'i' : U'l'));
  if (unit.latin != 0) {
    read_as(unit.latin);
    for (const char32_t like : readings_.like(unit.latin)) read_as(like);
  } else if (unit.written > 0x7F) {
    put(at, steps::latin_of(trie_, from, unit));
  }
  for (const char32_t like : readings_.drawn_like(unit.letter)) read_as(like);
  if (unit.written != unit.letter)
    for (const char32_t like : readings_.drawn_like(unit.written)) read_as(like);
}

void BeginningsStep::meant(Beginning at, const Unit& unit) {
  const std::uint32_t from = at.node;
  at.set(altered);
  letter_read(at);
  for (const char32_t wanted : readings_.meant_by(unit.letter)) put(at, trie_.step(from, wanted));
}

void BeginningsStep::runs(const Beginning& at, const Unit& unit) {
  for (const Run& run : readings_.runs_from(unit.letter)) {
    if (!run.letters.empty() && !trie_.may_step(at.node, run.letters[0])) continue;
    Met met;
    met.mode = static_cast<Met::Mode>(at.mode);
    met.piece = at.piece;
    if (!steps::run(met, run, trie_[at.node])) continue;
    std::uint32_t next = at.node;
    for (const char32_t wanted : run.letters) {
      next = trie_.step(next, wanted);
      if (next == LexiconTrie::root) break;
    }
    Beginning after = at;
    after.mode = met.mode;
    after.piece = met.piece;
    after.set(static_cast<std::uint8_t>(altered | (met.natural > 0 ? has_letter : 0) |
                                        (met.has(Met::long_piece) ? long_piece : 0)));
    if (run.written.size() > 1) {
      after.run = run.number;
      after.matched = 1;
    }
    put(after, next);
  }
}

// `symbol` stands before the repeats.
bool BeginningsStep::repeats(const Beginning& at, std::uint16_t symbol, const Unit& unit) const {
  const Unit pair[] = {symbols_.unit(symbol), unit};
  Met met;
  met.piece = at.piece;
  steps::LongRun run;
  return steps::stretch(pair, readings_, 0, 1, trie_[at.node].letter, met, run) != 1;
}

void BeginningsStep::stretch(Beginning at, const Unit& unit) {
  if (last_ == Symbols::none || !repeats(at, last_, unit)) return;
  at.set(altered);
  at.repeated = last_;
  put(at, at.node);
}

void BeginningsStep::mask(Beginning at, const Unit& unit) {
  if (!may_mask_ || !is_mask(unit.written)) return;
  ++at.masks;
  at.set(altered);
  letter_read(at);
  const TrieNode& here = trie_[at.node];
  Beginning several = at;
  several.set(in_masks);
  for (std::uint32_t child = here.first_child; child < here.first_child + here.children; ++child) {
    if (steps::is_letter(trie_[child].letter)) put(is_soft_mask(unit.written) ? at : several, child);
  }
}

void BeginningsStep::blank(Beginning at, const Unit& unit) {
  const std::uint32_t next = trie_.step(at.node, U' ');
  if (next == LexiconTrie::root) return;
  if (!unit.is_blank && unit.letter != U'-' && unit.letter != U'_') return;
  at.piece = 0;
  if (unit.is_blank) at.set(in_blanks);
  put(at, next);
}

// The unit as one more of those between two letters.
void BeginningsStep::gap(Beginning at, const Unit& unit) {
  const TrieNode& here = trie_[at.node];
  if (at.gap == 0 && (!steps::is_letter(here.letter) || at.piece == 0 || here.depth != here.letters)) return;
  const char32_t sign = unit.letter;
  if (unit.is_word || unit.is_line_end || sign == U',' || sign == U';' || sign == U'،' || sign == U'"') return;
  if (at.gap == steps::longest_gap || (unit.is_blank && at.blanks == most_blanks)) return;
  ++at.gap;
  if (unit.is_blank) ++at.blanks;
  at.set(unit.is_blank ? blank_gap : sign_gap);
  Beginning behind = at;  // what it will be at least
  behind.gaps = std::min<std::uint8_t>(static_cast<std::uint8_t>(behind.gaps + 1), 3);
  if (!is_hopeless(here, behind)) found_.push_back(at);
}

// Letters of the entry that are not written: an apostrophe, the soft and the hard sign.
void BeginningsStep::leave_out(const Unit& unit) {
  for (std::size_t i = 0; i < found_.size(); ++i) {
    Beginning at = found_[i];
    at.repeated = 0;
    if (at.run != 0 || at.gap > 0) continue;
    put(at, trie_.step(at.node, U'\''));
    Met met;
    met.mode = static_cast<Met::Mode>(at.mode);
    if (!steps::may_leave_out(met, unit)) continue;
    Beginning by_sound = at;
    by_sound.mode = Met::by_sound;
    by_sound.set(altered);
    for (const char32_t sign : {U'ь', U'ъ'}) put(by_sound, trie_.step(at.node, sign));
  }
}

}  // namespace comity::policy
