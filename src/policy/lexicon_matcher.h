// Finds the entries of lexicons in a text, however they are dressed up.
//
// The seam: everything else knows this header only. The matcher sees the author's own text: what a character may be
// read as is decided letter by letter, on the way through the entries.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "policy/lexicon.h"
#include "policy/reading.h"
#include "text/checked.h"

namespace comity::policy {

class Beginnings;

struct LexiconMatch {
  std::uint32_t lexicon = 0;  // index in the list the matcher was made from
  std::uint32_t entry = 0;    // index in that lexicon
  text::Span span;            // the author's own bytes, whole graphemes
  Reading reading = {};       // how they were read as the entry; empty: as they stand
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

  // Memory held beside the lexicons themselves, and what they were compiled to.
  std::size_t bytes() const;
  std::size_t forms() const;

 private:
  friend class SlowLexiconMatcher;  // the other engine, in the tests
  struct Index;
  std::vector<Lexicon> lexicons_;
  std::unique_ptr<const Index> index_;
  std::unique_ptr<const Beginnings> beginnings_;  // quickens, and changes no answer
};

}  // namespace comity::policy
