// Which story a post means, and what must be written so that it is there. Inside the room only: post_comment puts
// these writes into its own Change, so that a story and its first comment come into being together.
#pragma once

#include "actions/find_story.h"

namespace comity::actions {

inline constexpr std::size_t max_title_code_points = 300;
inline constexpr std::size_t max_aliases = 32;  // addresses of one story that posts may teach us

struct ResolvedStory {
  discussion::Story story;
  std::vector<store::Write> writes;  // AddStory or SetStory; mostly none
  bool is_new = false;
};

// The title as given, on one line, cut to `max_title_code_points`. Errors: as find_or_add_story.
Result<ResolvedStory> resolve_story(World& world, const discussion::Site& site, const StoryAddress& address);

// The first so many code points, without control characters and blanks at the ends.
std::string one_line(std::string_view text, std::size_t max_code_points);

}  // namespace comity::actions
