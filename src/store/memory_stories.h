// A story's own columns, addresses and names in plain containers.
#pragma once

#include "store/change.h"
#include "store/memory_undo.h"

namespace comity::store::memory {

struct SiteRow;
struct StoryRow;

// `conflict` where another story of the site has it. An empty id gives the old one up.
Done take_publisher_id(SiteRow& in, StoryRow& row, const std::string& id, Undo& undo);
// Adds addresses; with `first_is_own` the first becomes the one it is shown under.
Done take_urls(SiteRow& in, StoryRow& row, const std::vector<std::string>& urls, bool first_is_own, Undo& undo);
Done set_story(SiteRow& in, StoryRow& row, const SetStory& w, Undo& undo);
Done set_words(StoryRow* row, const std::string& words, Undo& undo);  // `not_found` where there is no row

// Moves the counters of story and author: `by` comments more (or fewer) in `state`.
void count(SiteRow& in, StoryRow& row, const discussion::Comment& c, discussion::State state, std::int64_t by,
           Undo& undo);
// Whether somebody else came after `known` under a name that looks like the one of `c`.
bool name_is_taken(const StoryRow& in, const discussion::Comment& c, CommentId known);

// Whether a new comment finds its author, what it answers, and an open story. Errors: `not_found`, `conflict`.
Done may_come_in(const SiteRow& in, const StoryRow& row, const AddComment& w, Time at);
// Its receipt, case code and source key are its own from now on. Errors: `conflict`.
Done take_keys(SiteRow& in, const discussion::Comment& comment, const std::pair<StoryId, CommentId>& place, Undo& undo);

}  // namespace comity::store::memory
