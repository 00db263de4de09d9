// Everything that is held about somebody, for themselves: what they wrote with its history, what was decided about it
// and why, their appeals, what is known about their key. As JSON (docs/formats/own-data.md); never who decided.
#pragma once

#include <string>

#include "actions/world.h"
#include "discussion/report.h"

namespace comity::actions {

// Of a guest or account, and what they reported under the key with `token_hash`; either may be missing. Cost: some
// reads for each comment. Errors: those of the store.
Result<std::string> own_data(World& world, const discussion::Site& site,
                             const std::optional<discussion::Author>& author, const std::optional<Key128>& token_hash);

// Of one comment, for whoever has its receipt.
Result<std::string> own_data(World& world, const discussion::Comment& comment);

// Of one report, for whoever has its receipt.
Result<std::string> own_data(World& world, const discussion::Report& report);

// How many comments an author wrote that are not erased.
Result<std::int64_t> comments_left(World& world, const discussion::Author& author);

}  // namespace comity::actions
