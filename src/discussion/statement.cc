#include "discussion/statement.h"

#include <algorithm>
#include <array>

#include "discussion/appeal.h"

namespace comity::discussion {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 20> notice_names = {
    "held",     "held_edit",    "held_imported", "published",       "changed", "released",      "restored",
    "returned", "refused",      "refused_edit",  "refused_program", "removed", "withdrawn",     "withdrawn_unseen",
    "warned",   "premoderated", "blocked",       "unblocked",       "kept",    "replies_closed"};

constexpr std::size_t max_quoted_bytes = 300;

// Not behind `max` bytes, and not inside a character.
std::string_view cut(std::string_view text, std::size_t max) {
  if (text.size() <= max) return text;
  while (max > 0 && (static_cast<unsigned char>(text[max]) & 0xC0) == 0x80) --max;
  return text.substr(0, max);
}

const Decision* last_with(const CommentRecord& about, Deed deed) {
  for (auto it = about.decisions.rbegin(); it != about.decisions.rend(); ++it) {
    if (it->deed == deed) return &*it;
  }
  return nullptr;
}

// The newest decision about the comment's state.
const Decision* newest(const CommentRecord& about) {
  for (auto it = about.decisions.rbegin(); it != about.decisions.rend(); ++it) {
    if (decides_state(it->deed)) return &*it;
  }
  return nullptr;
}

bool held_by_program(const CommentRecord& about) {
  return std::any_of(about.decisions.begin(), about.decisions.end(),
                     [](const Decision& d) { return d.deed == Deed::hold && d.actor == Actor::engine; });
}

// The author's words under a clause: of this decision, else of the hold it followed - a moderator confirms what the
// program had found.
std::vector<std::string> words_under(const CommentRecord& about, const Decision& decision, std::string_view clause) {
  const auto of = [&](const Decision& from) {
    std::vector<std::string> words;
    if (from.revision < 1 || from.revision > static_cast<std::int64_t>(about.revisions.size())) return words;
    const std::string& text = about.revisions[static_cast<std::size_t>(from.revision - 1)].text;
    for (const policy::ClauseVerdict& verdict : from.findings) {
      if (verdict.clause == clause) words = words_of(verdict, text);
    }
    return words;
  };
  std::vector<std::string> words = of(decision);
  for (auto it = about.decisions.rbegin(); words.empty() && it != about.decisions.rend(); ++it) {
    if (it->deed == Deed::hold && it->revision == decision.revision) words = of(*it);
  }
  return words;
}

bool restricts(Notice notice) {
  switch (notice) {
    case Notice::held:
    case Notice::held_edit:
    case Notice::held_imported:
    case Notice::returned:
    case Notice::refused:
    case Notice::refused_edit:
    case Notice::refused_program:
    case Notice::removed:
    case Notice::premoderated:
    case Notice::blocked:
    case Notice::replies_closed:
      return true;
    default:
      return false;
  }
}

Statement filled(const CommentRecord& about, Notice notice, const Decision* decision, const PolicyById& policy_by_id) {
  Statement out;
  out.notice = notice;
  out.decision = decision;
  out.restricts = restricts(notice);
  out.number = about.comment.number;
  out.was_held_by_program = held_by_program(about);
  if (decision == nullptr) return out;
  out.until = decision->until;
  out.source = decision->source;
  out.detected = decision->detected;
  out.by_program = decision->actor == Actor::engine;
  out.imported = decision->actor == Actor::imported;
  out.reason = decision->reason;
  out.policy = policy_by_id(decision->policy);
  for (const std::string& clause : decision->clauses) {
    out.grounds.push_back(
        {clause, out.policy ? out.policy->find(clause) : nullptr, words_under(about, *decision, clause)});
  }
  out.by_law = out.restricts && out.grounds.empty() && (out.source == Source::order || out.source == Source::notice);
  out.untold = out.by_law && out.source == Source::order && out.reason.empty();
  if (out.policy && !decision->freedom.empty()) {
    for (const policy::Freedom& freedom : out.policy->freedoms) {
      if (freedom.id == decision->freedom) out.freedom = &freedom;
    }
  }
  const bool reversed = std::any_of(about.decisions.begin(), about.decisions.end(),
                                    [&](const Decision& d) { return d.corrects == decision->id; });
  if (is_appealable(*decision) && !reversed && !out.imported) out.contest_until = appealable_until(*decision);
  out.strike = out.restricts && !reversed && makes_strike(decision->actor, decision->deed);
  return out;
}

Notice refused(const Decision* decision, Notice by_person) {
  return by_person == Notice::refused && decision != nullptr && decision->actor == Actor::engine
             ? Notice::refused_program
             : by_person;
}

std::pair<Notice, const Decision*> of_published(const CommentRecord& about) {
  const State last = about.revisions.empty() ? State::published : about.revisions.back().state;
  if (last == State::held) return {Notice::held_edit, last_with(about, Deed::hold)};
  if (last == State::refused) return {Notice::refused_edit, last_with(about, Deed::refuse)};
  const Decision* decision = newest(about);
  if (decision != nullptr && decision->deed == Deed::restore) return {Notice::restored, decision};
  if (decision != nullptr && decision->deed == Deed::publish) {
    // It waited or was returned; the author's new words need nobody.
    if (decision->actor == Actor::engine) return {Notice::changed, nullptr};
    if (decision->actor != Actor::imported) return {Notice::released, decision};
  }
  return {about.comment.live_revision > 1 ? Notice::changed : Notice::published, nullptr};
}

std::pair<Notice, const Decision*> standing(const CommentRecord& about) {
  switch (about.comment.state) {
    case State::held: {
      const Decision* hold = last_with(about, Deed::hold);
      return {hold == nullptr || hold->actor != Actor::engine ? Notice::held_imported : Notice::held, hold};
    }
    case State::published:
      return of_published(about);
    case State::refused: {
      const Decision* refusal = last_with(about, Deed::refuse);
      return {refused(refusal, Notice::refused), refusal};
    }
    case State::returned:
      return {Notice::returned, last_with(about, Deed::return_)};
    case State::removed:
      return {Notice::removed, last_with(about, Deed::remove)};
    case State::withdrawn:
      return {about.comment.number == 0 ? Notice::withdrawn_unseen : Notice::withdrawn, nullptr};
  }
  return {};
}

Notice notice_of(const CommentRecord& about, const Decision& decision) {
  switch (decision.deed) {
    case Deed::hold:
      if (about.comment.number != 0 && decision.revision > 1) return Notice::held_edit;
      return decision.actor == Actor::engine ? Notice::held : Notice::held_imported;
    case Deed::refuse:
      if (about.comment.number != 0 && decision.revision > 1) return Notice::refused_edit;
      return refused(&decision, Notice::refused);
    case Deed::publish:
      return decision.actor == Actor::engine ? Notice::changed : Notice::released;
    case Deed::remove:
      return Notice::removed;
    case Deed::return_:
      return Notice::returned;
    case Deed::withdraw:
      return about.comment.number == 0 ? Notice::withdrawn_unseen : Notice::withdrawn;
    case Deed::restore:
      return Notice::restored;
    case Deed::warn:
      return Notice::warned;
    case Deed::premoderate:
      return Notice::premoderated;
    case Deed::block:
      return Notice::blocked;
    case Deed::unblock:
      return Notice::unblocked;
    case Deed::keep:
      return Notice::kept;
    case Deed::close_replies:
      return Notice::replies_closed;
  }
  return Notice::published;
}

}  // namespace

std::string_view name(Notice notice) { return notice_names[static_cast<std::size_t>(notice)]; }

Statement standing_statement(const CommentRecord& about, const PolicyById& policy_by_id) {
  const auto [notice, decision] = standing(about);
  return filled(about, notice, decision, policy_by_id);
}

std::vector<Statement> other_statements(const CommentRecord& about, const PolicyById& policy_by_id) {
  std::vector<Statement> out;
  for (auto it = about.decisions.rbegin(); it != about.decisions.rend(); ++it) {
    // That a report was looked at and nothing changed is told to who reported.
    if (decides_state(it->deed) || it->deed == Deed::keep) continue;
    // One may answer there again: nothing of it stands.
    const bool opened =
        it->deed == Deed::close_replies && std::any_of(about.decisions.begin(), about.decisions.end(),
                                                       [&](const Decision& later) { return later.corrects == it->id; });
    if (!opened) out.push_back(statement_of(about, *it, policy_by_id));
  }
  return out;
}

Statement statement_of(const CommentRecord& about, const Decision& decision, const PolicyById& policy_by_id) {
  return filled(about, notice_of(about, decision), &decision, policy_by_id);
}

std::vector<std::string> words_of(const policy::ClauseVerdict& verdict, std::string_view text) {
  std::vector<text::Span> spans;
  for (const policy::Finding& finding : verdict.findings) {
    for (const text::Span span : finding.spans) {
      if (span.begin < span.end && span.end <= text.size()) spans.push_back(span);
    }
  }
  std::sort(spans.begin(), spans.end());
  std::vector<std::string> words;
  for (const text::Span span : spans) {
    const std::string_view exact = text.substr(span.begin, span.end - span.begin);
    const std::string_view shown = cut(exact, max_quoted_bytes);
    std::string word(shown);
    if (shown.size() < exact.size()) word += "…";
    if (std::find(words.begin(), words.end(), word) != words.end()) continue;
    if (words.size() == max_words_quoted) break;
    words.push_back(std::move(word));
  }
  return words;
}

}  // namespace comity::discussion
