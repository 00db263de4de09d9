#include "policy/replay.h"

#include <algorithm>

namespace comity::policy {
namespace {

// splitmix64 (Steele, Lea, Flood 2014): neighbours in the archive get ranks far apart.
std::uint64_t scattered(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

bool is_in(const std::vector<std::string>& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

const ClauseVerdict* find(const Verdict& verdict, std::string_view clause) {
  for (const ClauseVerdict& c : verdict.clauses) {
    if (c.clause == clause) return &c;
  }
  return nullptr;
}

std::vector<text::Span> marks_of(const Verdict& verdict, std::string_view clause) {
  std::vector<text::Span> marks;
  for (const ClauseVerdict& c : verdict.clauses) {
    if (!clause.empty() && c.clause != clause) continue;
    for (const Finding& finding : c.findings) marks.insert(marks.end(), finding.spans.begin(), finding.spans.end());
  }
  std::sort(marks.begin(), marks.end());
  std::vector<text::Span> apart;  // one that overlaps another is one with it
  for (const text::Span mark : marks) {
    if (!apart.empty() && mark.begin < apart.back().end)
      apart.back().end = std::max(apart.back().end, mark.end);
    else if (mark.begin < mark.end)
      apart.push_back(mark);
  }
  return apart;
}

bool begins_character(std::string_view utf8, std::size_t at) {
  return at >= utf8.size() || (static_cast<unsigned char>(utf8[at]) & 0xC0) != 0x80;
}

Sample sample_of(const Archived& archived, std::uint64_t rank, std::vector<text::Span> marks, Effect before,
                 Effect after, const Verdict& verdict) {
  constexpr std::size_t before_mark = 160;
  const std::string_view text = archived.text;
  std::size_t begin = 0;
  if (text.size() > max_sample_bytes && !marks.empty() && marks.front().begin > before_mark) {
    begin = std::min<std::size_t>(marks.front().begin - before_mark, text.size() - max_sample_bytes);
  }
  while (!begins_character(text, begin)) ++begin;
  std::size_t end = std::min(text.size(), begin + max_sample_bytes);
  while (!begins_character(text, end)) --end;
  Sample sample{rank, std::string(archived.where), {}, {}, before, after, {}};
  const std::string_view ellipsis = "…";
  if (begin > 0) sample.text += ellipsis;
  const auto shift = static_cast<std::uint32_t>(sample.text.size());
  sample.text += text.substr(begin, end - begin);
  if (end < text.size()) sample.text += ellipsis;
  for (const text::Span mark : marks) {
    if (mark.begin < begin || mark.end > end) continue;
    const auto moved = static_cast<std::uint32_t>(begin);
    sample.marks.push_back({mark.begin - moved + shift, mark.end - moved + shift});
  }
  for (const ClauseVerdict& c : verdict.clauses) sample.clauses.push_back(c.clause);
  return sample;
}

void sum(ByEffect& into, const ByEffect& other) {
  for (std::size_t i = 0; i < effects; ++i) into[i] += other[i];
}

void sum(GroupTally& into, const GroupTally& other) {
  sum(into.before, other.before);
  sum(into.after, other.after);
  into.changed += other.changed;
}

std::size_t index(Effect effect) { return static_cast<std::size_t>(effect); }

}  // namespace

std::string_view name(Effect effect) {
  if (effect == Effect::not_judgeable) return "not judgeable";
  return name(static_cast<Action>(effect));
}

Effect effect_of(const Judgement& judgement) {
  const auto effect = static_cast<Effect>(judgement.verdict.action);
  // What the clauses that can be judged say is the least that is done; "nothing" may not be said while one is open.
  return effect == Effect::allow && !judgement.unknown.empty() ? Effect::not_judgeable : effect;
}

Verdict braked(Verdict verdict, const std::vector<std::string_view>& stopped) {
  if (stopped.empty()) return verdict;
  verdict.action = Action::allow;
  for (ClauseVerdict& clause : verdict.clauses) {
    if (std::find(stopped.begin(), stopped.end(), clause.clause) != stopped.end())
      clause.action = std::min(clause.action, Action::hold);
    verdict.action = std::max(verdict.action, clause.action);
  }
  return verdict;
}

void Samples::add(Sample sample) {
  kept_.insert(std::move(sample));
  if (kept_.size() > max_samples) kept_.erase(std::prev(kept_.end()));
}

void Samples::merge(const Samples& other) {
  for (const Sample& sample : other.kept_) add(sample);
}

void ReplayTally::merge(const ReplayTally& other) {
  texts += other.texts;
  erased += other.erased;
  for (std::size_t i = 0; i < effects; ++i) sum(actions[i], other.actions[i]);
  for (const auto& [id, theirs] : other.clauses) {
    ClauseTally& ours = clauses[id];
    ours.before += theirs.before;
    ours.after += theirs.after;
    ours.not_judgeable += theirs.not_judgeable;
    ours.released += theirs.released;
    ours.gained.merge(theirs.gained);
    ours.lost.merge(theirs.lost);
  }
  for (const auto& [key, theirs] : other.languages) sum(languages[key], theirs);
  for (const auto& [key, theirs] : other.months) sum(months[key], theirs);
  decided += other.decided;
  would_stop += other.would_stop;
  would_pass += other.would_pass;
  never_judged += other.never_judged;
  rule_unknown += other.rule_unknown;
  engine_differs += other.engine_differs;
  for (const auto& [engine, theirs] : other.engines) {
    engines[engine].texts += theirs.texts;
    engines[engine].differ += theirs.differ;
  }
  stopped.merge(other.stopped);
  passed.merge(other.passed);
  differing.merge(other.differing);
}

namespace {

// The same document under the same engine: a site's correction of the classifier is part of the engine.
bool judge_alike(const Compiled& a, const Compiled& b) { return a.id == b.id && a.engine == b.engine; }

}  // namespace

Replaying::Replaying(const Judge* before, const Judge& after, std::vector<std::string> only)
    : before_(before), after_(after), only_(std::move(only)) {
  const auto name_clauses = [this](const Judge& judge) {
    for (const Clause& clause : judge.policy().clauses) {
      if (only_.empty() || is_in(only_, clause.id)) tally_.clauses[clause.id];
    }
  };
  name_clauses(after_);
  if (before_ != nullptr) name_clauses(*before_);
}

Judgement Replaying::judged(const Judge& judge, const Archived& archived, FactSet lacks) const {
  Judgement judgement = judge.judge({archived.text, archived.facts, archived.story}, lacks);
  if (only_.empty()) return judgement;
  std::erase_if(judgement.verdict.clauses, [&](const ClauseVerdict& c) { return !is_in(only_, c.clause); });
  std::erase_if(judgement.unknown, [&](std::uint32_t i) { return !is_in(only_, judge.policy().clauses[i].id); });
  judgement.verdict.action = Action::allow;
  for (const ClauseVerdict& c : judgement.verdict.clauses)
    judgement.verdict.action = std::max(judgement.verdict.action, c.action);
  return judgement;
}

void Replaying::add(const Archived& archived) {
  const FactSet lacks = lacking(archived.facts);
  const Judgement after = judged(after_, archived, lacks);
  const bool same = before_ == nullptr || judge_alike(before_->policy(), after_.policy());
  const Judgement before = same ? after : judged(*before_, archived, lacks);
  const Effect was = effect_of(before);
  const Effect is = effect_of(after);

  ++tally_.texts;
  ++tally_.actions[index(was)][index(is)];
  for (GroupTally* group : {&tally_.languages[archived.facts.language], &tally_.months[archived.month]}) {
    ++group->before[index(was)];
    ++group->after[index(is)];
    group->changed += was != is;
  }
  count_clauses(archived, before, after, was, is);
  compare_with_people(archived, after, was, is);
  compare_with_then(archived, before, lacks);
}

void Replaying::count_clauses(const Archived& archived, const Judgement& before, const Judgement& after, Effect was,
                              Effect is) {
  const std::uint64_t rank = scattered(archived.order);
  const auto sampled = [&](const Judgement& by, std::string_view clause) {
    return sample_of(archived, rank, marks_of(by.verdict, clause), was, is, by.verdict);
  };
  for (const ClauseVerdict& c : before.verdict.clauses) {
    ClauseTally& tally = tally_.clauses[c.clause];
    ++tally.before;
    if (find(after.verdict, c.clause) == nullptr && tally.lost.wants(rank)) tally.lost.add(sampled(before, c.clause));
  }
  for (const ClauseVerdict& c : after.verdict.clauses) {
    ClauseTally& tally = tally_.clauses[c.clause];
    ++tally.after;
    if (archived.person == Person::allowed && c.action >= Action::hold) ++tally.released;
    const bool gained = before_ == nullptr || find(before.verdict, c.clause) == nullptr;
    if (gained && tally.gained.wants(rank)) tally.gained.add(sampled(after, c.clause));
  }
  for (const std::uint32_t i : after.unknown) ++tally_.clauses[after_.policy().clauses[i].id].not_judgeable;
}

void Replaying::compare_with_people(const Archived& archived, const Judgement& after, Effect was, Effect is) {
  if (archived.person == Person::nobody) return;
  ++tally_.decided;
  const bool stops = is == Effect::hold || is == Effect::refuse;
  const bool lets_pass = is == Effect::allow || is == Effect::advise;
  Samples* samples = nullptr;
  if (archived.person == Person::allowed && stops) {
    ++tally_.would_stop;
    samples = &tally_.stopped;
  } else if (archived.person == Person::restricted && lets_pass) {
    ++tally_.would_pass;
    samples = &tally_.passed;
  }
  const std::uint64_t rank = scattered(archived.order);
  if (samples == nullptr || !samples->wants(rank)) return;
  Sample sample = sample_of(archived, rank, marks_of(after.verdict, {}), was, is, after.verdict);
  if (archived.person == Person::restricted) sample.clauses = archived.person_clauses;
  samples->add(std::move(sample));
}

// The policy it was judged by, asked again: the text, the facts and the rules are the same, so what differs is the
// engine (its word lists, tables, language detector).
void Replaying::compare_with_then(const Archived& archived, const Judgement& before, FactSet lacks) {
  if (!archived.then) {
    ++tally_.never_judged;
    return;
  }
  if (archived.then_policy == nullptr) {
    ++tally_.rule_unknown;
    return;
  }
  const Judge& judge = *archived.then_policy;
  const Submission submission{archived.text, archived.facts, archived.story};
  const bool is_before = before_ != nullptr && judge_alike(judge.policy(), before_->policy()) && only_.empty();
  const Verdict pure = is_before ? before.verdict : judge.judge(submission, lacks).verdict;
  Verdict now = braked(pure, archived.held_back);
  if (now.action != *archived.then && now.action == Action::advise) {
    // Its author saw the advice and posted it as it was.
    now = braked(judge.judge(submission, lacks, true).verdict, archived.held_back);
  }
  EngineTally& engine = tally_.engines[archived.then_engine];
  ++engine.texts;
  if (now.action == *archived.then) return;
  ++engine.differ;
  ++tally_.engine_differs;
  const std::uint64_t rank = scattered(archived.order);
  if (!tally_.differing.wants(rank)) return;
  tally_.differing.add(sample_of(archived, rank, marks_of(now, {}), static_cast<Effect>(*archived.then),
                                 static_cast<Effect>(now.action), now));
}

}  // namespace comity::policy
