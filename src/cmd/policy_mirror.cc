// comity policy mirror: whether a policy judges both sides of a dispute alike.

#include <iostream>
#include <optional>

#include "actions/mirror_texts.h"
#include "cmd/commands.h"
#include "cmd/corpus.h"
#include "cmd/policy_file.h"
#include "cmd/printable.h"
#include "cmd/progress_bar.h"

namespace comity::cmd {
namespace {

int mirror(const Words& words) {
  std::string file, format = "text";
  CorpusOptions options;
  Arguments args(
      "comity policy mirror", "Exchanges the names of a policy's [[sides]] and says which verdicts change.",
      "Tried are the policy's own examples and, with --data or --jsonl, every text there that holds a name.\n"
      "Exit status 1 when a verdict changes.");
  args.option("--policy", file, "FILE", "the policy, or the name of one that ships", Need::required);
  args.option("--format", format, "text|json", "of the report (text)");
  options.declare(args);
  if (const auto stop = args.parse(words)) return *stop;
  if (format != "text" && format != "json") {
    std::cerr << "comity policy mirror: --format is text or json\n";
    return Exit::usage;
  }
  const OpenedPolicy opened = open_policy("comity policy mirror", file, Show::errors);
  if (!opened.policy) return opened.status;
  policy::MirrorTally tally = policy::mirrored_examples(*opened.policy);
  if (options.given()) {
    auto corpus = Corpus::open(options);
    if (!corpus)
      return corpus.error().code == Error::Code::invalid ? misused(corpus.error()) : complain(corpus.error());
    ProgressBar bar;
    for (CorpusPart& part : (*corpus)->parts()) {
      const auto judging = policy::with_correction(opened.policy, part.live ? part.live->correction : nullptr);
      const auto of_part = actions::mirror_texts(*part.texts, *judging, options.threads(), [&](std::uint64_t done) {
        bar.show("Exchanging in " + part.name, done, part.size, "texts");
      });
      bar.clear();
      if (!of_part) return complain(of_part.error());
      tally.merge(*of_part);
    }
  }
  std::cout << (format == "json" ? policy::to_json(*opened.policy, tally)
                                 : printable(policy::to_text(*opened.policy, tally)));
  return tally.changed == 0 ? Exit::done : Exit::answer_is_no;
}

}  // namespace

std::vector<Command> policy_mirror_commands() {
  return {{"policy mirror", "exchange two sides' names and see whose verdicts change", mirror}};
}

}  // namespace comity::cmd
