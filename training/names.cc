#include "names.h"

#include <algorithm>
#include <fstream>
#include <iostream>

#include "text/characters.h"

namespace comity::training {

Names::Names(const std::string& file) {
  std::ifstream in(file);
  if (!in) {
    std::cerr << "names: cannot read " << file << "\n";
    std::exit(3);
  }
  for (std::string word; in >> word;) {
    const bool stem = word.back() == '*';
    if (stem) word.pop_back();
    const std::string folded = text::fold_word(word);
    (stem ? stems_ : words_).insert(folded);
    longest_ = std::max(longest_, folded.size());
  }
}

std::vector<text::Span> Names::in(const text::Folded& folded) const {
  std::vector<text::Span> out;
  const std::string& s = folded.utf8;
  for (std::size_t at = 0; at < s.size();) {
    std::size_t end = at, next = at;
    while (next < s.size() && text::in_word(text::next_code_point(s, next))) end = next;
    if (end == at) {
      at = next;
      continue;
    }
    const std::string word = s.substr(at, end - at);
    bool found = words_.contains(word);
    for (std::size_t n = std::min(word.size(), longest_); !found && n >= 3; --n)
      found = stems_.contains(word.substr(0, n));
    if (found) out.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = end;
  }
  return out;
}

}  // namespace comity::training
