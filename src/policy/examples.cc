#include <algorithm>

#include "policy/engine.h"

namespace comity::policy {
namespace {

std::vector<std::string> cited(const ClauseVerdict* clause, std::string_view text) {
  std::vector<std::string> words;
  if (!clause) return words;
  for (const Finding& finding : clause->findings) {
    for (const text::Span span : finding.spans) words.emplace_back(text.substr(span.begin, span.end - span.begin));
  }
  return words;
}

std::string listed(const std::vector<std::string>& words) {
  if (words.empty()) return "no words";
  std::string out;
  for (std::size_t i = 0; i < words.size() && i < 5; ++i) out += (i ? ", " : "") + quoted(words[i]);
  return out + (words.size() > 5 ? " ..." : "");
}

void try_example(const Compiled& policy, const Clause& clause, const Example& example, Diagnostics& diagnostics) {
  const auto text = text::checked(example.text);
  if (!text || example.by_person) return;  // told when it was read; people see to it
  Facts facts = example.facts;
  if (facts.language.empty()) facts.language = detected_language(*text);
  const Verdict verdict = evaluate(policy, Submission{*text, facts, example.story});
  const auto own = std::find_if(verdict.clauses.begin(), verdict.clauses.end(),
                                [&](const ClauseVerdict& c) { return c.clause == clause.id; });
  const ClauseVerdict* mine = own == verdict.clauses.end() ? nullptr : &*own;
  const Position at{example.line, 0};
  const std::string what = "clause '" + clause.id + "': its example " + quoted(example.text);
  if (example.expect == Action::allow) {
    if (verdict.clauses.empty()) return;
    const ClauseVerdict& first = mine ? *mine : verdict.clauses.front();
    diagnostics.error(at,
                      what + " should be allowed, but clause '" + first.clause + "' says " +
                          std::string(name(first.action)) + " because of " + listed(cited(&first, *text)),
                      "change the condition or the lexicon (its 'except' takes innocent words), or the example");
    return;
  }
  const Action action = mine ? mine->action : Action::allow;
  if (action != example.expect) {
    diagnostics.error(at,
                      what + " should give " + std::string(name(example.expect)) + ", but the clause says " +
                          std::string(name(action)),
                      action == Action::allow
                          ? "nothing in the condition is true of this text: try its parts one by one"
                          : "expect names the clause's own action");
    return;
  }
  const std::vector<std::string> words = cited(mine, *text);
  for (const std::string& expected : example.cites) {
    if (std::find(words.begin(), words.end(), expected) != words.end()) continue;
    diagnostics.error(at, what + " should cite " + quoted(expected) + ", but cites " + listed(words),
                      "copy the words as they are cited, or change the condition");
  }
}

}  // namespace

void try_examples(const Compiled& policy, Diagnostics& diagnostics) {
  for (const Clause& clause : policy.clauses) {
    for (const Example& example : clause.examples) try_example(policy, clause, example, diagnostics);
  }
}

std::vector<Diagnostic> examples_that_differ(const Compiled& policy) {
  Diagnostics diagnostics;
  try_examples(policy, diagnostics);
  std::vector<Diagnostic> all = diagnostics.take();
  for (Diagnostic& one : all) one.severity = Diagnostic::Severity::warning;
  return all;
}

std::vector<Diagnostic> hints(const Compiled& policy) {
  std::vector<Diagnostic> list;
  const auto warn = [&](const Clause& clause, std::string message, std::string advice) {
    list.push_back({Diagnostic::Severity::warning, clause.line, 1, std::move(message), std::move(advice)});
  };
  for (const Clause& clause : policy.clauses) {
    const auto allowed = std::count_if(clause.examples.begin(), clause.examples.end(),
                                       [](const Example& e) { return e.expect == Action::allow && !e.by_person; });
    if (clause.examples.empty()) {
      warn(clause, "the clause '" + clause.id + "' has no example",
           "add [[clause.example]] with text = \"…\" and expect = \"" +
               std::string(clause.when.empty() ? "person" : name(clause.action)) +
               "\", and one with expect = \"allow\": they are tried at each check");
    } else if (!clause.when.empty() && allowed == 0) {
      warn(clause, "no example of the clause '" + clause.id + "' is allowed",
           "add a comment that comes near to it and must stand: expect = \"allow\"");
    }
  }
  return list;
}

}  // namespace comity::policy
