// One step of all readings of a text's beginning at once: what `Beginnings` remembers the outcome of.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "policy/lexicon_trie.h"
#include "policy/readings.h"
#include "policy/symbols.h"

namespace comity::policy {

// A reading so far, as much of it as decides what may follow.
struct Beginning {
  std::uint32_t node = 0;    // of the trie; of a run that goes on, where it leads to
  std::uint16_t run = 0;     // that goes on: Run::number; 0: none
  std::uint8_t matched = 0;  // characters of `run`
  std::uint8_t mode = 0;     // Met::Mode
  std::uint8_t flags = 0;    // of Flag
  std::uint8_t piece = 0;    // letters since the last gap, at most 2
  std::uint8_t gaps = 0;     // at most 3
  std::uint8_t gap = 0;      // units of the gap that goes on
  std::uint8_t blanks = 0;   // of them
  std::uint8_t masks = 0;
  std::uint16_t repeated = 0;  // the symbol before the repeats that go on; 0: none do

  enum Flag : std::uint8_t {
    long_piece = 1,
    blank_gap = 2,
    sign_gap = 4,
    altered = 8,      // something is not as in the entry
    has_letter = 16,  // some letter of it is seen
    in_blanks = 32,   // more blanks belong to the one just read
    in_masks = 64,    // more of the sign just read belong to it
  };
  bool has(Flag flag) const { return (flags & flag) != 0; }
  void set(std::uint8_t more) { flags = static_cast<std::uint8_t>(flags | more); }
  void drop(Flag flag) { flags = static_cast<std::uint8_t>(flags & ~flag); }

  std::array<std::uint64_t, 2> bits() const { return std::bit_cast<std::array<std::uint64_t, 2>>(*this); }
  bool operator==(const Beginning& other) const { return bits() == other.bits(); }
  bool operator<(const Beginning& other) const { return bits() < other.bits(); }
};

class BeginningsStep {
 public:
  explicit BeginningsStep(const LexiconTrie& trie) : trie_(trie) {}

  // What the readings are behind `unit`: sorted, none twice, until the next call. Empty: nothing is left.
  // `last`: the symbol before; Symbols::none at the start. `may_mask`: signs may stand for letters.
  std::span<const Beginning> after(std::span<const Beginning> before, std::uint16_t last, bool may_mask,
                                   std::uint16_t symbol);

  // Whether an entry may end at this reading.
  static bool may_end(const LexiconTrie& trie, const Beginning& at);

 private:
  void go_on(Beginning at, const Unit& unit);
  void read(const Beginning& at, const Unit& unit);
  void letter(Beginning at, const Unit& unit);
  void alike(Beginning at, const Unit& unit);
  void meant(Beginning at, const Unit& unit);
  void runs(const Beginning& at, const Unit& unit);
  bool repeats(const Beginning& at, std::uint16_t symbol, const Unit& unit) const;
  void stretch(Beginning at, const Unit& unit);
  void mask(Beginning at, const Unit& unit);
  void blank(Beginning at, const Unit& unit);
  void gap(Beginning at, const Unit& unit);
  void put(Beginning at, std::uint32_t node);
  void leave_out(const Unit& unit);

  const LexiconTrie& trie_;
  const Readings& readings_ = Readings::get();
  const Symbols& symbols_ = Symbols::get();
  std::uint16_t last_ = Symbols::none;
  bool may_mask_ = false;
  std::vector<Beginning> found_;
};

}  // namespace comity::policy
