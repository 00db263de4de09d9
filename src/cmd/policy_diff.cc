// comity policy diff: what was changed between two policies, and over a corpus whose verdicts.

#include <iostream>

#include "cmd/commands.h"
#include "cmd/corpus.h"
#include "cmd/policy_file.h"
#include "cmd/printable.h"
#include "cmd/progress_bar.h"
#include "policy/diff.h"
#include "policy/replay_report.h"

namespace comity::cmd {
namespace {

int diff(const Words& words) {
  std::string old_file, new_file;
  CorpusOptions options;
  Arguments args("comity policy diff", "Says what was changed between two policies, and over a corpus whose verdicts.",
                 "Clauses by id: prose, condition, action, examples; word lists and patterns by name.\n"
                 "With --data or --jsonl every text there is judged by both, and a report like that of\n"
                 "`comity policy replay` follows.");
  args.positional("OLD", old_file, "the old policy, or the name of one that ships");
  args.positional("NEW", new_file, "the new one");
  options.declare(args);
  if (const auto stop = args.parse(words)) return *stop;
  const OpenedPolicy before = open_policy("comity policy diff", old_file, Show::errors);
  if (!before.policy) return before.status;
  const OpenedPolicy after = open_policy("comity policy diff", new_file, Show::errors);
  if (!after.policy) return after.status;
  const auto found = policy::differences(*before.policy, *after.policy);
  std::cout << (found.empty() ? "The two say the same.\n" : printable(policy::to_text(found)));
  if (!options.given()) return Exit::done;

  auto corpus = Corpus::open(options);
  if (!corpus) return corpus.error().code == Error::Code::invalid ? misused(corpus.error()) : complain(corpus.error());
  policy::ReplayReport report;
  report.corpus = (*corpus)->name();
  report.before = before.policy.get();
  report.after = after.policy.get();
  report.since = options.since;
  ProgressBar bar;
  for (CorpusPart& part : (*corpus)->parts()) {
    const auto tally = actions::replay(*part.texts, {before.policy, after.policy, {}}, options.threads(),
                                       [&](std::uint64_t done) { bar.show("Judging", done, part.size, "texts"); });
    bar.clear();
    if (!tally) return complain(tally.error());
    report.tally.merge(*tally);
  }
  std::cout << '\n' << printable(policy::to_text(report));
  return Exit::done;
}

}  // namespace

std::vector<Command> policy_diff_commands() {
  return {{"policy diff", "what was changed between two policies, and whose verdicts", diff}};
}

}  // namespace comity::cmd
