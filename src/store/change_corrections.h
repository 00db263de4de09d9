// Writes about a site's correction of the classifier: included by store/change.h, which says what a Change is.
#pragma once

#include <string>

#include "base/ids.h"

namespace comity::store {

// From now on the site's scores are corrected by this one; zero `id`, no bytes and no report: by none. Nothing happens
// when it is so already. A file once stored stays: decisions name what they were made with.
struct SwitchCorrection {
  Hash256 id;
  std::string bytes;
  std::string report;
  std::string by;
};

}  // namespace comity::store
