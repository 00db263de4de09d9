// A password from whoever starts a command: never an argument, where every user of the machine could read it.
#pragma once

#include <string>

#include "base/result.h"

namespace comity::cmd {

// On a terminal asked for twice without echo, on standard error; else the first line of standard input.
// Errors: `invalid` - the two differ, or there is none.
Result<std::string> read_new_password();

}  // namespace comity::cmd
