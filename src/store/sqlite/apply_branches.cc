// Branches that are closed to replies, and what waits for a second moderator.
#include "discussion/branch.h"
#include "store/sqlite/applying.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

void Applying::branch_changed(StoryId story, CommentId top) {
  touch(story);
  struct Row {
    CommentId id, reply_to;
  };
  std::vector<Row> rows;
  std::map<CommentId, std::int64_t> numbers;
  {
    Query query(db_, "SELECT comment_id, reply_to, number FROM comment WHERE site_id = ? AND story_id = ?", site_,
                story);
    while (query.step()) {
      rows.push_back({{query.integer(0)}, {query.integer(1)}});
      if (!query.is_null(2)) numbers.emplace(query.integer(0), query.integer(2));
    }
  }
  for (const CommentId comment : discussion::branch_below(top, rows)) {
    const auto number = numbers.find(comment);
    if (number != numbers.end()) event(story, discussion::EventKind::changed, comment, number->second);
  }
}

void Applying::drop_proposal(StoryId story, CommentId comment) {
  Query(db_, "DELETE FROM proposal WHERE site_id = ? AND story_id = ? AND comment_id = ?", site_, story, comment).run();
}

Done Applying::apply(const Propose& w) {
  const discussion::Proposal& p = w.proposal;
  const auto now = comment_now(p.story, p.comment);
  if (!now) return missing("no such comment");
  if (p.revision != now->last_revision) return conflict("its author has changed it since");
  // Its unique constraint says `conflict`: one waits.
  Query(db_,
        "INSERT INTO proposal (site_id, story_id, comment_id, revision, deed, clauses, reason, freedom, close_branch, "
        "proposed_by, made_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        site_, p.story, p.comment, p.revision, name(p.deed), to_list(p.clauses), p.reason, p.freedom, p.close_branch,
        p.by, p.made)
      .run();
  return {};
}

Done Applying::apply(const DropProposal& w) {
  drop_proposal(w.story, w.comment);
  return db_.changed_rows() > 0 ? Done{} : missing("no proposal waits");
}

}  // namespace comity::store::sqlite
