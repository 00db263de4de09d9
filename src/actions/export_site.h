// The whole of a site as JSON Lines, in an order that depends only on what is stored: docs/formats/jsonl.md.
#pragma once

#include <functional>
#include <string_view>

#include "actions/world.h"

namespace comity::actions {

struct ExportCounts {
  std::int64_t policies = 0, authors = 0, stories = 0, comments = 0, revisions = 0, decisions = 0, blocks = 0,
               appeals = 0;
};

// Gives line after line to `write`; memory does not depend on the site's size. What is posted meanwhile may be
// in it or not. Errors: those of the store and of `write`.
Result<ExportCounts> export_site(World& world, const discussion::Site& site,
                                 const std::function<Done(std::string_view line)>& write);

}  // namespace comity::actions
