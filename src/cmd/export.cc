// comity export: a whole site in a form that others can read.

#include <iostream>

#include "actions/export_site.h"
#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "cmd/data_folder.h"

namespace comity::cmd {
namespace {

int export_jsonl(const Words& words) {
  std::string data, key;
  Arguments args("comity export jsonl", "Writes a site to standard output, one JSON object a line.",
                 "Stories, comments, revisions, decisions, policies: docs/formats/jsonl.md says what each line holds.\n"
                 "Everything that was ever held or refused is in it, with its text: it is not for publishing.\n"
                 "Left out are guests' keys, receipts and case codes. The same data give the same bytes.");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--site", key, "KEY", "which site", Need::required);
  if (const auto stop = args.parse(words)) return *stop;
  const auto folder = DataFolder::open(data, Missing::refuse);
  if (!folder) return complain(folder.error());
  actions::World& world = (*folder)->world();
  const auto site = world.store.site(key);
  if (!site && site.error().code == Error::Code::not_found)
    return complain({Error::Code::not_found, "there is no site '" + key + "' in " + data});
  if (!site) return complain(site.error());
  const auto counts = actions::export_site(world, *site, [](std::string_view line) -> Done {
    std::cout.write(line.data(), static_cast<std::streamsize>(line.size()));
    if (!std::cout) return fail(Error::Code::unavailable, "standard output could not be written");
    return {};
  });
  std::cout.flush();
  if (!counts) return complain(counts.error());
  std::cerr << counts->stories << " stories, " << counts->comments << " comments, " << counts->revisions
            << " revisions, " << counts->decisions << " decisions.\n";
  return Exit::done;
}

}  // namespace

std::vector<Command> export_commands() { return {{"export jsonl", "write a site as JSON Lines", export_jsonl}}; }

}  // namespace comity::cmd
