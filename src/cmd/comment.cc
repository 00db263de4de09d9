// comity admin comment: what was published, removed and put back.

#include <iostream>

#include "cmd/admin_commands.h"
#include "cmd/data_folder.h"
#include "cmd/show_comment.h"
#include "cmd/which_comment.h"

namespace comity::cmd {
namespace {

// "SITE STORY NUMBER" as three words is the same as "SITE/STORY/NUMBER".
std::vector<std::string> as_names(const std::vector<std::string>& words) {
  const bool apart = words.size() == 3 && words[0].find('/') == std::string::npos &&
                     words[2].find_first_not_of("+0123456789") == std::string::npos;
  if (apart) return {words[0] + "/" + words[1] + "/" + words[2]};
  return words;
}

int remove(const Words& rest) {
  Decide decide{discussion::Deed::remove, "removed"};
  Arguments args("comity admin comment remove",
                 "Removes published comments. Their numbers stay, with a line that names the clause.",
                 how_to_name_a_comment);
  args.positional("COMMENT", decide.comments, "which comments; or SITE STORY NUMBER");
  args.option("--clause", decide.clauses, "ID", "the clause it rests on; may be given several times", Need::required);
  args.option("--reason", decide.reason, "WORDS", "for the author");
  decide.common(args);
  if (const auto stop = args.parse(rest)) return *stop;
  decide.comments = as_names(decide.comments);
  return decide.run();
}

int restore(const Words& rest) {
  Decide decide{discussion::Deed::restore, "restored"};
  Arguments args("comity admin comment restore",
                 "Reverses a removal or a refusal: the comment is published, and the decision says which one it "
                 "corrects.",
                 how_to_name_a_comment);
  args.positional("COMMENT", decide.comments, "which comments; or SITE STORY NUMBER");
  args.option("--freedom", decide.freedom, "ID", "the policy's promise that covers them");
  args.option("--reason", decide.reason, "WORDS", "for the author");
  decide.common(args);
  if (const auto stop = args.parse(rest)) return *stop;
  decide.comments = as_names(decide.comments);
  return decide.run();
}

int show(const Words& rest) {
  std::string data;
  std::vector<std::string> words;
  bool as_json = false;
  Arguments args("comity admin comment show", "Comments with every text of them and every decision about them.",
                 how_to_name_a_comment);
  args.positional("COMMENT", words, "which comments; or SITE STORY NUMBER");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.flag("--json", as_json, "one JSON object a line");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto folder = DataFolder::open(data, Missing::refuse);
  if (!folder) return complain(folder.error());
  int status = Exit::done;
  for (const std::string& named : as_names(words)) {
    const auto comment = which_comment((*folder)->world(), named);
    const auto shown = comment ? load_shown((*folder)->world(), *comment) : Result<Shown>(fail(comment.error()));
    if (!shown) {
      status = std::max(status, complain(shown.error()));
    } else if (as_json) {
      std::cout << to_json(*shown) << '\n';
    } else {
      print(std::cout, *shown);
    }
  }
  return status;
}

}  // namespace

std::vector<Command> comment_commands() {
  return {{"admin comment show", "a comment, its texts and the decisions about it", show},
          {"admin comment remove", "remove a published comment, naming the clause", remove},
          {"admin comment restore", "put a removed or refused comment back", restore}};
}

}  // namespace comity::cmd
