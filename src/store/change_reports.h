// Writes about reports, orders and danger: included by store/change.h, which says what a Change is.
#pragma once

#include <string>
#include <vector>

#include "discussion/order.h"
#include "discussion/report.h"

namespace comity::store {

// Files a report about a comment. One that was answered (restoring an export) names a decision about the same comment.
// Conflict: its id, receipt or case code is there, or readers do not see the comment (of one that waits and has a
// receipt). Not found: the comment, its revision or the decision.
struct FileReport {
  discussion::Report report;
};

// Answers reports with a decision about the same comment (of this Change, or there already). Conflict: one of them is
// answered already, or - none named - none waits. Not found: a report, or the decision.
struct AnswerReports {
  StoryId story;
  CommentId comment;
  std::vector<discussion::ReportId> reports;  // that were looked at; none: all that wait
  DecisionId answer;
};

// What a decision answered waits again: it was taken back. Not found: no such decision.
struct ReopenReports {
  DecisionId answer;
};

// Empties what a report says of who sent it, and its words; their address and the letters to it go, too. Not found: no
// such report.
struct ForgetReporter {
  discussion::ReportId report;
  bool wished = false;  // by who sent it: the list of erasures names it, so that a restored copy forgets them again
};

// Empties a report's words alone: they repeat what was erased elsewhere. Not found: no such report.
struct EraseReportWords {
  discussion::ReportId report;
};

// Conflict: its id is there. Not found: its comment, or the decision about it.
struct RecordOrder {
  discussion::Order order;
};

// Conflict: its id is there, or a danger about the comment was not ended. Not found: the comment.
struct NoteDanger {
  discussion::Danger danger;  // one that was ended: restoring an export
};

// What was sealed of the comment goes. Conflict: it is ended. Not found: no such danger.
struct EndDanger {
  discussion::DangerId danger;
  std::string by;
};

}  // namespace comity::store
