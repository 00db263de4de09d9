#include "cmd/commands.h"

namespace comity::cmd {

// A file of commands gives them by one function, declared here and named once more below; src/cmd/serve.cc
// defines serve_commands(), and so on.
std::vector<Command> judge_commands();
std::vector<Command> policy_commands();
std::vector<Command> import_commands();
// (declarations)

std::vector<Command> all_commands() {
  using Give = std::vector<Command> (*)();
  const std::vector<Give> givers = {
      judge_commands, policy_commands, import_commands,
      // (names, in the order of --help)
  };
  std::vector<Command> all;
  for (const Give give : givers) {
    for (Command& command : give()) all.push_back(std::move(command));
  }
  return all;
}

}  // namespace comity::cmd
