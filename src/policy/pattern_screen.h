// Which of a policy's patterns a text can hold at all: each needs some literal words of it ("snapchat" or "discord"),
// and all of those are looked for in one go. A "no" is certain; after a "yes" the regular expression itself is asked,
// so that no finding and no span rests on this.
//
// Source of the words: RE2's own reading of an expression (re2/filtered_re2.h).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "policy/literal_scan.h"

namespace re2 {
class FilteredRE2;
}

namespace comity::policy {

// So many patterns of a policy and more are screened: fewer are asked in turn as quickly (bench_patterns).
inline constexpr std::size_t worth_screening = 4;

class PatternScreen {
 public:
  // `regexes`: that compiled_regex() takes.
  PatternScreen(const std::vector<std::string>& regexes, const MakeScan& make);
  ~PatternScreen();
  PatternScreen(const PatternScreen&) = delete;
  PatternScreen& operator=(const PatternScreen&) = delete;

  // Of each expression, in their order, whether `text` may hold it. Linear in the text.
  std::vector<bool> possible(std::string_view text) const;

 private:
  std::vector<bool> given(const std::vector<int>& atoms) const;

  std::size_t count_;
  std::unique_ptr<re2::FilteredRE2> filter_;  // null: everything is possible
  std::unique_ptr<LiteralScan> scan_;         // null: there is nothing to look for
  std::vector<std::vector<int>> atoms_of_;    // of each literal of scan_: what it stands for in filter_
  std::vector<int> always_;                   // atoms that are not looked for
  std::vector<bool> without_any_;             // what is possible where no literal stands
};

// What the screen compares texts by: small letters for capitals, for the scripts whose pairs it knows; as they stand
// for others. `utf8` is well-formed.
std::string screened(std::string_view utf8);

}  // namespace comity::policy
