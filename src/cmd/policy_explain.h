#pragma once

#include "cmd/commands.h"

namespace comity::cmd {

// comity policy explain: what a policy says of one text, as its author, a moderator or everybody reads it.
int explain(const Words& words);

}  // namespace comity::cmd
