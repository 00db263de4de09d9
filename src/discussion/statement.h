// A statement of reasons: what an author is told of what was decided about their comment, field by field. The
// sentences in a reader's language are made from it elsewhere; what must be said is here.
//
// Source: Regulation (EU) 2022/2065 (Digital Services Act), Art. 17(3)(a)-(f).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "discussion/records.h"
#include "policy/policy.h"

namespace comity::discussion {

// Which of the notices is read.
enum class Notice : std::uint8_t {
  held,
  held_edit,      // readers see the text before
  held_imported,  // waited where it came from
  published,
  changed,   // published with its author's new words; nobody judged
  released,  // published after a hold
  restored,  // an earlier decision was wrong
  returned,
  refused,
  refused_edit,
  refused_program,  // floods and exact repeats
  removed,
  withdrawn,
  withdrawn_unseen,
  warned,
  premoderated,
  blocked,
  unblocked,
  kept,
  replies_closed,
};
std::string_view name(Notice notice);

// A rule it rests on, and the author's own words under it.
struct Ground {
  std::string clause;
  const policy::Clause* rule = nullptr;  // null: the policy has it no longer; lives as long as Statement::policy
  std::vector<std::string> words;
};

struct Statement {
  Notice notice = Notice::published;
  const Decision* decision = nullptr;  // null: nothing was decided; lives as long as the case
  bool restricts = false;
  std::int64_t number = 0;  // of the comment; 0: never published

  // (a) what applies where is the notice's; how long:
  std::optional<Time> until{};
  // (b) facts: the words under each ground, and
  Source source = Source::own;
  // (c)
  Detected detected = Detected::engine;
  bool by_program = false;  // decided without a person
  bool imported = false;    // decided where the comment came from; by whom is not known
  // (d), (e)
  std::vector<Ground> grounds{};
  bool by_law = false;  // an authority's order or a notice, and no rule of the policy: the reason names the law
  // An order about which the law forbids to tell: that an authority ordered it is not told either.
  bool untold = false;
  std::string reason{};
  const policy::Freedom* freedom = nullptr;
  std::shared_ptr<const policy::Compiled> policy{};
  // (f)
  std::optional<Time> contest_until{};  // none: it cannot be contested
  bool strike = false;

  bool was_held_by_program = false;  // before a person looked
};

// A policy by the id that a decision names; null when it is gone.
using PolicyById = std::function<std::shared_ptr<const policy::Compiled>(const Hash256&)>;

// A comment with all that was decided about it, oldest first.
struct CommentRecord {
  const Comment& comment;
  const std::vector<Revision>& revisions;
  const std::vector<Decision>& decisions;
};

// What stands for the comment now.
Statement standing_statement(const CommentRecord& about, const PolicyById& policy_by_id);
// What was decided beside that, newest first: warnings and blocks, replies closed.
std::vector<Statement> other_statements(const CommentRecord& about, const PolicyById& policy_by_id);
// Of one decision alone, as it read when it was made.
Statement statement_of(const CommentRecord& about, const Decision& decision, const PolicyById& policy_by_id);

// The author's words behind a clause's findings: distinct, in order, at most `max_words_quoted`, long ones cut.
inline constexpr std::size_t max_words_quoted = 10;
std::vector<std::string> words_of(const policy::ClauseVerdict& verdict, std::string_view text);

}  // namespace comity::discussion
