// Folds a comment to the form that lexicons are matched against, and remembers which
// of the author's bytes each folded byte came from, so that a match can be quoted back.
//
// Source: Unicode 15.0 - UAX #15 (NFKC), UTS #39 section 4 (confusables).
// Tables: data/unicode/, compiled in by tools/make_unicode_tables.
#pragma once

#include <vector>

#include "text/checked.h"

namespace comity::text {

struct Folded {
  std::string utf8;                   // lower-case skeleton; no zero-width characters
  std::vector<std::uint32_t> origin;  // origin[i]: offset in the author's text of utf8[i]; one more at the end
  std::vector<Span> invisible;        // runs of invisible characters of the author's text that were dropped, in order

  // The author's own bytes behind the folded range `s`, whole characters only.
  Span original(Span s) const;
};

// Same bytes in, same result out, on every machine and locale. Linear time.
Folded fold(const CheckedText& text);

// The same for a word of a lexicon, or a name, that no one needs quoted back. Taken as written in its own script,
// whatever it may look like.
std::string fold_word(std::string_view utf8);

// Equal for two texts that a reader would call the same comment: folded, white space as one blank, ends cut.
// For "the same text again" and for corrections.
std::string fold_for_equality(const CheckedText& text);

}  // namespace comity::text
