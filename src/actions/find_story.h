// Which story a request means, by the publisher's id, Comity's short id or the page's address.
#pragma once

#include <optional>
#include <string>

#include "actions/world.h"

namespace comity::actions {

struct StoryAddress {
  std::string id;   // publisher's id, or a short id beginning with '~'; may be ''
  std::string url;  // as the page gave it; may be ''
  std::string title;
  std::string language;
};

// Errors: `not_found` - no such story (a GET never creates); `invalid` - the id or the address cannot be one;
// `conflict` - the address belongs to a story with another publisher's id.
Result<discussion::Story> find_story(World& world, const discussion::Site& site, const StoryAddress& address);

// The same, but makes it when it is not there, if its host belongs to the site's origins, and takes an address
// newly seen with a known id as an alias.
// Errors: as above, and `forbidden` - the host is not one of the site's; `invalid` - no address was given.
Result<discussion::Story> find_or_add_story(World& world, const discussion::Site& site, const StoryAddress& address);

}  // namespace comity::actions
