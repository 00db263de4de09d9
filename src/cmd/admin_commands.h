// What the commands of `comity admin` share.
#pragma once

#include <string>
#include <vector>

#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "discussion/records.h"

namespace comity::cmd {

std::vector<Command> site_commands();
std::vector<Command> story_commands();
std::vector<Command> held_commands();
std::vector<Command> comment_commands();
std::vector<Command> guest_commands();
std::vector<Command> erase_commands();
std::vector<Command> person_commands();
std::vector<Command> policy_publish_commands();
std::vector<Command> demo_commands();

// One decision about several comments; each succeeds or fails by itself.
struct Decide {
  discussion::Deed deed;
  std::string done;  // "released": said of each
  std::vector<std::string> comments;
  std::vector<std::string> clauses;
  std::string reason, freedom, by, data;

  Decide(discussion::Deed what, std::string said) : deed(what), done(std::move(said)) {}
  void common(Arguments& args);  // --data and --by
  int run() const;               // the exit status
};

// "en,ru" and "en ru" as two.
std::vector<std::string> split_list(const std::vector<std::string>& words);

}  // namespace comity::cmd
