// comity policy replay: what a policy would have said of everything that was written, before anybody is bound by it.

#include <algorithm>
#include <iostream>

#include "cmd/commands.h"
#include "cmd/corpus.h"
#include "cmd/policy_file.h"
#include "cmd/printable.h"
#include "cmd/progress_bar.h"
#include "cmd/which_correction.h"
#include "policy/replay_report.h"

namespace comity::cmd {
namespace {

std::string known_clauses(const policy::Compiled& policy) {
  std::string known;
  for (const policy::Clause& clause : policy.clauses) known += (known.empty() ? "" : ", ") + clause.id;
  return known;
}

int replay(const Words& words) {
  std::string file, old_file, correction_file, format = "text";
  std::vector<std::string> clauses;
  CorpusOptions options;
  Arguments args("comity policy replay", "Judges the archive by another policy and says what would come out otherwise.",
                 "Every text is judged from the facts that were stored with it. The server may be running; nothing is\n"
                 "written. The report goes to standard output: --format html > report.html makes a page for editors.\n"
                 "docs/policy-replay.md tells how a rule is tried on the past.");
  args.option("--policy", file, "FILE", "the policy to try, or the name of one that ships", Need::required);
  args.option("--old", old_file, "FILE", "compare with this one (the policy in force on the site)");
  args.option("--correction", correction_file, "FILE|none",
              "try it with this correction of the classifier, or without (the one that is on on the site)");
  args.option("--clause", clauses, "ID", "count only what this clause does; may be given several times");
  args.option("--format", format, "text|json|html", "of the report (text)");
  options.declare(args);
  if (const auto stop = args.parse(words)) return *stop;
  if (format != "text" && format != "json" && format != "html") {
    std::cerr << "comity policy replay: --format is text, json or html\n";
    return Exit::usage;
  }
  const OpenedPolicy after = open_policy("comity policy replay", file, Show::errors);
  if (!after.policy) return after.status;
  OpenedPolicy before;
  if (!old_file.empty()) {
    before = open_policy("comity policy replay", old_file, Show::errors);
    if (!before.policy) return before.status;
  }
  std::shared_ptr<const classify::Correction> correction;
  if (!correction_file.empty()) {
    auto given = which_correction(correction_file);
    if (!given) return complain(given.error());
    correction = *std::move(given);
  }
  auto corpus = Corpus::open(options);
  if (!corpus) return corpus.error().code == Error::Code::invalid ? misused(corpus.error()) : complain(corpus.error());

  policy::ReplayReport report;
  report.corpus = (*corpus)->name();
  report.since = options.since;
  report.clauses = clauses;
  std::uint64_t total = 0;
  for (const CorpusPart& part : (*corpus)->parts()) total += part.size;
  std::uint64_t finished = 0;
  ProgressBar bar;
  std::shared_ptr<const policy::Compiled> shown_before = before.policy, shown_after;
  for (CorpusPart& part : (*corpus)->parts()) {
    const auto of_site = part.live ? part.live->correction : nullptr;
    const auto compared = before.policy ? policy::with_correction(before.policy, of_site) : part.live;
    const auto tried = policy::with_correction(after.policy, correction_file.empty() ? of_site : correction);
    for (const std::string& clause : clauses) {
      if (after.policy->find(clause) != nullptr || (compared && compared->find(clause) != nullptr)) continue;
      std::cerr << "comity policy replay: there is no clause '" << clause << "'; there are "
                << known_clauses(*after.policy) << '\n';
      return Exit::usage;
    }
    if (!shown_before) shown_before = compared;
    if (!shown_after) shown_after = tried;
    if (part.site) report.brake_share = part.site->brake_share;
    const auto tally =
        actions::replay(*part.texts, {compared, tried, clauses}, options.threads(),
                        [&](std::uint64_t done) { bar.show("Judging", finished + done, total, "texts"); });
    bar.clear();
    if (!tally) return complain(tally.error());
    finished += part.size;
    report.tally.merge(*tally);
  }
  report.before = shown_before.get();
  report.after = shown_after ? shown_after.get() : after.policy.get();
  std::cout << (format == "html"   ? policy::to_html(report)
                : format == "json" ? policy::to_json(report)
                                   : printable(policy::to_text(report)));
  return Exit::done;
}

}  // namespace

std::vector<Command> policy_replay_commands() {
  return {{"policy replay", "try a policy on everything that was written", replay}};
}

}  // namespace comity::cmd
