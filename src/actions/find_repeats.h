// Whether somebody's own prose - what they wrote beside a report - repeats words that are to be erased. Inside the room
// only.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace comity::actions {

class Repeats {
 public:
  // So many words one after the other are nobody's but their author's. Half a line; fewer are found in quotation marks
  // alone, where one is enough.
  static constexpr std::size_t words_in_a_row = 5;

  // `said`: the erased texts, as campaign::plain_words gives them.
  explicit Repeats(std::vector<std::string> said);

  // Letter case, accents and signs aside. Linear, times the logarithm of what was said; quotation marks: times that.
  bool in(std::string_view utf8) const;

 private:
  bool stands_in_said(std::string_view words) const;

  std::vector<std::string> said_;
  std::set<std::string, std::less<>> runs_;  // of words_in_a_row words; of a shorter text the whole
  std::vector<std::string_view> short_;      // texts of fewer words, but more than one
};

}  // namespace comity::actions
