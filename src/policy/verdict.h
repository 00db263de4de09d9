// The engine's answer: what should be done, and for each clause the findings it rests on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/json.h"
#include "classify/label.h"
#include "text/checked.h"

namespace comity::policy {

enum class Action : std::uint8_t { allow, advise, hold, refuse };  // mildest first
std::string_view name(Action action);
std::optional<Action> action_from(std::string_view name);

struct Finding {
  std::string detector;           // "lexicon", "pattern", "comparison" ...
  std::string name;               // which lexicon or pattern; for a comparison its source text
  std::string entry;              // the lexicon's entry; '' otherwise
  std::vector<text::Span> spans;  // UTF-8 byte offsets into the author's text; may be empty

  bool operator==(const Finding&) const = default;
};

struct ClauseVerdict {
  std::string clause;
  Action action = Action::allow;
  std::vector<Finding> findings;

  bool operator==(const ClauseVerdict&) const = default;
};

// What the classifier gave. Without a language that it knows there are no scores: unknown, which is not "low".
struct ModelScores {
  bool is_known = false;
  classify::PerLabel<int> scores{};  // ten-thousandths
  Hash256 correction{};              // the site's, that these are corrected by; zero: none

  bool operator==(const ModelScores&) const = default;
};

struct Verdict {
  Hash256 policy;                         // of the document's bytes
  Hash256 engine;                         // format, lexicons, Unicode tables, language detector, model, correction
  Action action = Action::allow;          // the strictest of the clauses'
  std::vector<ClauseVerdict> clauses;     // those that are true, in the document's order
  std::optional<ModelScores> model = {};  // none: no condition asked the model

  bool operator==(const Verdict&) const = default;
};

// The wire form of design.md's `judge` without "id": spans in code points of `text`.
void write_json(json::Writer& out, const Verdict& verdict, std::string_view text, std::string_view language);
// The members alone, into an object that is open.
void write_members(json::Writer& out, const Verdict& verdict, std::string_view text, std::string_view language);

// What is stored with a decision: clauses and spans (bytes), never text. `decoded_verdict` reads it back.
// Errors: `corrupt`.
std::string encoded(const Verdict& verdict);
Result<Verdict> decoded_verdict(std::string_view bytes);

}  // namespace comity::policy
