// comity policy shadow: a policy beside the one in force that binds nobody, and what it would have done.
//
// Every text is stored with the facts it was judged from, so the shadow's verdicts need not be taken while readers
// wait: they are the same whenever they are asked for (src/actions/replay_test.cc).

#include <cstdlib>
#include <iostream>

#include "actions/shadow_policy.h"
#include "cmd/admin_commands.h"
#include "cmd/commands.h"
#include "cmd/corpus.h"
#include "cmd/policy_file.h"
#include "cmd/printable.h"
#include "cmd/progress_bar.h"
#include "cmd/read_file.h"
#include "cmd/which_comment.h"
#include "policy/replay_report.h"

namespace comity::cmd {
namespace {

std::string login_name() {
  const char* login = std::getenv("USER");
  return login != nullptr ? login : "operator";
}

int report(const std::string& data, const std::string& key, const std::string& format, std::int64_t jobs) {
  CorpusOptions options;
  options.data = data;
  options.jobs = jobs;
  const auto folder = DataFolder::look(data);
  if (!folder) return complain(folder.error());
  const auto site = which_site((*folder)->world(), key);
  if (!site) return complain(site.error());
  const auto shadow = (*folder)->store().shadow(site->id);
  if (!shadow) return complain(shadow.error());
  if (!*shadow) {
    std::cerr << "comity: no policy is tried in the shadow on " << site->key << ".\n";
    return Exit::answer_is_no;
  }
  ProgressBar bar;
  const auto run = actions::shadow_report((*folder)->world(), *site, **shadow, options.threads(),
                                          [&](std::uint64_t done) { bar.show("Judging", done, 0, "texts"); });
  bar.clear();
  if (!run) return complain(run.error());
  std::cout << (format == "html"   ? policy::to_html(run->report)
                : format == "json" ? policy::to_json(run->report)
                                   : printable(policy::to_text(run->report)));
  return Exit::done;
}

int shadow(const Words& words) {
  std::string file, data, key, by, format = "text";
  bool off = false, asked = false;
  std::int64_t jobs = 0;
  Arguments args("comity policy shadow", "Tries a policy beside the one in force; it binds nobody.",
                 "Give FILE to begin, --report for what it would have done since, --off to end.\n"
                 "What was only advised against was never stored: neither policy is asked about it again.");
  args.positional("FILE", file, "the policy, or the name of one that ships", Need::optional);
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--site", key, "KEY", "which site", Need::required);
  args.flag("--report", asked, "what it would have done");
  args.flag("--off", off, "no shadow any more");
  args.option("--format", format, "text|json|html", "of the report (text)");
  args.option("--jobs", jobs, "N", "threads to judge with (one for each core)");
  args.option("--by", by, "NAME", "who sets it: kept, never shown (default: your login name)");
  if (const auto stop = args.parse(words)) return *stop;
  if ((file.empty() ? 0 : 1) + off + asked != 1 || (format != "text" && format != "json" && format != "html")) {
    std::cerr << "comity: give FILE, --report or --off, one of them; --format is text, json or html.\n";
    return Exit::usage;
  }
  if (asked) return report(data, key, format, jobs);
  std::string source;
  if (!off) {
    const OpenedPolicy opened = open_policy("comity policy shadow", file, Show::errors);
    if (!opened.policy) return opened.status;
    source = opened.policy->source;
  }
  const auto folder = DataFolder::open(data, Missing::refuse);
  if (!folder) return complain(folder.error());
  const auto site = which_site((*folder)->world(), key);
  if (!site) return complain(site.error());
  const Done done = actions::set_shadow((*folder)->world(), *site, source, by.empty() ? login_name() : by);
  if (!done) return complain(done.error());
  std::cerr << (off ? "No shadow any more on " : "Tried in the shadow on ") << site->key << ".\n";
  return Exit::done;
}

}  // namespace

std::vector<Command> policy_shadow_commands() {
  return {{"policy shadow", "try a policy beside the one in force, binding nobody", shadow}};
}

}  // namespace comity::cmd
