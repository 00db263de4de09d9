// Everything that is held about somebody, for themselves: what they wrote with its history, what was decided about it
// and why, their appeals, what is known about their key. As JSON (docs/formats/own-data.md); never who decided.
#pragma once

#include <string>

#include "actions/world.h"

namespace comity::actions {

// Of a guest or account. Cost: some reads for each comment. Errors: `not_found` - nothing was written under that key.
Result<std::string> own_data(World& world, const discussion::Site& site, const discussion::Author& author);

// Of one comment, for whoever has its receipt.
Result<std::string> own_data(World& world, const discussion::Comment& comment);

// How many comments an author wrote that are not erased.
Result<std::int64_t> comments_left(World& world, const discussion::Author& author);

}  // namespace comity::actions
