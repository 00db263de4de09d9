// Two walks over the tree: the first gives every part its value, the second goes down from a true whole into its
// true parts and collects what they found.
#include "policy/evaluator.h"

#include <algorithm>

#include "policy/evaluation.h"

namespace comity::policy {
namespace {

bool inside(text::Span part, const std::vector<text::Span>& wholes) {
  return std::any_of(wholes.begin(), wholes.end(),
                     [&](text::Span whole) { return whole.begin <= part.begin && part.end <= whole.end; });
}

}  // namespace

bool Evaluation::run(std::vector<Finding>& findings) {
  truths_.assign(expression_.nodes.size(), false);
  if (!value(expression_.root).truth) return false;
  collect(expression_.root, findings);
  if (findings.size() > max_findings) findings.resize(max_findings);
  return true;
}

Value Evaluation::value(std::uint32_t i) {
  Value v = worked_out(node(i));
  truths_[i] = v.truth;
  return v;
}

Value Evaluation::truth(bool is_true) {
  Value v;
  v.truth = is_true;
  return v;
}

Value Evaluation::number(Number n) {
  Value v;
  v.number = n;
  return v;
}

Value Evaluation::score(const Node& n) {
  const ModelReading& reading = occasion_.model(quotes_ignored_);
  return reading.is_known ? share(reading.scores[n.index]) : unknown();
}

Value Evaluation::unknown() {
  Value v;
  v.is_unknown = true;
  return v;
}

Value Evaluation::negation(const Value& of) { return of.is_unknown ? of : truth(!of.truth); }

Value Evaluation::worked(Number n, const Value& a, const Value& b) {
  Value v = number(n);
  v.is_unknown = a.is_unknown || b.is_unknown;
  return v;
}

Value Evaluation::words(std::string_view t) {
  Value v;
  v.text = t;
  return v;
}

Value Evaluation::list(const std::vector<std::string>& elements) {
  Value v;
  const std::size_t count = std::min(elements.size(), max_list_elements);
  v.texts.assign(elements.begin(), elements.begin() + static_cast<std::ptrdiff_t>(count));
  return v;
}

Value Evaluation::worked_out(const Node& n) {
  switch (n.op) {
    case Op::literal:
      return literal(n);
    case Op::list:
      return elements(n);
    case Op::variable:
      return fact(static_cast<Fact>(n.index));
    case Op::element:
      return element_;
    case Op::logical_not:
      return negation(value(n.kids[0]));
    case Op::logical_and:
    case Op::logical_or: {
      std::size_t yes = 0, unknown = 0;  // no short cut: every part is looked at, so that every finding is there
      for (const std::uint32_t kid : n.kids) {
        const Value part = value(kid);
        yes += part.truth;
        unknown += part.is_unknown;
      }
      const bool is_and = n.op == Op::logical_and;
      Value v = truth(is_and ? yes == n.kids.size() : yes > 0);
      v.is_unknown = !v.truth && unknown > 0 && (!is_and || yes + unknown == n.kids.size());
      return v;
    }
    case Op::choice: {
      const Value first = value(n.kids[0]);
      Value yes = value(n.kids[1]);
      Value no = value(n.kids[2]);
      if (first.is_unknown) return unknown();
      return first.truth ? yes : no;
    }
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_or_equal:
    case Op::greater:
    case Op::greater_or_equal:
      return compared(n);
    case Op::in:
      return is_in(n);
    case Op::negate: {
      const Value one = value(n.kids[0]);
      return worked(negated(one.number), one, one);
    }
    case Op::add: {
      const Value left = value(n.kids[0]), right = value(n.kids[1]);
      return worked(sum(left.number, right.number), left, right);
    }
    case Op::subtract: {
      const Value left = value(n.kids[0]), right = value(n.kids[1]);
      return worked(difference(left.number, right.number), left, right);
    }
    case Op::multiply: {
      const Value left = value(n.kids[0]), right = value(n.kids[1]);
      return worked(product(left.number, right.number), left, right);
    }
    case Op::divide: {
      const Value left = value(n.kids[0]), right = value(n.kids[1]);
      return worked(quotient(left.number, right.number), left, right);
    }
    case Op::modulo: {
      const Value left = value(n.kids[0]), right = value(n.kids[1]);
      return worked(remainder(left.number, right.number), left, right);
    }
    case Op::size:
      return size(n);
    case Op::starts_with:
    case Op::contains:
    case Op::matches:
      return truth(in_text(n));
    case Op::exists:
    case Op::all:
      return truth(over_list(n));
    case Op::lexicon:
      return truth(has_entry(n));
    case Op::pattern:
      return truth(has_pattern(n));
    case Op::similar:
      return share(n.index == 0 ? occasion_.facts().similar_own : occasion_.facts().similar_others);
    case Op::contacts:
      return truth(has_contact(n));
    case Op::model:
      return score(n);
    case Op::model_knows:
      return truth(policy::model_knows(value(n.kids[0]).text));
    case Op::member:
    case Op::call:
    case Op::call_on_member:
      break;  // resolved by the checker
  }
  return {};
}

Value Evaluation::literal(const Node& n) {
  Value v;
  v.truth = n.truth;
  v.number = n.number;
  v.text = n.text;
  return v;
}

Value Evaluation::elements(const Node& n) {
  Value v;
  for (const std::uint32_t kid : n.kids) {
    const Value element = value(kid);
    v.is_unknown = v.is_unknown || element.is_unknown;
    if (n.type == Type::texts)
      v.texts.push_back(element.text);
    else
      v.numbers.push_back(element.number);
  }
  return v;
}

Value Evaluation::fact(Fact which) {
  static constexpr std::string_view kinds[] = {"guest", "account", "staff", "imported"};
  const Facts& facts = occasion_.facts();
  const StoryFacts& story = occasion_.submission().story;
  switch (which) {
    case Fact::comment_text:
      return words(text());
    case Fact::comment_quotes:
      return list(occasion_.quotes());
    case Fact::comment_language:
      return words(facts.language);
    case Fact::comment_length:
      return integer(occasion_.length());
    case Fact::comment_links:
      return list(occasion_.link_hosts());
    case Fact::comment_link_count:
      return integer(occasion_.link_count());
    case Fact::comment_is_reply:
      return truth(facts.is_reply);
    case Fact::comment_is_edit:
      return truth(facts.is_edit);
    case Fact::comment_capitals:
      return share(occasion_.capitals());
    case Fact::comment_repetition:
      return share(occasion_.repetition());
    case Fact::author_kind:
      return words(kinds[static_cast<std::size_t>(facts.author_kind)]);
    case Fact::author_published:
      return integer(facts.author_published);
    case Fact::author_refused:
      return integer(facts.author_refused);
    case Fact::author_strikes:
      return integer(facts.author_strikes);
    case Fact::author_age_days:
      return integer(facts.author_age_days);
    case Fact::story_language:
      return words(story.language);
    case Fact::story_section:
      return words(story.section);
    case Fact::story_tags:
      return list(story.tags);
    case Fact::story_age_hours:
      return integer(facts.story_age_hours);
    case Fact::story_comments:
      return integer(facts.story_comments);
    case Fact::recent_author_10m:
      return integer(facts.author_10m);
    case Fact::recent_author_24h:
      return integer(facts.author_24h);
    case Fact::recent_source_10m:
      return integer(facts.source_10m);
    case Fact::recent_story_10m:
      return integer(facts.story_10m);
    case Fact::recent_similar_own:
      return share(facts.similar_own);
    case Fact::recent_similar_others:
      return share(facts.similar_others);
  }
  return {};
}

Value Evaluation::compared(const Node& n) {
  const Value left = value(n.kids[0]);
  const Value right = value(n.kids[1]);
  if (left.is_unknown || right.is_unknown) return unknown();
  const Type type = node(n.kids[0]).type;
  std::strong_ordering order = std::strong_ordering::equal;
  if (type == Type::boolean)
    order = left.truth <=> right.truth;
  else if (type == Type::text)
    order = left.text.compare(right.text) <=> 0;
  else
    order = compare(left.number, right.number);
  switch (n.op) {
    case Op::equal:
      return truth(order == 0);
    case Op::not_equal:
      return truth(order != 0);
    case Op::less:
      return truth(order < 0);
    case Op::less_or_equal:
      return truth(order <= 0);
    case Op::greater:
      return truth(order > 0);
    default:
      return truth(order >= 0);
  }
}

Value Evaluation::is_in(const Node& n) {
  const Value left = value(n.kids[0]);
  const Value right = value(n.kids[1]);
  if (left.is_unknown || right.is_unknown) return unknown();
  if (node(n.kids[1]).type == Type::texts) {
    return truth(std::find(right.texts.begin(), right.texts.end(), left.text) != right.texts.end());
  }
  return truth(
      std::any_of(right.numbers.begin(), right.numbers.end(), [&](Number b) { return equal(left.number, b); }));
}

Value Evaluation::size(const Node& n) {
  const Value measured = value(n.kids[0]);
  switch (node(n.kids[0]).type) {
    case Type::text:
      return integer(static_cast<std::int64_t>(text::code_points(measured.text)));
    case Type::texts:
      return integer(static_cast<std::int64_t>(measured.texts.size()));
    default:
      return integer(static_cast<std::int64_t>(measured.numbers.size()));
  }
}

bool Evaluation::sees_comment(const Node& n) const {
  const Node& where = node(n.kids[0]);
  return where.op == Op::variable && static_cast<Fact>(where.index) == Fact::comment_text;
}

// Spans that count: those in a verified quotation do not when the clause says so.
std::vector<text::Span> Evaluation::counted(std::vector<text::Span> spans) const {
  if (quotes_ignored_) {
    std::erase_if(spans, [&](text::Span s) { return inside(s, occasion_.facts().quotes); });
  }
  if (spans.size() > max_spans) spans.resize(max_spans);
  return spans;
}

std::vector<text::Span> Evaluation::text_spans(const Node& n, std::string_view what) const {
  std::vector<text::Span> spans;
  if (n.op == Op::matches) return counted(matches_of(*n.regex, text(), most_spans()));
  if (what.empty()) return spans;
  for (std::size_t at = text().find(what); at != std::string_view::npos && spans.size() < most_spans();
       at = text().find(what, at + what.size())) {
    spans.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + what.size())});
    if (n.op == Op::starts_with) break;
  }
  return counted(std::move(spans));
}

bool Evaluation::in_text(const Node& n) {
  const Value where = value(n.kids[0]);
  const Value what = value(n.kids[1]);
  bool yes = false;
  if (n.op == Op::matches)
    yes = found(*n.regex, where.text);
  else if (n.op == Op::contains)
    yes = where.text.find(what.text) != std::string_view::npos;
  else
    yes = where.text.starts_with(what.text);
  if (yes && has_quotes() && sees_comment(n)) yes = !text_spans(n, what.text).empty();
  return yes;
}

bool Evaluation::over_list(const Node& n) {
  const Value where = value(n.kids[0]);
  std::size_t yes = 0;
  const std::size_t count = where.texts.empty() ? where.numbers.size() : where.texts.size();
  for (std::size_t i = 0; i < count; ++i) {
    yes += true_for(n, where, i);
  }
  return n.op == Op::exists ? yes > 0 : yes == count;
}

bool Evaluation::true_for(const Node& n, const Value& where, std::size_t i) {
  element_ = {};
  if (where.texts.empty())
    element_.number = where.numbers[i];
  else
    element_.text = where.texts[i];
  return value(n.kids[1]).truth;
}

std::vector<const LexiconMatch*> Evaluation::lexicon_hits(const Node& n) {
  std::vector<const LexiconMatch*> hits;
  for (const LexiconMatch& match : occasion_.lexicon_matches()) {
    if (match.lexicon != n.index) continue;
    const Lexicon& lexicon = occasion_.conditions().matcher.lexicons()[match.lexicon];
    if (lexicon.entries[match.entry].severity < n.number.raw) continue;
    if (quotes_ignored_ && inside(match.span, occasion_.facts().quotes)) continue;
    hits.push_back(&match);
  }
  return hits;
}

std::vector<text::Span> Evaluation::pattern_spans(const Pattern& pattern) {
  if (!pattern.on_folded) return counted(matches_of(*pattern.compiled, text(), most_spans()));
  const text::Folded& folded = occasion_.folded();
  std::vector<text::Span> spans = matches_of(*pattern.compiled, folded.utf8, most_spans());
  for (text::Span& span : spans) span = folded.original(span);
  return counted(std::move(spans));
}

std::vector<Contact> Evaluation::contact_hits(const Node& n) {
  std::vector<Contact> hits;
  for (const Contact& contact : occasion_.contacts()) {
    if ((n.index >> static_cast<unsigned>(contact.kind) & 1U) == 0) continue;
    if (quotes_ignored_ && inside(contact.span, occasion_.facts().quotes)) continue;
    hits.push_back(contact);
  }
  return hits;
}

bool Evaluation::has_pattern(const Node& n) {
  if (!occasion_.may_hold_pattern(n.index)) return false;
  const Pattern& pattern = occasion_.conditions().patterns[n.index];
  if (has_quotes()) return !pattern_spans(pattern).empty();
  return found(*pattern.compiled, pattern.on_folded ? std::string_view(occasion_.folded().utf8) : text());
}

bool holds(const Expression& expression, Occasion& occasion, bool quotes_ignored, std::vector<Finding>& findings) {
  return Evaluation(expression, occasion, quotes_ignored).run(findings);
}

}  // namespace comity::policy
