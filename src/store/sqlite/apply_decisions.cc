// Decisions, and the strikes that follow from a person's.
#include "store/sqlite/applying.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

using discussion::Deed;
using discussion::makes_strike;

Done Applying::apply(const AddDecision& w) {
  discussion::Decision d = w.decision;
  if (!d.comment) {
    if (!last_added_.second)
      return fail(Error::Code::invalid, "AddDecision: the change adds no comment and the decision names none");
    std::tie(d.story, d.comment) = last_added_;
  }
  const auto now = comment_now(d.story, d.comment);
  if (!now) return missing("no such comment");
  if (d.revision < 1 || d.revision > now->last_revision) return missing("no such revision");
  {
    Query query(db_, "SELECT 1 FROM decision WHERE site_id = ? AND decision_id = ?", site_, d.id);
    if (query.step()) return conflict("a decision with this id is there already");
  }
  if (d.corrects) {
    std::pair<StoryId, CommentId> corrected;
    bool opens = false;
    {
      Query query(db_, "SELECT story_id, comment_id, deed FROM decision WHERE site_id = ? AND decision_id = ?", site_,
                  d.corrects);
      if (!query.step()) return missing("no such decision to correct");
      corrected = {{query.integer(0)}, {query.integer(1)}};
      opens = query.text(2) == name(Deed::close_replies);
    }
    will_judge(corrected.first, corrected.second);
    if (opens) branch_changed(corrected.first, corrected.second);
  }
  if (makes_strike(d.actor, d.deed)) will_judge(d.story, d.comment);
  const std::string findings = to_findings(d);
  Query(
      db_,
      "INSERT INTO decision (site_id, decision_id, story_id, comment_id, ordinal, revision, deed, actor, actor_name, "
      "findings, policy_id, engine_id, reason, freedom, corrects, decided_ms, source, detected, until_ms, batch, "
      "proposed_by) "
      "SELECT ?1, ?2, ?3, ?4, "
      "coalesce((SELECT max(ordinal) FROM decision WHERE site_id = ?1 AND story_id = ?3 AND comment_id = ?4), 0) + 1, "
      "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
      "?20",
      site_, d.id, d.story, d.comment, d.revision, name(d.deed), name(d.actor), d.actor_name,
      findings.empty() ? std::nullopt : std::optional(Blob{findings}), null_if_zero(d.policy), null_if_zero(d.engine),
      d.reason, d.freedom, null_if_none(d.corrects), d.decided, name(d.source), name(d.detected), d.until,
      null_if_zero(d.batch), d.proposed_by)
      .run();
  std::int64_t ordinal = 0;
  for (const std::string& clause : d.clauses)
    Query(db_, "INSERT INTO decision_clause (site_id, decision_id, ordinal, clause) VALUES (?, ?, ?, ?)", site_, d.id,
          ++ordinal, clause)
        .run();
  if (decides_state(d.deed))
    Query(db_, "UPDATE comment SET decision_id = ? WHERE site_id = ? AND story_id = ? AND comment_id = ?",
          d.deed == Deed::publish ? std::nullopt : null_if_none(d.id), site_, d.story, d.comment)
        .run();
  if (decides_state(d.deed)) drop_proposal(d.story, d.comment);
  if (d.deed == Deed::close_replies) branch_changed(d.story, d.comment);
  d.site = site_;
  decided_.emplace_back(d, w.salts);
  if (d.deed == Deed::hold) waits_or_not(d.story, d.comment);
  return {};
}

}  // namespace comity::store::sqlite
