// comity admin held: what the engine held, for somebody to release, refuse or return.

#include <cstdlib>
#include <iostream>

#include "actions/decide_comment.h"
#include "cmd/admin_commands.h"
#include "cmd/arguments.h"
#include "cmd/data_folder.h"
#include "cmd/printable.h"
#include "cmd/show_comment.h"
#include "cmd/which_comment.h"

namespace comity::cmd {
namespace {

using discussion::Deed;

int list(const Words& rest) {
  std::string data, site_key;
  std::int64_t limit = 100;
  bool as_json = false;
  Arguments args("comity admin held list", "Comments and edits that wait for a person, oldest first.",
                 "Each begins with the ID that `held show`, `held release` and `held refuse` take.");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--site", site_key, "KEY", "of this site only");
  args.option("--limit", limit, "N", "at most so many of a site (100)");
  args.flag("--json", as_json, "one JSON object a line, with texts and findings");
  if (const auto stop = args.parse(rest)) return *stop;
  if (limit < 1 || limit > 1'000'000) {
    std::cerr << "comity: --limit is a number from 1 to 1000000.\n";
    return Exit::usage;
  }
  const auto folder = DataFolder::open(data, Missing::refuse);
  if (!folder) return complain(folder.error());
  actions::World& world = (*folder)->world();

  auto sites = world.store.sites();
  if (!sites) return complain(sites.error());
  if (!site_key.empty()) {
    const auto site = which_site(world, site_key);
    if (!site) return complain(site.error());
    sites = std::vector<discussion::Site>{*site};
  }
  std::size_t count = 0;
  bool cut = false;
  for (const discussion::Site& site : *sites) {
    const auto stops = actions::stopped_clauses(world, site);
    if (!stops) return complain(stops.error());
    for (const store::Brake& stop : *stops) {
      std::cerr << actions::told(site, stop) << ".\n  What it stops waits here. When the rule is right: comity policy "
                << "brake --release " << stop.clause << "; when it is not, publish another.\n";
    }
    const auto items = world.store.held(site.id, 0, static_cast<std::size_t>(limit));
    if (!items) return complain(items.error());
    count += items->size();
    cut = cut || items->size() == static_cast<std::size_t>(limit);
    for (const store::HeldItem& item : *items) {
      const auto shown = load_shown(world, item.comment);
      if (!shown) return complain(shown.error());
      if (as_json) {
        std::cout << to_json(*shown) << '\n';
        continue;
      }
      std::string clauses;
      for (const std::string& clause : item.decision.clauses) clauses += (clauses.empty() ? "" : ", ") + clause;
      const std::string words = words_of(item.decision, shown->revisions);
      std::cout << handle_of(site, item.comment) << "  " << rfc3339(item.revision.written) << "  "
                << (item.comment.number != 0 ? "edit" : "new") << "  " << (clauses.empty() ? "-" : clauses)
                << (words.empty() ? "" : ": " + words) << "\n    " << one_line(item.comment.name, 40) << " in “"
                << one_line(shown->story.title.empty() ? shown->story.url : shown->story.title, 60)
                << "”: " << one_line(item.revision.text, 120) << '\n';
    }
  }
  if (count == 0) std::cerr << "Nothing waits.\n";
  if (cut) std::cerr << "More waits: --limit " << 10 * limit << " shows more.\n";
  return Exit::done;
}

int show(const Words& rest) {
  std::string data, id;
  bool as_json = false;
  Arguments args("comity admin held show", "One comment with every text of it and every decision about it.",
                 how_to_name_a_comment);
  args.positional("ID", id, "which comment");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.flag("--json", as_json, "as one JSON object");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto folder = DataFolder::open(data, Missing::refuse);
  if (!folder) return complain(folder.error());
  const auto comment = which_comment((*folder)->world(), id);
  if (!comment) return complain(comment.error());
  const auto shown = load_shown((*folder)->world(), *comment);
  if (!shown) return complain(shown.error());
  if (as_json) {
    std::cout << to_json(*shown) << '\n';
  } else {
    print(std::cout, *shown);
  }
  return Exit::done;
}

int release(const Words& rest) {
  Decide decide{Deed::publish, "released"};
  Arguments args("comity admin held release", "Publishes held comments, or held edits of published ones.",
                 how_to_name_a_comment);
  args.positional("ID", decide.comments, "which comments");
  args.option("--freedom", decide.freedom, "ID", "the policy's promise that covers them");
  args.option("--reason", decide.reason, "WORDS", "for their authors");
  decide.common(args);
  if (const auto stop = args.parse(rest)) return *stop;
  return decide.run();
}

int refuse(const Words& rest) {
  Decide decide{Deed::refuse, "refused"};
  Arguments args("comity admin held refuse", "Refuses held comments; a refused edit leaves the published text.",
                 how_to_name_a_comment);
  args.positional("ID", decide.comments, "which comments");
  args.option("--clause", decide.clauses, "ID", "the clause it rests on; may be given several times", Need::required);
  args.option("--reason", decide.reason, "WORDS", "for their authors");
  decide.common(args);
  if (const auto stop = args.parse(rest)) return *stop;
  return decide.run();
}

int return_to_author(const Words& rest) {
  Decide decide{Deed::return_, "returned"};
  Arguments args("comity admin held return", "Gives held comments back to their authors, for a change of words.",
                 how_to_name_a_comment);
  args.positional("ID", decide.comments, "which comments");
  args.option("--clause", decide.clauses, "ID", "the clause it rests on; may be given several times", Need::required);
  args.option("--reason", decide.reason, "WORDS", "for their authors: what to change");
  decide.common(args);
  if (const auto stop = args.parse(rest)) return *stop;
  return decide.run();
}

}  // namespace

void Decide::common(Arguments& args) {
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--by", by, "NAME", "who decides: kept with the decision, never shown (default: your login name)");
}

int Decide::run() const {
  const auto folder = DataFolder::open(data, Missing::refuse);
  if (!folder) return complain(folder.error());
  actions::World& world = (*folder)->world();
  const char* login = std::getenv("USER");
  int status = Exit::done;
  for (const std::string& named : comments) {
    const auto comment = which_comment(world, named);
    if (!comment) {
      status = std::max(status, complain(comment.error()));
      continue;
    }
    actions::DecideComment request;
    request.site = comment->site;
    request.story = comment->story;
    request.comment = comment->id;
    request.deed = deed;
    request.clauses = clauses;
    request.reason = reason;
    request.freedom = freedom;
    request.by = !by.empty() ? by : login != nullptr ? login : "operator";
    const auto decision = actions::decide_comment(world, request);
    if (!decision) {
      std::cerr << one_line(named, 80) << ": ";
      status = std::max(status, complain(decision.error()));
      continue;
    }
    const auto site = world.store.site(comment->site);
    const auto now = world.store.comment(comment->site, comment->story, comment->id);
    if (!site || !now) return complain(site ? now.error() : site.error());
    std::cout << handle_of(*site, *now) << "  " << done << '\n';
  }
  return status;
}

std::vector<Command> held_commands() {
  return {{"admin held list", "comments that wait for a person", list},
          {"admin held show", "one of them, with the words and the clause", show},
          {"admin held release", "publish them", release},
          {"admin held refuse", "refuse them, naming the clause", refuse},
          {"admin held return", "give them back to their authors for a change", return_to_author}};
}

}  // namespace comity::cmd
