// Who sent reports is forgotten: at their wish, or because it was kept long enough. The report itself, what became of
// it and the counts stay; so does the receipt, which says so.
#pragma once

#include "actions/world.h"
#include "discussion/report.h"

namespace comity::actions {

// What a report keeps of the guest who sent it: a keyed hash of the hash that their key has as an author's, so that it
// is found with the author's and by the key alike.
Key128 reporter_hash(const World& world, SiteId site, const Key128& token_hash);

// What a guest sent; `token_hash` as guest_hash gives it.
Result<std::vector<discussion::Report>> reports_by_guest(World& world, SiteId site, const Key128& token_hash);

// Words, name, address and who it was are emptied; letters to that address go. `wished`: by themselves, so that a
// restored copy forgets them again. In steps of some. Errors: `not_found`.
Done forget_reporters(World& world, SiteId site, const std::vector<discussion::Report>& reports, bool wished);

}  // namespace comity::actions
