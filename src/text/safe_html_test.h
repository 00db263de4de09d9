// Reads HTML as a browser would and says what in it a comment may not have. For tests.
#pragma once

#include <string>

namespace comity::text {

// "" when all is well, else what is wrong.
std::string trouble_in(const std::string& html);

}  // namespace comity::text
