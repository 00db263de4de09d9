// What can be said of a Change without looking at what is stored. Every store asks this first, so that all of
// them refuse the same input in the same words.
#pragma once

#include "base/result.h"
#include "store/change.h"

namespace comity::store {

// Errors: `invalid` - `detail` names the write and what is wrong with it. Linear in the change's bytes.
Done well_formed(const Change& change);

// Whether a comment with (or without) a number may move so. Wider than discussion::may_follow, which also asks
// who does it: here stands only what a number demands. A numbered comment is never held, refused or returned
// again, and only a numbered one can be removed.
bool may_move(discussion::State from, discussion::State to, bool has_number);

// Whether a comment in that state must have words: readers see them, or a person must judge them.
bool shows_words(discussion::State state);

// `urls` in their order, each once.
std::vector<std::string> without_repeats(const std::vector<std::string>& urls);

}  // namespace comity::store
