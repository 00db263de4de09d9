// A text sent again shortly after is most often meant to replace the first: it is offered as its correction.
#pragma once

#include "discussion/records.h"
#include "text/checked.h"

namespace comity::discussion {

inline constexpr Millis correction_window = std::chrono::hours(24);
inline constexpr Millis repetition_window = std::chrono::minutes(10);

// Likeness, in ten-thousandths, from which a text is taken for another form of the same: a word or two in a paragraph
// were changed, or a sentence was added.
inline constexpr int nearly_equal = 7'000;

// Whether `text` would be a correction of the author's last comment in the same story, `earlier`, whose last text
// is `earlier_text`: equal after folding or nearly equal, written in the last 24 hours, and in a state that its author
// may still change (held, published or returned).
bool corrects(const text::CheckedText& text, const Comment& earlier, std::string_view earlier_text, Time now);

}  // namespace comity::discussion
