// comity admin guest: a guest's key that opens nothing any more.

#include <iostream>

#include "actions/manage_site.h"
#include "cmd/admin_commands.h"
#include "cmd/data_folder.h"
#include "cmd/which_comment.h"

namespace comity::cmd {
namespace {

int revoke(const Words& rest) {
  std::string data, named;
  Arguments args("comity admin guest revoke",
                 "Revokes the key of the guest who wrote a comment: nothing can be posted, changed or taken back with "
                 "it any more. The comments stay.",
                 how_to_name_a_comment);
  args.positional("COMMENT", named, "any comment of that guest");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  if (const auto stop = args.parse(rest)) return *stop;
  const auto folder = DataFolder::open(data, Missing::refuse);
  if (!folder) return complain(folder.error());
  actions::World& world = (*folder)->world();
  const auto comment = which_comment(world, named);
  if (!comment) return complain(comment.error());
  const auto site = world.store.site(comment->site);
  if (!site) return complain(site.error());
  const auto author = world.store.author(site->id, comment->author);
  if (!author) return complain(author.error());
  if (author->kind != policy::AuthorKind::guest) {
    std::cerr << "comity: " << handle_of(*site, *comment) << " was not written by a guest of this server.\n";
    return Exit::answer_is_no;
  }
  if (author->revoked_at) {
    std::cerr << "The key had been revoked on " << rfc3339(*author->revoked_at) << ".\n";
    return Exit::done;
  }
  if (const auto revoked = actions::revoke_guest(world, *site, author->id); !revoked) return complain(revoked.error());
  std::cout << handle_of(*site, *comment) << "  its guest's key is revoked\n";
  return Exit::done;
}

}  // namespace

std::vector<Command> guest_commands() { return {{"admin guest revoke", "make a guest's key useless", revoke}}; }

}  // namespace comity::cmd
