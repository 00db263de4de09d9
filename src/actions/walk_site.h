// Everything of one kind that a site has, front to back, for counts and exports: a page at a time, so that the store is
// asked a few times and memory holds a page.
#pragma once

#include <functional>

#include "actions/world.h"
#include "discussion/appeal.h"
#include "discussion/report.h"

namespace comity::actions {

// In order of story, comment and text. The walk ends with the first error that `visit` gives.
Done each_judged(World& world, SiteId site, const std::function<Done(const store::JudgedText&)>& visit);
// In order of id.
Done each_report(World& world, SiteId site, const std::function<Done(const discussion::Report&)>& visit);
Done each_appeal(World& world, SiteId site, const std::function<Done(const discussion::Appeal&)>& visit);

}  // namespace comity::actions
