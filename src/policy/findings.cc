// Down into what is true. A part that is true inside a part that is not made nothing true: it is not told.
#include <algorithm>

#include "policy/evaluation.h"
#include "text/links.h"

namespace comity::policy {

void Evaluation::collect(std::uint32_t i, std::vector<Finding>& findings) {
  const Node& n = node(i);
  if (!truths_[i] || findings.size() >= max_findings) return;
  switch (n.op) {
    case Op::logical_and:
    case Op::logical_or:
      for (const std::uint32_t kid : n.kids) collect(kid, findings);
      return;
    case Op::choice:
      if (node(n.kids[1]).type != Type::boolean) return;
      collect(n.kids[0], findings);
      collect(truths_[n.kids[0]] ? n.kids[1] : n.kids[2], findings);
      return;
    case Op::literal:
      return;
    case Op::lexicon:
      return add_lexicon(n, findings);
    case Op::contacts:
      return add_contacts(n, findings);
    case Op::pattern: {
      const Pattern& pattern = occasion_.conditions().patterns[n.index];
      add({"pattern", pattern.name, "", pattern_spans(pattern)}, findings);
      return;
    }
    case Op::starts_with:
    case Op::contains:
    case Op::matches: {
      std::vector<text::Span> spans;
      if (sees_comment(n)) spans = text_spans(n, value(n.kids[1]).text);
      add({"comparison", std::string(expression_.source_of(n)), "", std::move(spans)}, findings);
      return;
    }
    case Op::exists:
    case Op::all:
      add({"comparison", std::string(expression_.source_of(n)), "", link_spans(n)}, findings);
      return;
    default:
      return add_comparison(n, findings);
  }
}

void Evaluation::add_comparison(const Node& n, std::vector<Finding>& findings) {
  Finding finding{"comparison", std::string(expression_.source_of(n)), "", {}};
  for (const std::uint32_t kid : n.kids) {
    if (node(kid).op != Op::model) continue;
    // The source shows label and threshold; the entry is the score.
    const ModelReading& reading = occasion_.model(quotes_ignored_);
    finding.detector = "model";
    finding.entry = score_text(reading.scores[node(kid).index]);
    finding.spans =
        counted(reading.evidence(occasion_.submission().text, static_cast<classify::Label>(node(kid).index)));
    break;
  }
  if (finding.detector == "comparison") finding.spans = alike_spans(n);
  add(std::move(finding), findings);
}

std::vector<text::Span> Evaluation::alike_spans(const Node& n) {
  bool own = false, others = false;
  std::vector<const Node*> parts{&n};
  while (!parts.empty()) {
    const Node& part = *parts.back();
    parts.pop_back();
    own |= part.op == Op::similar && part.index == 0;
    others |= part.op == Op::similar && part.index == 1;
    own |= part.op == Op::variable && static_cast<Fact>(part.index) == Fact::recent_similar_own;
    others |= part.op == Op::variable && static_cast<Fact>(part.index) == Fact::recent_similar_others;
    for (const std::uint32_t kid : part.kids) parts.push_back(&node(kid));
  }
  const Facts& facts = occasion_.facts();
  if ((own && facts.similar_own == Number::unit) || (others && facts.similar_others == Number::unit))
    return counted(occasion_.own_words());
  std::vector<text::Span> spans;
  if (own) spans = facts.alike_own;
  if (others) spans.insert(spans.end(), facts.alike_others.begin(), facts.alike_others.end());
  std::sort(spans.begin(), spans.end());
  spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
  return counted(std::move(spans));
}

void Evaluation::add(Finding finding, std::vector<Finding>& findings) {
  if (std::find(findings.begin(), findings.end(), finding) == findings.end()) findings.push_back(std::move(finding));
}

// One finding for each entry, in the order of its first span.
void Evaluation::add_lexicon(const Node& n, std::vector<Finding>& findings) {
  const std::vector<const LexiconMatch*> hits = lexicon_hits(n);
  std::vector<std::uint32_t> entries;
  std::vector<Finding> of_entry;
  for (const LexiconMatch* hit : hits) {
    const auto known = std::find(entries.begin(), entries.end(), hit->entry);
    const auto index = static_cast<std::size_t>(known - entries.begin());
    if (known == entries.end()) {
      if (entries.size() >= max_findings) continue;
      entries.push_back(hit->entry);
      const Lexicon& lexicon = occasion_.conditions().matcher.lexicons()[hit->lexicon];
      of_entry.push_back({"lexicon", lexicon.name, lexicon.entries[hit->entry].shown(), {}});
    }
    if (of_entry[index].spans.size() < max_spans) of_entry[index].spans.push_back(hit->span);
  }
  for (Finding& finding : of_entry) add(std::move(finding), findings);
}

void Evaluation::add_contacts(const Node& n, std::vector<Finding>& findings) {
  const std::vector<Contact> hits = contact_hits(n);
  for (const ContactKind kind : contact_kinds) {
    Finding finding{"contacts", std::string(name(kind)), "", {}};
    for (const Contact& hit : hits) {
      if (hit.kind == kind && finding.spans.size() < max_spans) finding.spans.push_back(hit.span);
    }
    if (!finding.spans.empty()) add(std::move(finding), findings);
  }
}

// Where a condition on comment.links is true, the links as the author wrote them.
std::vector<text::Span> Evaluation::link_spans(const Node& n) {
  const Node& where = node(n.kids[0]);
  if (where.op != Op::variable || static_cast<Fact>(where.index) != Fact::comment_links) return {};
  const Value hosts = value(n.kids[0]);
  std::vector<text::Span> spans;
  std::vector<std::string_view> meant;
  for (std::size_t i = 0; i < hosts.texts.size(); ++i) {
    if (true_for(n, hosts, i)) meant.push_back(hosts.texts[i]);
  }
  for (const text::Link& link : text::links_in(text())) {
    if (spans.size() >= max_spans) break;
    if (std::find(meant.begin(), meant.end(), link.host) != meant.end()) spans.push_back(link.span);
  }
  return counted(std::move(spans));
}

}  // namespace comity::policy
