// Which words of a text stand in another one too: what a likeness (fingerprint.h) rests on, to be shown to its author.
#pragma once

#include <string_view>
#include <vector>

#include "text/checked.h"

namespace comity::campaign {

// Runs of whole words of `mine`, `without` left out, all of whose letters stand in `other` in pieces of five and more;
// the `most` longest, in order. None touches another; case, accents, signs and blanks do not count. Linear, but for
// a sort.
std::vector<text::Span> alike_words(std::string_view mine, std::string_view other,
                                    const std::vector<text::Span>& without, std::size_t most);

}  // namespace comity::campaign
