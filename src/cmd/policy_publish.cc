// comity policy publish: a checked document becomes a site's policy; a running server follows within a second.

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "actions/try_policy.h"
#include "cmd/admin_commands.h"
#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "cmd/data_folder.h"
#include "cmd/printable.h"
#include "cmd/progress_bar.h"
#include "cmd/read_file.h"
#include "cmd/which_comment.h"
#include "policy/policy.h"

namespace comity::cmd {
namespace {

constexpr std::int64_t most_texts = 20'000;  // some seconds; more is a replay's business

int publish(const Words& rest) {
  std::string data, file, key, by;
  bool despite_mirror = false;
  std::int64_t most = actions::most_tried;
  Arguments args(
      "comity policy publish", "Puts a policy document in force on a site.",
      "The document is checked first, its examples with it: one that fails is not published.\n"
      "Earlier policies stay in the database: decisions go on citing the one they were made under.\n"
      "It is tried first on what was written lately, beside the one in force; how many verdicts would change\n"
      "is told here and kept with it: its page says so. `comity policy replay` tries it on everything.\n"
      "One with [[sides]] is tried on both of them, on its examples and the whole archive, and its page says\n"
      "how that came out.");
  args.positional("FILE", file, "the document; - reads standard input");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--site", key, "KEY", "which site", Need::required);
  args.option("--by", by, "NAME", "who publishes it: kept, never shown (default: your login name)");
  args.option("--try", most, "N", "how many of the latest texts it is tried on; 0: none (1000)");
  args.flag("--despite-mirror", despite_mirror, "though verdicts change when the sides' names are exchanged");
  if (const auto stop = args.parse(rest)) return *stop;
  if (most < 0 || most > most_texts) {
    std::cerr << "comity policy publish: --try is 0 to " << most_texts << "\n";
    return Exit::usage;
  }
  const auto source = read_file(file);
  if (!source) return complain(source.error());
  const policy::Checked checked = policy::compile(*source);
  for (const policy::Diagnostic& diagnostic : checked.diagnostics) std::cerr << policy::to_text(diagnostic, file);
  if (!checked.policy) {
    std::cerr << "comity: not published; the policy in force stays.\n";
    return Exit::answer_is_no;
  }
  const auto folder = DataFolder::open(data, Missing::refuse);
  if (!folder) return complain(folder.error());
  actions::World& world = (*folder)->world();
  const auto site = which_site(world, key);
  if (!site) return complain(site.error());
  const char* login = std::getenv("USER");
  if (by.empty()) by = login != nullptr ? login : "operator";
  ProgressBar bar;
  actions::PublishOptions options;
  options.despite_mirror = despite_mirror;
  options.jobs = std::max(1U, std::thread::hardware_concurrency());
  options.progress = [&](std::uint64_t texts) { bar.show("Trying it on both sides", texts, 0, "texts"); };
  if (most > 0 && checked.policy->id != site->policy) {
    const auto trial = actions::try_policy(world, *site, *source, static_cast<std::size_t>(most));
    if (!trial) return complain(trial.error());
    options.tried = actions::kept_of(*trial, world.clock.now());
    std::cerr << printable(actions::told(options.tried->counts)) << '\n';
  }
  const auto id = actions::publish_policy(world, *site, *source, by, options);
  bar.clear();
  if (!id && id.error().code == Error::Code::forbidden) {
    std::cerr << printable(id.error().detail)
              << "comity: not published; the policy in force stays. Judge both sides alike, or say --despite-mirror: "
                 "the page will say so.\n";
    return Exit::answer_is_no;
  }
  if (!id) return complain(id.error());
  std::cout << "sha256:" << to_hex(*id) << '\n';
  std::cerr << (*id == site->policy ? "It was in force already.\n" : "In force on " + site->key + ".\n");
  return Exit::done;
}

}  // namespace

std::vector<Command> policy_publish_commands() {
  return {{"policy publish", "put a policy document in force on a site", publish}};
}

}  // namespace comity::cmd
