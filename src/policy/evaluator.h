// The value of one condition for one text, and the findings it rests on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/conditions.h"
#include "policy/model_reading.h"
#include "policy/submission.h"
#include "policy/verdict.h"
#include "text/fold.h"

namespace comity::policy {

inline constexpr std::size_t max_findings = 64;  // of one clause

// What is worked out from one text once, when the first condition asks, and shared by all clauses.
class Occasion {
 public:
  // `correction`: of the model's scores; null none.
  Occasion(const Conditions& conditions, const Submission& submission, const classify::Correction* correction);

  const Submission& submission() const { return submission_; }
  const Facts& facts() const { return facts_; }  // as they are stored
  const Conditions& conditions() const { return conditions_; }

  const std::vector<LexiconMatch>& lexicon_matches();
  const std::vector<Contact>& contacts();
  // False: the pattern of this number is not in the text. True: it may be.
  bool may_hold_pattern(std::uint32_t pattern);
  const text::Folded& folded();
  // What the model says of the text, or of the text without its verified quotations.
  const ModelReading& model(bool without_quotes);
  const std::vector<std::string>& link_hosts();
  const std::vector<std::string>& quotes();
  // What stands outside block quotations, without the blanks around it.
  std::vector<text::Span> own_words() const;
  std::int64_t link_count();
  std::int64_t length();
  int capitals();
  int repetition();

 private:
  const Conditions& conditions_;
  const Submission& submission_;
  const classify::Correction* correction_;
  Facts facts_;
  std::optional<std::vector<LexiconMatch>> matches_;
  std::optional<std::vector<Contact>> contacts_;
  std::optional<std::vector<bool>> possible_patterns_[2];  // index: on_folded
  std::optional<text::Folded> folded_;
  std::optional<ModelReading> model_[2];  // index: without quotations
  std::optional<std::vector<std::string>> links_;
  std::optional<std::vector<std::string>> quotes_;
  std::optional<std::int64_t> link_count_;
  std::optional<std::int64_t> length_;
  std::optional<int> capitals_;
  std::optional<int> repetition_;
};

// True or not; when true, `findings` gets those of the parts that made it so. With `quotes_ignored` what is found
// inside a verified quotation does not count.
bool holds(const Expression& expression, Occasion& occasion, bool quotes_ignored, std::vector<Finding>& findings);

}  // namespace comity::policy
