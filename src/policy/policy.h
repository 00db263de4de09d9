// The policy document: the page readers see and the rules that bind them, from the same bytes.
//
// Format: docs/formats/policy.md. Conditions: docs/policy-language.md.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "policy/submission.h"
#include "policy/verdict.h"

namespace comity::classify {
class Correction;
}

namespace comity::policy {

using Prose = std::map<std::string, std::string, std::less<>>;  // language tag -> text

// `language`, else the authoritative one. Empty when there is none.
std::string_view in_language(const Prose& prose, std::string_view language, std::string_view authoritative);

struct Example {
  std::string text;
  Action expect = Action::allow;
  bool by_person = false;  // what people restrict under this clause; no program does
  std::vector<std::string> cites;
  std::string freedom;  // the promise that an allowed example shows; '' none
  bool is_public = true;
  Facts facts;  // the example's circumstances; its language is found like a comment's unless said
  StoryFacts story;
  int line = 0;
};

struct Clause {
  std::string id;
  int number = 0;  // 1, 2, 3 ... in the document's order: readers see "rule 2"
  Prose title;
  Prose text;
  std::string when;               // '' when only people apply it
  Action action = Action::allow;  // what is done when `when` is true
  Action then = Action::allow;    // of an advising clause: what is done when the author posts the words unchanged
  std::string refuse_when;        // '' never; stricter than `when`: floods and exact repeats
  std::string category;           // DSA Transparency Database, without STATEMENT_CATEGORY_
  bool quotes_ignored = false;    // what stands in a verified quotation is not judged
  std::vector<std::string> two_people{};  // decisions under it that two people make together: two_people_deeds
  std::vector<Example> examples;
  int line = 0;
};

// What a person may decide of a comment, and `two_people` name.
inline constexpr std::string_view two_people_deeds[] = {"publish", "refuse", "return", "remove", "restore"};

// Names on two sides of a dispute, exchanged by `policy mirror`.
struct Sides {
  std::vector<std::string> a;
  std::vector<std::string> b;
};

// What /policy may say of a word list. `words` is empty when the list is not public.
struct LexiconCard {
  std::string name;
  std::vector<std::string> words;
  std::size_t entries = 0;
  std::vector<std::string> languages;
  std::vector<std::string> unreviewed;  // languages whose words no fluent person has read: never refuses
  Hash256 hash;
  bool ships = false;
};

struct Freedom {
  std::string id;
  Prose title;
  Prose text;
};

struct LadderStep {
  std::int64_t strikes = 0;
  std::int64_t within_ms = 0;
  std::string then;  // warn | premoderate | block
  std::int64_t for_ms = 0;
};

struct Diagnostic {
  enum class Severity { warning, error } severity = Severity::error;
  int line = 0;         // 1-based; 0: the whole document
  int column = 0;       // 1-based, in code points
  std::string message;  // what is wrong
  std::string advice;   // what to do
};

// "policy.toml:12:9: error: unknown name 'comment.lenght'\n  advice: did you mean 'comment.length'?\n"
// With the document as `source` its line and a caret under the place stand between the two.
std::string to_text(const Diagnostic& diagnostic, std::string_view file, std::string_view source = {});

class Conditions;  // the compiled `when`s and the matcher; opaque

struct Compiled {
  Hash256 id;                  // SHA-256 of the document's bytes
  Hash256 engine;              // what judges: see Verdict
  Hash256 uncorrected_engine;  // the same without `correction`
  std::string source;
  std::string name;
  std::vector<std::string> languages;  // first one is authoritative
  Prose preamble;
  std::vector<Clause> clauses;
  std::vector<Freedom> freedoms;
  std::vector<LadderStep> ladder;
  std::vector<Sides> sides;
  std::vector<LexiconCard> lexicons;  // those that conditions name
  std::shared_ptr<const Conditions> conditions;
  std::shared_ptr<const classify::Correction> correction;  // of the classifier, by a site; null: none

  const Clause* find(std::string_view clause_id) const;
};

struct Checked {
  std::shared_ptr<const Compiled> policy;  // null when there are errors
  std::vector<Diagnostic> diagnostics;     // errors and warnings, in line order
};

// Whether a document's examples are run. Of one that somebody wants to publish, always; one that was published binds
// also when an engine that came later sees an example otherwise.
enum class Examples : std::uint8_t { tried, untried };

// Parses, checks and compiles. An example that does not come out as written is an error. Never throws on input.
// Cost: about 1 ms for each 100 lexicon entries; at most 1 MB of document.
Checked compile(std::string_view bytes, Examples examples = Examples::tried);

// The same policy judging by a site's corrected classifier; null: by the model alone. Another engine (Verdict::engine),
// unless no condition asks the model or the correction is for another one: then `policy` without a correction.
std::shared_ptr<const Compiled> with_correction(const std::shared_ptr<const Compiled>& policy,
                                                std::shared_ptr<const classify::Correction> correction);

// The examples that do not come out as written. Warnings.
std::vector<Diagnostic> examples_that_differ(const Compiled& policy);

// What a careful colleague would add before it is published: a clause without examples. Warnings.
std::vector<Diagnostic> hints(const Compiled& policy);

// What `policy` says about `submission`. Pure; linear in the text.
// With `ignore_advice` - the author has seen the advice and posts as it is - a clause that would advise does what
// its `then` says, and is left out when it says nothing.
Verdict evaluate(const Compiled& policy, const Submission& submission, bool ignore_advice = false);

// The document as a page: HTML body (no <html>), escaped, headings from h2.
std::string to_html(const Compiled& policy, std::string_view language);

// The same for a terminal: prose, promises, rules and what they do.
std::string to_plain_text(const Compiled& policy, std::string_view language);

// The policy that ships as data/policies/<name>.toml; `default` first. Empty when there is none by that name.
std::string_view shipped_policy(std::string_view name = "default");
// The names of those that ship, `default` first, the others sorted.
std::vector<std::string_view> shipped_policies();

}  // namespace comity::policy
