// Finds the entries of lexicons in a text, however they are dressed up.
//
// The seam: everything else knows this header only. The matcher sees the folded text for letters and the author's
// own for what folding throws away (case, which sign stood between two letters).
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "policy/lexicon.h"
#include "text/checked.h"
#include "text/fold.h"

namespace comity::policy {

struct LexiconMatch {
  std::uint32_t lexicon = 0;  // index in the list the matcher was made from
  std::uint32_t entry = 0;    // index in that lexicon
  text::Span span;            // the author's own bytes
  auto operator<=>(const LexiconMatch&) const = default;
};

class LexiconMatcher {
 public:
  explicit LexiconMatcher(std::vector<Lexicon> lexicons);
  ~LexiconMatcher();
  LexiconMatcher(const LexiconMatcher&) = delete;
  LexiconMatcher& operator=(const LexiconMatcher&) = delete;

  const std::vector<Lexicon>& lexicons() const { return lexicons_; }

  // Every entry found, in the order of `span`, then lexicon and entry; of one entry none that overlap.
  // Entries of one language only are left out when `language` is another. Linear in the text.
  std::vector<LexiconMatch> find(const text::CheckedText& text, std::string_view language) const;

 private:
  struct Index;
  std::vector<Lexicon> lexicons_;
  std::unique_ptr<const Index> index_;
};

}  // namespace comity::policy
