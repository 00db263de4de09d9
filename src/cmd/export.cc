// comity export: a whole site in a form that others can read.

#include <iostream>

#include "actions/export_dsa.h"
#include "actions/export_site.h"
#include "actions/training_rows.h"
#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "cmd/counted.h"
#include "cmd/opened_site.h"
#include "cmd/printable.h"
#include "cmd/rule_labels.h"

namespace comity::cmd {
namespace {

Done to_standard_output(std::string_view line) {
  std::cout.write(line.data(), static_cast<std::streamsize>(line.size()));
  if (!std::cout) return fail(Error::Code::unavailable, "standard output could not be written");
  return {};
}

int export_rows(const Words& words) {
  std::string data, key;
  std::vector<std::string> given;
  Arguments args("comity export rows", "Writes what people decided as training rows, one JSON object a line.",
                 "docs/formats/rows.md says what a decision says of which label. The program's own decisions are left "
                 "out.\nRows hold what readers wrote, refused texts too: they are not for publishing.");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--site", key, "KEY", "which site", Need::required);
  args.option("--label", given, "RULE=LABEL", rule_labels_help);
  if (const auto stop = args.parse(words)) return *stop;
  const auto rules = rule_labels(given);
  if (!rules) {
    std::cerr << "comity export rows: " << printable(rules.error().detail) << '\n';
    return Exit::usage;
  }
  const auto from = opened_site(data, key);
  if (!from) return complain(from.error());
  const auto counts = actions::export_rows(from->folder->world(), from->site, *rules, to_standard_output);
  std::cout.flush();
  if (!counts) return complain(counts.error());
  std::cerr << counts->positive << " texts that people refused, " << counts->negative << " that they let stand.\n";
  return Exit::done;
}

int export_jsonl(const Words& words) {
  std::string data, key;
  Arguments args("comity export jsonl", "Writes a site to standard output, one JSON object a line.",
                 "Stories, comments, revisions, decisions, policies: docs/formats/jsonl.md says what each line holds.\n"
                 "Everything that was ever held or refused is in it, with its text: it is not for publishing.\n"
                 "Left out are guests' keys, receipts and case codes. The same data give the same bytes.");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--site", key, "KEY", "which site", Need::required);
  if (const auto stop = args.parse(words)) return *stop;
  const auto from = opened_site(data, key);
  if (!from) return complain(from.error());
  const auto counts = actions::export_site(from->folder->world(), from->site, to_standard_output);
  std::cout.flush();
  if (!counts) return complain(counts.error());
  std::cerr << counted(counts->stories, "story", "stories") << ", " << counted(counts->comments, "comment", "comments")
            << ", " << counted(counts->revisions, "revision", "revisions") << ", "
            << counted(counts->decisions, "decision", "decisions") << ", "
            << counted(counts->blocks, "warning or block", "warnings and blocks") << ", "
            << counted(counts->appeals, "appeal", "appeals") << ".\n";
  return Exit::done;
}

int export_dsa(const Words& words) {
  std::string data, key, since;
  actions::ExportDsa request;
  Arguments args("comity export dsa", "Writes a site's restrictions for the EU's DSA Transparency Database.",
                 "Each line is the body of one call of its API, with at most 100 statements: docs/formats/dsa.md.\n"
                 "No words of authors, no names and no reasons in somebody's own words are in it. What an authority\n"
                 "ordered is left out, and counted.");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--site", key, "KEY", "which site", Need::required);
  args.option("--since", since, "DAY", "only what was decided since that day (UTC), as 2026-11-01");
  args.option("--public-url", request.public_url, "URL", "the server's address, for links to the policy");
  if (const auto stop = args.parse(words)) return *stop;
  if (!since.empty()) {
    request.since = parse_rfc3339(since + "T00:00:00Z");
    if (!request.since) {
      std::cerr << "comity export dsa: --since: '" << printable(since) << "' is no day: write it as 2026-11-01\n";
      return Exit::usage;
    }
  }
  while (request.public_url.ends_with('/')) request.public_url.pop_back();
  const auto from = opened_site(data, key);
  if (!from) return complain(from.error());
  const auto counts = actions::export_dsa(from->folder->world(), from->site, request, to_standard_output);
  std::cout.flush();
  if (!counts) return complain(counts.error());
  std::cerr << counts->submissions << " statements in " << counts->calls << " calls; " << counts->ordered
            << " orders of authorities left out.\n";
  return Exit::done;
}

}  // namespace

std::vector<Command> export_commands() {
  return {{"export jsonl", "write a site as JSON Lines", export_jsonl},
          {"export rows", "write people's decisions as rows to train a classifier with", export_rows},
          {"export dsa", "write restrictions for the DSA Transparency Database", export_dsa}};
}

}  // namespace comity::cmd
