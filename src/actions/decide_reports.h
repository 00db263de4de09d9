// A person looked at what readers reported, and the comment stays as it is. Taking it down is decide_comment's, which
// answers the reports that wait.
#pragma once

#include "actions/world.h"
#include "discussion/report.h"

namespace comity::actions {

// Those about a comment that nobody answered yet, oldest first.
Result<std::vector<discussion::Report>> waiting_reports(World& world, SiteId site, StoryId story, CommentId comment);

// Answers the reports that were looked at; none: it writes nothing.
std::vector<store::Write> answering(const std::vector<discussion::Report>& seen, const discussion::Decision& with);
// Those that came between the reading and the writing of `removal`, which answers them too: no report about a comment
// that was taken down is left waiting where nobody sees it. Errors: those of the store.
Done answer_latecomers(World& world, const discussion::Decision& removal);

struct KeepReported {
  SiteId site;
  StoryId story;
  CommentId comment;
  std::vector<discussion::ReportId> reports;  // that the person saw; others wait on
  std::string reason;                         // those who reported read it; ''
  std::string freedom;                        // a promise cited; ''
  std::string by;                             // sign-in name; kept, never shown to the public
  discussion::Actor actor = discussion::Actor::moderator;
};
// Errors: `not_found`; `invalid` - no reports, an unknown freedom; `conflict` - somebody decided meanwhile.
Result<discussion::Decision> keep_reported(World& world, const KeepReported& request);

}  // namespace comity::actions
