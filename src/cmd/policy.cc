// comity policy check, show and test: what an editor needs to write a policy without a server.

#include "policy/policy.h"

#include <iostream>

#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "cmd/counted.h"
#include "cmd/data_folder.h"
#include "cmd/policy_explain.h"
#include "cmd/policy_file.h"
#include "cmd/read_file.h"
#include "cmd/which_comment.h"
#include "policy/cases.h"

namespace comity::cmd {
namespace {

int check(const Words& words) {
  std::string file;
  Arguments args("comity policy check", "Says what is wrong with a policy document, and what to do about it.",
                 "The document's own examples are tried too. Exit status 1 when it could not be published.");
  args.positional("FILE", file, "the policy document");
  if (const auto stop = args.parse(words)) return *stop;
  const OpenedPolicy opened = open_policy("comity policy check", file, Show::all);
  if (opened.status == Exit::machine_failed) return opened.status;
  std::string verdict = file + ": ";
  if (opened.policy) {
    std::size_t examples = 0;
    for (const policy::Clause& clause : opened.policy->clauses) examples += clause.examples.size();
    verdict += "fine: " + counted(static_cast<std::int64_t>(opened.policy->clauses.size()), "clause", "clauses") +
               ", " + counted(static_cast<std::int64_t>(examples), "example that comes", "examples that come") +
               " out as written";
    if (opened.warnings) verdict += ", " + counted(opened.warnings, "warning", "warnings");
  } else {
    verdict += counted(opened.errors, "mistake", "mistakes") + (opened.errors == 1 ? " keeps" : " keep") +
               " it from being published";
  }
  (opened.policy ? std::cout : std::cerr) << verdict << '\n';
  return opened.status;
}

// The policy that a site is ruled by now. Errors: `not_found`; as DataFolder::open.
Result<std::shared_ptr<const policy::Compiled>> in_force(const std::string& data, const std::string& site_key) {
  COMITY_TRY(const auto folder, DataFolder::open(data, Missing::refuse));
  COMITY_TRY(const auto site, which_site(folder->world(), site_key));
  return folder->world().policies.live(site);
}

int show(const Words& words) {
  std::string file, data, site;
  std::string language;
  bool html = false;
  bool source = false;
  bool shipped = false;
  Arguments args("comity policy show", "Prints a policy as its readers see it.",
                 "Give FILE, or --data and --site for the policy in force on a site, or --shipped for the names of "
                 "those that ship.");
  args.positional("FILE", file, "the policy document, or the name of one that ships", Need::optional);
  args.option("--data", data, "DIR", "the server's data folder");
  args.option("--site", site, "KEY", "which site");
  args.option("--lang", language, "LANG", "language of the page (the policy's first)");
  args.flag("--html", html, "as the body of an HTML page");
  args.flag("--source", source, "the document itself, to begin one's own from");
  args.flag("--shipped", shipped, "the names of the policies that ship, one a line");
  if (const auto stop = args.parse(words)) return *stop;
  if (shipped) {
    for (const std::string_view name : policy::shipped_policies()) std::cout << name << '\n';
    return Exit::done;
  }
  if (file.empty() ? data.empty() || site.empty() : !data.empty() || !site.empty()) {
    std::cerr << "comity: give FILE alone, or --data DIR and --site KEY.\n";
    return Exit::usage;
  }
  std::shared_ptr<const policy::Compiled> policy;
  if (file.empty()) {
    auto live = in_force(data, site);
    if (!live) return complain(live.error());
    policy = *std::move(live);
  } else {
    const OpenedPolicy opened = open_policy("comity policy show", file, Show::errors);
    if (!opened.policy) return opened.status;
    policy = opened.policy;
  }
  if (source) {
    std::cout << policy->source;
    return Exit::done;
  }
  if (language.empty()) language = policy->languages.front();
  std::cout << (html ? policy::to_html(*policy, language) : policy::to_plain_text(*policy, language));
  return Exit::done;
}

int test(const Words& words) {
  std::string file;
  std::vector<std::string> case_files;
  Arguments args("comity policy test", "Tries a policy's own examples, and files of cases.",
                 "Exit status 1 when anything comes out otherwise than written.");
  args.positional("FILE", file, "the policy document, or the name of one that ships");
  args.positional("CASES", case_files, "files of cases", Need::optional);
  if (const auto stop = args.parse(words)) return *stop;
  const OpenedPolicy opened = open_policy("comity policy test", file, Show::errors);
  if (!opened.policy) return opened.status;
  std::size_t tried = 0;
  std::size_t wrong = 0;
  for (const policy::Clause& clause : opened.policy->clauses) tried += clause.examples.size();
  for (const std::string& name : case_files) {
    const auto bytes = read_file(name);
    if (!bytes) {
      std::cerr << "comity policy test: " << bytes.error().detail << '\n';
      return Exit::machine_failed;
    }
    const auto cases = policy::read_cases(*bytes);
    if (!cases) {
      std::cerr << name << ": " << cases.error().detail << '\n';
      return Exit::answer_is_no;
    }
    for (const policy::Case& one : cases->cases) {
      ++tried;
      const std::string complaint = policy::tried(*opened.policy, one);
      if (complaint.empty()) continue;
      ++wrong;
      std::cerr << name << ':' << one.line << ": " << one.name << ": " << complaint << '\n';
    }
  }
  std::cout << counted(static_cast<std::int64_t>(tried), "case", "cases") << " tried, " << wrong
            << " came out otherwise than written\n";
  return wrong == 0 ? Exit::done : Exit::answer_is_no;
}

}  // namespace

std::vector<Command> policy_commands() {
  return {{"policy check", "say what is wrong with a policy document", check},
          {"policy show", "print a policy as its readers see it", show},
          {"policy test", "try a policy's examples and cases", test},
          {"policy explain", "say what a policy does with one text, and why", explain}};
}

}  // namespace comity::cmd
