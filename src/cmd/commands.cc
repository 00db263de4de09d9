#include "cmd/commands.h"

namespace comity::cmd {

// A file of commands gives them by one function, declared here and named once more below; src/cmd/serve.cc
// defines serve_commands(), and so on.
std::vector<Command> serve_commands();
std::vector<Command> judge_commands();
std::vector<Command> classify_commands();
std::vector<Command> classify_adapt_commands();
std::vector<Command> policy_commands();
std::vector<Command> import_commands();
std::vector<Command> export_commands();
std::vector<Command> demo_commands();
std::vector<Command> policy_publish_commands();
std::vector<Command> policy_replay_commands();
std::vector<Command> policy_mirror_commands();
std::vector<Command> policy_diff_commands();
std::vector<Command> policy_shadow_commands();
std::vector<Command> policy_brake_commands();
std::vector<Command> site_commands();
std::vector<Command> story_commands();
std::vector<Command> held_commands();
std::vector<Command> comment_commands();
std::vector<Command> guest_commands();
std::vector<Command> erase_commands();
std::vector<Command> person_commands();
std::vector<Command> backup_commands();
std::vector<Command> key_commands();
std::vector<Command> ledger_commands();
std::vector<Command> case_commands();
std::vector<Command> transparency_commands();
// (declarations)

std::vector<Command> all_commands() {
  using Give = std::vector<Command> (*)();
  const std::vector<Give> givers = {
      serve_commands,          demo_commands,          judge_commands,          classify_commands,
      classify_adapt_commands, policy_commands,        policy_publish_commands, policy_diff_commands,
      policy_replay_commands,  policy_mirror_commands, policy_shadow_commands,  policy_brake_commands,
      import_commands,         export_commands,        transparency_commands,   site_commands,
      story_commands,          held_commands,          comment_commands,        guest_commands,
      erase_commands,          person_commands,        backup_commands,         key_commands,
      ledger_commands,         case_commands,
      // (names, in the order of --help)
  };
  std::vector<Command> all;
  for (const Give give : givers) {
    for (Command& command : give()) all.push_back(std::move(command));
  }
  return all;
}

}  // namespace comity::cmd
