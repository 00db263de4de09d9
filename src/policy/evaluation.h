// The evaluator's inside: values in evaluator.cc, findings in findings.cc.
#pragma once

#include <string_view>
#include <vector>

#include "policy/evaluator.h"
#include "policy/variables.h"

namespace comity::policy {

struct Value {
  bool truth = false;
  // A score that there is none of, and what follows from it: neither true nor, under a !, false.
  bool is_unknown = false;
  Number number;
  std::string_view text;
  std::vector<Number> numbers;
  std::vector<std::string_view> texts;
};

class Evaluation {
 public:
  Evaluation(const Expression& expression, Occasion& occasion, bool quotes_ignored)
      : expression_(expression), occasion_(occasion), quotes_ignored_(quotes_ignored) {}

  bool run(std::vector<Finding>& findings);
  const std::vector<bool>& truths() const { return truths_; }  // of each node, once run

 private:
  const Node& node(std::uint32_t i) const { return expression_.nodes[i]; }
  std::string_view text() const { return occasion_.submission().text; }

  Value value(std::uint32_t i);
  Value truth(bool is_true);
  Value number(Number n);
  Value score(const Node& n);
  Value unknown();
  Value negation(const Value& of);
  // A number worked out from others is unknown where one of them is.
  Value worked(Number n, const Value& a, const Value& b);
  Value integer(std::int64_t n) { return number(Number::integer(n)); }
  Value share(int ten_thousandths) { return number(Number::ten_thousandths(ten_thousandths)); }
  Value words(std::string_view t);
  Value list(const std::vector<std::string>& elements);
  Value worked_out(const Node& n);
  Value literal(const Node& n);
  Value elements(const Node& n);
  Value fact(Fact which);
  Value compared(const Node& n);
  Value is_in(const Node& n);
  Value size(const Node& n);
  bool sees_comment(const Node& n) const;
  // Spans that count: those in a verified quotation do not when the clause says so.
  std::vector<text::Span> counted(std::vector<text::Span> spans) const;
  bool has_quotes() const { return quotes_ignored_ && !occasion_.facts().quotes.empty(); }
  // So many are looked for: those in a quotation must not hide one behind them.
  std::size_t most_spans() const { return has_quotes() ? text().size() : max_spans; }
  std::vector<text::Span> text_spans(const Node& n, std::string_view what) const;
  bool in_text(const Node& n);
  bool over_list(const Node& n);
  bool true_for(const Node& n, const Value& where, std::size_t i);
  std::vector<const LexiconMatch*> lexicon_hits(const Node& n);
  bool has_entry(const Node& n) { return !lexicon_hits(n).empty(); }
  std::vector<text::Span> pattern_spans(const Pattern& pattern);
  bool has_pattern(const Node& n);
  std::vector<Contact> contact_hits(const Node& n);
  bool has_contact(const Node& n) { return !contact_hits(n).empty(); }

  // findings.cc
  // Down into what is true. A part that is true inside a part that is not made nothing true: it is not told.
  void collect(std::uint32_t i, std::vector<Finding>& findings);
  void add(Finding finding, std::vector<Finding>& findings);
  // One finding for each entry, in the order of its first span.
  void add_lexicon(const Node& n, std::vector<Finding>& findings);
  // A comparison: with a score, the words that weighed most; with a likeness, those alike; else its source alone.
  void add_comparison(const Node& n, std::vector<Finding>& findings);
  // Of a comparison with a likeness: the words that are alike. All the author's own where the texts are equal.
  std::vector<text::Span> alike_spans(const Node& n);
  // One finding for each kind.
  void add_contacts(const Node& n, std::vector<Finding>& findings);
  // Where a condition on comment.links is true, the links as the author wrote them.
  std::vector<text::Span> link_spans(const Node& n);

  const Expression& expression_;
  Occasion& occasion_;
  bool quotes_ignored_;
  std::vector<bool> truths_;  // of each node, after its last evaluation
  Value element_;             // bound by exists or all
};

}  // namespace comity::policy
