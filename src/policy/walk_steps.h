// What one step of a walk does to what it has met: the same for both engines.
#pragma once

#include <span>

#include "policy/lexicon_trie.h"
#include "policy/met.h"
#include "policy/readings.h"
#include "policy/units.h"

namespace comity::policy::steps {

inline constexpr std::size_t longest_gap = 5;
inline constexpr std::uint8_t most_masks = 8;

bool is_letter(char32_t trie_letter);

void natural(Met& met);
bool alike(Met& met);
void meant(Met& met);
bool mask(Met& met, const Unit& unit);
// The end of a run of one sign from `at` on, where more of them may hide one letter; `at` where not.
std::size_t mask_run(std::span<const Unit> units, std::size_t at);
bool run(Met& met, const Run& run, const TrieNode& node);

bool is_there(std::span<const Unit> units, std::size_t at, const Run& run);
// The node behind the second and later letters of `unit`.
std::uint32_t rest_of_several(const LexiconTrie& trie, std::uint32_t node, const Unit& unit);
// The node behind the several Latin letters that `unit` looks like.
std::uint32_t latin_of(const LexiconTrie& trie, std::uint32_t node, const Unit& unit);
bool is_like(const Readings& readings, const Unit& unit, char32_t letter);
// Two letters of the alphabet that people write with: neither is a disguise of the other.
bool are_apart(const Unit& unit, char32_t letter);
bool may_leave_out(const Met& met, const Unit& before);

// The long run of one character that was met last: a walk asks for the end of the same run again and again.
class LongRun {
 public:
  // Behind the units from `at` on that are written as the one before `at`.
  std::size_t end_from(std::span<const Unit> units, std::size_t at);

 private:
  std::size_t begin_ = 0, end_ = 0;
};

// The end of the repeats from `at` on of the letter just read; `at` when there are none. `run` is of this text.
std::size_t stretch(std::span<const Unit> units, const Readings& readings, std::size_t start, std::size_t at,
                    char32_t letter, Met& met, LongRun& run);

// The blanks, or one joining sign, between two words of a phrase.
std::size_t between_words(std::span<const Unit> units, std::size_t at, Met& met);

// Signs and blanks between two letters of a word.
class Gap {
 public:
  Gap(std::span<const Unit> units, std::size_t at, const Met& met);
  bool grow();  // by one unit; false: no further
  bool may_end(const Readings& readings) const;
  std::size_t end() const { return end_; }
  Met met() const;

 private:
  std::span<const Unit> units_;
  std::size_t begin_, end_;
  Met met_;
  std::uint32_t hash_ = 2166136261U;
  int blanks_ = 0;
};

}  // namespace comity::policy::steps
