// A site's year in numbers, for its transparency report: docs/formats/transparency.md says what is counted how.
#pragma once

#include "actions/world.h"
#include "discussion/transparency.h"

namespace comity::actions {

// Reads the archive from front to back: some microseconds a comment. Keep the answer for a while.
Result<discussion::Transparency> count_transparency(World& world, const discussion::Site& site, discussion::Year year);

// The years that a site has a report for: from the one it was made in to this one.
std::vector<discussion::Year> transparency_years(const discussion::Site& site, Time now);

}  // namespace comity::actions
