// Everything a moderator weighs about one comment.
#pragma once

#include "http/console/console.h"

namespace comity::http {

struct ConsoleCase {
  actions::OwnComment own;        // with all revisions and decisions
  bool waiting = false;           // a text of it waits for a person
  discussion::Revision revision;  // the one to look at: what waits, else what readers see, else the last
  discussion::Decision hold;      // of that revision; none: no id
  std::string place;              // in the queue, by age
  std::shared_ptr<const policy::Compiled> live;
  std::shared_ptr<const policy::Compiled> held_under;  // the policy of the hold
  std::optional<discussion::Revision> answered;        // the last text of the comment it answers
};
Result<ConsoleCase> load_case(App& app, const SignedIn& who, StoryId story, CommentId comment);

// The first words of a text, whole characters.
std::string text_start(std::string_view text);

// The text with its words marked, what it answers, and what stood there before.
void write_text(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsoleCase& at, Time now);
struct BelowCase;
enum class Beside { comment, reports };  // what the page is about: the comment, or the reports that wait
// Clauses and findings, the author, like cases, what was decided, what stands below.
void write_evidence(HtmlWriter& w, App& app, const SignedIn& who, const ConsoleCase& at, const BelowCase& below,
                    Time now, Beside beside = Beside::comment);

}  // namespace comity::http
