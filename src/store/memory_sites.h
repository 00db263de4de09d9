// A site's settings in plain containers.
#pragma once

#include "store/change.h"
#include "store/memory_undo.h"

namespace comity::store::memory {

struct Model;
struct SiteRow;

// Adds the site, or gives `at`, the one that the change names, its new settings. The row of it.
Result<SiteRow*> put_site(Model& model, SiteRow* at, const PutSite& w, Time now, Undo& undo);

}  // namespace comity::store::memory
