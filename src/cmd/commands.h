// The commands of `comity`, one function each, in the file of its name. Each reads its own words and answers the
// exit status.
#pragma once

#include <string>
#include <vector>

namespace comity::cmd {

using Words = std::vector<std::string>;

struct Command {
  std::string words;    // "policy check"
  std::string summary;  // one line for the list of commands
  int (*run)(const Words& rest);
};

// Each file of commands gives its own; commands.cc puts them together, in this order.
std::vector<Command> all_commands();

}  // namespace comity::cmd
