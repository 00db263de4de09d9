// Numbers, measures and codes are not words, whatever letters their digits might be: "5h17", "A55", "DA60 1356",
// "6OK-06". Told by their shape alone. Inside the room only.
#pragma once

#include "policy/met.h"

namespace comity::policy {

// Whether what the walk met is rather a code than a word with digits or signs for letters.
bool is_code(const Question& q, const Met& met);

}  // namespace comity::policy
