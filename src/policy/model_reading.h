// What the classifier says of one submission.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "classify/classify.h"
#include "classify/classify_line.h"
#include "policy/submission.h"

namespace comity::policy {

struct Compiled;

struct ModelReading {
  bool is_known = false;  // the model knows the comment's language: else there are no scores, which is not "low"
  classify::PerLabel<int> scores{};  // ten-thousandths
  classify::Features features;
  const classify::Correction* correction = nullptr;  // that the scores are corrected by; null none

  Hash256 corrected_by() const { return correction != nullptr ? correction->hash() : Hash256{}; }
  // The words that weighed most for `label`, in the text that was read.
  std::vector<text::Span> evidence(const text::CheckedText& text, classify::Label label) const;
};

using classify::score_text;

// Whether the model that ships has an answer for `language`, a BCP 47 primary subtag. Never for ''.
bool model_knows(std::string_view language);

// Whether the scores that `policy` asks for can be had of a comment: false, "not machine-checked in this language",
// where the model does not know it. Nothing: no condition asks for a score.
std::optional<bool> machine_checked(const Compiled& policy, const Facts& facts, const StoryFacts& story);

// The comment's language, or, where it is too short to tell, the story's.
std::string_view language_for_model(const Facts& facts, const StoryFacts& story);

// `folded` is text::fold(`text`). 30 us per 200 letters.
// `own`: names that the policy adds; `correction`: by a site; null none. What is read keeps a pointer to it.
ModelReading read_by_model(const text::CheckedText& text, const text::Folded& folded, const Facts& facts,
                           const StoryFacts& story, const text::OwnNames* own = nullptr,
                           const classify::Correction* correction = nullptr);
ModelReading read_by_model(const text::CheckedText& text, const Facts& facts, const StoryFacts& story,
                           const text::OwnNames* own = nullptr);
// With the policy's own names and its correction.
ModelReading read_by_model(const Compiled& policy, const text::CheckedText& text, const Facts& facts,
                           const StoryFacts& story);

// `text` with blanks in place of `spans`: what is left stands where it stood.
text::CheckedText without(const text::CheckedText& text, const std::vector<text::Span>& spans);

}  // namespace comity::policy
