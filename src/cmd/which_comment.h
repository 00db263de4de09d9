// How an operator names a comment on the command line.
//
//   herald/~0123abcd/14     number 14 of a story, by Comity's short id or the publisher's own
//   herald/~0123abcd/+17    the 17th that reached the story: what was never published has no number
//   a receipt (22 letters, or the whole address /r/...), or a case code ("amber-otter-lantern-violin")
#pragma once

#include <string>
#include <string_view>

#include "actions/world.h"

namespace comity::cmd {

inline constexpr const char* how_to_name_a_comment =
    "A comment is named in one of these ways:\n"
    "  herald/~0123abcd/14     number 14 of a story, by its short id or the publisher's own\n"
    "  herald/~0123abcd/+17    the 17th that reached the story (what was never published has no number)\n"
    "  a receipt               22 letters, or the address of the receipt's page\n"
    "  a case code             four words: amber-otter-lantern-violin";

// Errors: `not_found`; `invalid` - it is none of these.
Result<discussion::Comment> which_comment(actions::World& world, std::string_view named);

// "herald/~0123abcd/14" or "herald/~0123abcd/+17".
std::string handle_of(const discussion::Site& site, const discussion::Comment& comment);

// "herald" and "~0123abcd" or "the-publishers-id". Errors: `not_found`.
Result<discussion::Site> which_site(actions::World& world, std::string_view key);
Result<discussion::Story> which_story(actions::World& world, const discussion::Site& site, std::string_view named);

}  // namespace comity::cmd
