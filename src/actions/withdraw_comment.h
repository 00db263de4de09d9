// An author takes a comment back. It hides at once; its text is emptied later, by retention.
#pragma once

#include "actions/world.h"

namespace comity::actions {

// Errors: `not_found`; `forbidden` - refused, removed or withdrawn already.
Result<discussion::Comment> withdraw_comment(World& world, const discussion::Site& site, const Key128& receipt);

}  // namespace comity::actions
