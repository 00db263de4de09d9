// comity policy brake: which clauses were stopped at hold, and what to do about it.

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <optional>

#include "actions/manage_site.h"
#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "cmd/data_folder.h"
#include "cmd/which_comment.h"

namespace comity::cmd {
namespace {

// "5", "2.5", "0.25" per cent in ten-thousandths; nothing when it is no such number.
std::optional<std::int64_t> share_of(const std::string& percent) {
  const std::size_t dot = std::min(percent.find('.'), percent.size());
  std::string digits = percent.substr(0, dot);
  std::string places = dot < percent.size() ? percent.substr(dot + 1) : "";
  if (digits.empty() || digits.size() > 3 || places.size() > 2) return std::nullopt;
  places.resize(2, '0');
  digits += places;
  std::int64_t share = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), share);
  if (error != std::errc{} || end != digits.data() + digits.size() || share < 0 || share > 10'000) return std::nullopt;
  return share;
}

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
  const auto wanted = share.empty() ? std::optional<std::int64_t>(0) : share_of(share);
  if (!wanted) {
    std::cerr << "comity policy brake: --share is a number from 0 to 100 with at most two places, such as 2.5\n";
    return Exit::usage;
  }
  const bool writes = !release.empty() || !share.empty();
  const auto folder = writes ? DataFolder::open(data, Missing::refuse) : DataFolder::look(data);
  if (!folder) return complain(folder.error());
  actions::World& world = (*folder)->world();
  auto site = which_site(world, key);
  if (!site) return complain(site.error());
  if (!share.empty()) {
    site->brake_share = *wanted;
    site = actions::set_site(world, *site);
    if (!site) return complain(site.error());
    std::cerr << "The brake on " << site->key << (*wanted == 0 ? " is off.\n" : " allows " + share + " %.\n");
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
