// A small language for tests: policies of one clause, and what they say of a text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"

namespace comity::policy::fixture {

// A document with one clause of this condition; `more` goes below it.
inline std::string document(std::string_view when, std::string_view more = {}) {
  std::string text =
      "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n[[clause]]\nid = \"rule\"\ntitle.en = \"A rule\"\n"
      "text.en = \"Keep it.\"\naction = \"hold\"\nwhen = '''";
  text += when;
  text += "'''\n";
  text += more;
  return text;
}

inline std::string complaints(const Checked& checked) {
  std::string text;
  for (const Diagnostic& diagnostic : checked.diagnostics) text += to_text(diagnostic, "policy.toml");
  return text;
}

inline std::shared_ptr<const Compiled> policy_of(std::string_view when, std::string_view more = {}) {
  return compile(document(when, more)).policy;
}

// The words that a verdict cites, in the order of its findings.
inline std::vector<std::string> cited(const Verdict& verdict, std::string_view text) {
  std::vector<std::string> words;
  for (const ClauseVerdict& clause : verdict.clauses) {
    for (const Finding& finding : clause.findings) {
      for (const text::Span span : finding.spans) words.emplace_back(text.substr(span.begin, span.end - span.begin));
    }
  }
  return words;
}

inline Verdict judged(const Compiled& policy, std::string_view text, const Facts& facts = {},
                      const StoryFacts& story = {}) {
  const text::CheckedText checked = *text::checked(text);
  return evaluate(policy, {checked, facts, story});
}

}  // namespace comity::policy::fixture
