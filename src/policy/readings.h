// What may be read from the characters of a text: the letters one may stand for, and runs that stand for others.
#pragma once

#include <array>
#include <span>
#include <unordered_map>
#include <vector>

#include "policy/reading.h"
#include "policy/units.h"

namespace comity::policy {

// Several characters for one letter or more: |\/| for m, ch for ч, у for oo.
struct Run {
  std::u32string written;  // folded
  std::u32string letters;  // empty: left out (a vowel that Arabic does not write)
  Fold fold = Fold::drawing;
  std::uint16_t number = 0;  // from 1 on
  bool at_end = false;       // only where the written word ends
};

class Readings {
 public:
  // Made once, of the tables of `text` and our own.
  static const Readings& get();

  // Letters of other scripts that look like the Latin letter, a to z.
  std::span<const char32_t> like(char32_t latin) const {
    return latin >= U'a' && latin <= U'z' ? std::span<const char32_t>(like_[latin - U'a'])
                                          : std::span<const char32_t>();
  }
  // Letters that a digit or sign is used for, or that an odd letter is drawn like.
  std::span<const char32_t> meant_by(char32_t folded) const { return of(meant_, folded); }
  std::span<const char32_t> drawn_like(char32_t folded) const { return of(drawn_, folded); }
  std::span<const Run> runs_from(char32_t folded) const {
    if (folded < few_runs_.size()) return few_runs_[folded];
    const auto found = other_runs_.find(folded);
    return found == other_runs_.end() ? std::span<const Run>() : std::span<const Run>(found->second);
  }
  const Run& run(std::uint16_t number) const { return *runs_[number]; }

 private:
  Readings();
  void number_runs();
  using Letters = std::vector<char32_t>;
  using Map = std::unordered_map<char32_t, Letters>;
  static std::span<const char32_t> of(const std::pair<std::vector<Letters>, Map>& table, char32_t cp) {
    if (cp < table.first.size()) return table.first[cp];
    const auto found = table.second.find(cp);
    return found == table.second.end() ? std::span<const char32_t>() : std::span<const char32_t>(found->second);
  }
  static void add(std::pair<std::vector<Letters>, Map>& table, char32_t cp, char32_t letter);
  void add_run(Run run);

  std::array<Letters, 26> like_;
  std::pair<std::vector<Letters>, Map> meant_, drawn_;
  std::vector<std::vector<Run>> few_runs_;
  std::unordered_map<char32_t, std::vector<Run>> other_runs_;
  std::vector<const Run*> runs_;  // by number
};

}  // namespace comity::policy
