// comity policy brake: which clauses were stopped at hold, and what to do about it.

#include <cstdlib>
#include <iostream>

#include "actions/manage_site.h"
#include "actions/site_settings.h"
#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "cmd/data_folder.h"
#include "cmd/which_comment.h"

namespace comity::cmd {
namespace {

int brake(const Words& words) {
  std::string data, key, release, share, by;
  Arguments args("comity policy brake", "Says which clauses the brake stopped at hold, and releases them.",
                 "A clause newly in force that touches more than its share of what is written does nothing stricter\n"
                 "than hold until it is released here, or another policy is published.");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--site", key, "KEY", "which site", Need::required);
  args.option("--release", release, "CLAUSE", "lets it do again what the policy says");
  args.option("--share", share, "PERCENT", "that a new clause may touch from now on (5); 0: no brake");
  args.option("--by", by, "NAME", "who releases it: kept, never shown (default: your login name)");
  if (const auto stop = args.parse(words)) return *stop;
  if (!share.empty()) {
    if (const auto checked = actions::with_setting({}, "brake-percent", share); !checked) {
      std::cerr << "comity policy brake: --share: " << checked.error().detail << '\n';
      return Exit::usage;
    }
  }
  const bool writes = !release.empty() || !share.empty();
  const auto folder = writes ? DataFolder::open(data, Missing::refuse) : DataFolder::look(data);
  if (!folder) return complain(folder.error());
  actions::World& world = (*folder)->world();
  auto site = which_site(world, key);
  if (!site) return complain(site.error());
  if (!share.empty()) {
    site = actions::with_setting(*site, "brake-percent", share);
    if (site) site = actions::set_site(world, *site);
    if (!site) return complain(site.error());
    std::cerr << "The brake on " << site->key << (site->brake_share == 0 ? " is off.\n" : " allows " + share + " %.\n");
  }
  if (!release.empty()) {
    const char* login = std::getenv("USER");
    const std::string who = !by.empty() ? by : login != nullptr ? login : "operator";
    if (const Done done = actions::release_clause(world, *site, release, who); !done) return complain(done.error());
    std::cerr << "Clause '" << release << "' does again what the policy says.\n";
  }
  const auto stops = actions::stopped_clauses(world, *site);
  if (!stops) return complain(stops.error());
  for (const store::Brake& stop : *stops)
    std::cout << rfc3339(stop.since) << "  " << actions::told(*site, stop) << '\n';
  if (stops->empty() && !writes) std::cerr << "No clause is stopped on " << site->key << ".\n";
  return Exit::done;
}

}  // namespace

std::vector<Command> policy_brake_commands() {
  return {{"policy brake", "clauses that were stopped for touching too much", brake}};
}

}  // namespace comity::cmd
