// --correction FILE|none: a correction of the classifier to judge with.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "classify/correction.h"

namespace comity::cmd {

// The correction in `file`; null for "none". Errors: `unavailable`; `corrupt` - it is none, or for another model than
// the one that ships.
Result<std::shared_ptr<const classify::Correction>> which_correction(const std::string& file);

}  // namespace comity::cmd
