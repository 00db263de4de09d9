// Which story a post means, and what must be written so that it is there. Inside the room only: post_comment puts
// these writes into its own Change, so that a story and its first comment come into being together.
#pragma once

#include "actions/find_story.h"

namespace comity::actions {

inline constexpr std::size_t max_aliases = 32;  // addresses of one story that posts may teach us

struct ResolvedStory {
  discussion::Story story;
  std::vector<store::Write> writes;  // AddStory or SetStory; mostly none
  bool is_new = false;
};

// Errors: as find_or_add_story.
Result<ResolvedStory> resolve_story(World& world, const discussion::Site& site, const StoryAddress& address);

}  // namespace comity::actions
