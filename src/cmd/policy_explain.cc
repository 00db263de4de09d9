#include "cmd/policy_explain.h"

#include <iostream>

#include "base/json.h"
#include "cmd/arguments.h"
#include "cmd/policy_file.h"
#include "cmd/printable.h"
#include "policy/explain.h"
#include "policy/variables.h"

namespace comity::cmd {
namespace {

// "recent.author_10m=12"; a value that is no JSON is a text.
Done set(const std::string& written, policy::Facts& facts, policy::StoryFacts& story) {
  const std::size_t equals = written.find('=');
  if (equals == std::string::npos) return fail(Error::Code::invalid, "write --fact recent.author_10m=12");
  const std::string_view value = std::string_view(written).substr(equals + 1);
  const auto parsed = json::parse(value);
  return policy::set_fact(facts, story, std::string_view(written).substr(0, equals),
                          parsed ? *parsed : json::Value(std::string(value)));
}

}  // namespace

int explain(const Words& words) {
  std::string file, text, reader = "moderator", language;
  std::vector<std::string> facts_written;
  Arguments args("comity policy explain", "Says what a policy does with one text, and why, to three kinds of readers.",
                 "Without --text the text is read from standard input. Exit status 1 when a rule acts on it.");
  args.positional("FILE", file, "the policy document, or the name of one that ships");
  args.option("--text", text, "TEXT", "the comment");
  args.option("--for", reader, "WHO", "author, moderator or everyone (moderator)");
  args.option("--lang", language, "LANG", "language of the explanation (the policy's first)");
  args.option("--fact", facts_written, "NAME=VALUE",
              "a circumstance, as recent.author_10m=12; may be given several times");
  if (const auto stop = args.parse(words)) return *stop;
  const bool known = reader == "author" || reader == "moderator" || reader == "everyone";
  if (!known) {
    std::cerr << "comity policy explain: --for takes author, moderator or everyone\n";
    return Exit::usage;
  }
  policy::Facts facts;
  policy::StoryFacts story;
  for (const std::string& written : facts_written) {
    if (const Done done = set(written, facts, story); !done) {
      std::cerr << "comity policy explain: " << done.error().detail << '\n';
      return Exit::usage;
    }
  }
  const OpenedPolicy opened = open_policy("comity policy explain", file, Show::errors);
  if (!opened.policy) return opened.status;
  if (text.empty()) {
    text.resize(text::max_comment_bytes + 1);  // one more than a comment can have is refused like all that is too long
    std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::cin.gcount()));
    if (text.ends_with('\n')) text.pop_back();
  }
  const auto checked = text::checked(text);
  if (!checked) {
    std::cerr << "comity policy explain: " << checked.error().detail << '\n';
    return Exit::usage;
  }
  if (facts.language.empty()) facts.language = policy::detected_language(*checked, facts.quotes);
  const policy::Submission submission{*checked, facts, story};
  const policy::Verdict verdict = policy::evaluate(*opened.policy, submission);
  const std::string told = policy::explained(*opened.policy, submission, verdict,
                                             reader == "author"     ? policy::Reader::author
                                             : reader == "everyone" ? policy::Reader::everyone
                                                                    : policy::Reader::moderator,
                                             language.empty() ? opened.policy->languages.front() : language);
  std::cout << printable(told);
  return verdict.clauses.empty() ? Exit::done : Exit::answer_is_no;
}

}  // namespace comity::cmd
