// Finds names of peoples, countries, faiths, languages and places in folded text.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "text/fold.h"

namespace comity::training {

class Names {
 public:
  explicit Names(const std::string& file);
  std::vector<text::Span> in(const text::Folded& folded) const;

 private:
  std::unordered_set<std::string> stems_, words_;
  std::size_t longest_ = 0;
};

}  // namespace comity::training
