// The lexicons and policies compiled into the program; paths begin with "lexicons/" or "policies/".
#pragma once

#include <vector>

#include "base/embedded.h"

namespace comity::policy_data {

const std::vector<base::EmbeddedFile>& embedded();

}  // namespace comity::policy_data
