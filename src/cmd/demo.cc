// comity demo: the demonstration paper, written into a data folder.

#include <iostream>

#include "actions/make_demo.h"
#include "cmd/admin_commands.h"
#include "cmd/data_folder.h"
#include "cmd/printable.h"
#include "discussion/story_address.h"

namespace comity::cmd {
namespace {

int demo(const Words& rest) {
  std::string data;
  actions::MakeDemo request;
  Arguments args("comity demo", "Fills a data folder with an invented newspaper and its discussions.",
                 "Made again it adds nothing. `comity serve --data DIR` then shows it.");
  args.option("--data", data, "DIR", "the data folder; made when it is missing", Need::required);
  args.option("--origin", request.origin, "URL", "where `comity serve` will be reached (http://localhost:8080)");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto origin = discussion::checked_origin(request.origin);
  if (!origin) {
    std::cerr << "comity: --origin: " << origin.error().detail << '\n';
    return Exit::usage;
  }
  request.origin = *origin;
  const auto folder = DataFolder::open(data, Missing::create);
  if (!folder) return complain(folder.error());
  const auto made = actions::make_demo((*folder)->world(), request);
  if (!made) return complain(made.error());
  for (const discussion::Story& story : made->stories) {
    std::cout << made->site.key << '/' << short_id(story.id) << "  " << story.published << " comments  "
              << one_line(story.title, 80) << '\n';
  }
  if (made->comments_added == 0) {
    std::cerr << one_line(made->site.name, 80) << " was there already; nothing was added.\n";
  } else {
    std::cerr << one_line(made->site.name, 80) << ": " << made->comments_added << " comments were added.\n";
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> demo_commands() { return {{"demo", "fill a data folder with an invented newspaper", demo}}; }

}  // namespace comity::cmd
