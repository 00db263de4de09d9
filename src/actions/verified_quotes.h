// Which quotations of a comment are some: those whose source is found. Inside the room only.
#pragma once

#include <string>
#include <vector>

#include "actions/gather_facts.h"

namespace comity::actions {

// How far a source is looked for beyond the comment answered: so many of the story's newest comments, so many bytes.
inline constexpr std::int64_t comments_searched = 128;
inline constexpr std::size_t bytes_searched = 256 * 1024;

// At most four of `quotations`. One counts where its words stand, at word boundaries, in the comment that is answered,
// in another published comment of the story, in its title or in what its publisher gave of its text, or where a link
// stands in it or in the line before or behind it. None counts where the author adds no words, or only ones that agree
// ("so true"): to repeat an insult and nod is to say it. Errors: those of the store; it is asked only for a quotation
// that nothing nearer holds.
Result<std::vector<text::Span>> verified_quotes(store::Store& store, const Writing& writing,
                                                const std::vector<text::Span>& quotations);

// The words of a quotation, without the '>' that begin its lines, as campaign::plain_words gives them.
std::string quoted_words(std::string_view quotation);

// For tests: whether a comment adds words of its own to what it quotes.
bool adds_words(std::string_view utf8, const std::vector<text::Span>& quotations);

}  // namespace comity::actions
