// What the classifier sees of a text: hashed pieces of its folded words, the words themselves, neighbours, and how it
// was written (capitals, exclamation marks, letters replaced by signs). Training calls this very code.
//
// Names of peoples, countries, faiths, languages and places are one feature, whatever the name: exchanging two of them
// leaves every feature as it was. That holds for their length, their capitals and what hangs on them, too.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/fold.h"

namespace comity::classify {

struct FeatureWord {
  std::uint32_t begin = 0;  // its features: hashes[begin, end)
  std::uint32_t end = 0;
  text::Span origin;        // bytes of the author's text; empty for what the text as a whole is
  std::uint32_t alone = 0;  // hashes[begin, alone) are of the word by itself, the rest of it and its neighbours
};

struct Features {
  std::vector<std::uint32_t> hashes;
  std::vector<FeatureWord> words;  // the first one is the text as a whole

  void clear() {
    hashes.clear();
    words.clear();
  }
};

// So many pieces of one word count at most; the model's arithmetic relies on it.
inline constexpr std::size_t max_word_letters = 40;
inline constexpr std::size_t max_word_hashes = 5 * (max_word_letters + 2) + 16;

// `folded` is text::fold(`text`). `names`: spans of `folded.utf8` that are names, in order, none overlapping.
// Replaces `out`, keeping its memory. Linear time.
void find_features(std::string_view text, const text::Folded& folded, const std::vector<text::Span>& names,
                   Features& out);

// The features that a site's correction may weigh: those of the words; no name, no pair with a name, nothing that the
// text as a whole is. Sorted, each once.
std::vector<std::uint32_t> learnable(const Features& features);

}  // namespace comity::classify
