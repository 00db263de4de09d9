// What the raw multi-pattern matcher looks for: what our matcher's speed is put beside.
#pragma once

#include <string>
#include <vector>

namespace comity::bench {

// The forms of the lexicons that ship, as bytes, each once; nothing folded.
std::vector<std::string> plain_forms();

}  // namespace comity::bench
