#include "store/sqlite/reads.h"

namespace comity::store::sqlite {

std::vector<PolicyDocument> policy_history(Connection& c, SiteId site) {
  Query query(c,
              "SELECT h.ordinal, h.policy_id, h.published_by, h.published_ms FROM policy_history h WHERE h.site_id = ? "
              "ORDER BY h.ordinal",
              site);
  std::vector<PolicyDocument> out;
  while (query.step()) {
    out.push_back({query.hash256(1), {}, query.text(2), query.time(3)});
    read_counts(c, site, query.integer(0), out.back());
  }
  return out;
}

void read_counts(Connection& c, SiteId site, std::int64_t ordinal, PolicyDocument& into) {
  Query mirror(c, "SELECT texts, exchanged, changed FROM policy_mirror WHERE site_id = ? AND ordinal = ?", site,
               ordinal);
  if (mirror.step()) into.mirror = MirrorCounts{mirror.integer(0), mirror.integer(1), mirror.integer(2)};
  Query replay(c,
               "SELECT tried_ms, before_id, engine_id, texts, changed FROM policy_replay WHERE site_id = ? AND ordinal "
               "= ?",
               site, ordinal);
  if (!replay.step()) return;
  ReplayCounts& counts = into.replay.emplace();
  counts.tried = replay.time(0);
  if (!replay.is_null(1)) counts.before = replay.hash256(1);
  counts.engine = replay.hash256(2);
  counts.texts = replay.integer(3);
  counts.changed = replay.integer(4);
  Query actions(c, "SELECT was, becomes, texts FROM policy_replay_action WHERE site_id = ? AND ordinal = ?", site,
                ordinal);
  while (actions.step()) counts.actions[{actions.text(0), actions.text(1)}] = actions.integer(2);
  Query clauses(
      c, "SELECT clause, touched_before, touched_after FROM policy_replay_clause WHERE site_id = ? AND ordinal = ?",
      site, ordinal);
  while (clauses.step()) counts.clauses[clauses.text(0)] = {clauses.integer(1), clauses.integer(2)};
}

std::optional<PolicyDocument> shadow_of(Connection& c, SiteId site) {
  Query query(c,
              "SELECT s.policy_id, p.source, s.set_by, s.since_ms FROM policy_shadow s JOIN policy p ON p.site_id = "
              "s.site_id AND p.policy_id = s.policy_id WHERE s.site_id = ?",
              site);
  if (!query.step()) return std::nullopt;
  return PolicyDocument{query.hash256(0), query.text(1), query.text(2), query.time(3)};
}

Result<CorrectionSwitch> one_correction(Connection& c, SiteId site, const Hash256& id) {
  Query query(c,
              "SELECT k.correction_id, k.bytes, s.report, s.switched_by, s.switched_ms FROM correction k JOIN "
              "correction_switch s ON s.site_id = k.site_id AND s.correction_id = k.correction_id WHERE k.site_id = ? "
              "AND k.correction_id = ? ORDER BY s.ordinal DESC LIMIT 1",
              site, id);
  if (!query.step()) return fail(Error::Code::not_found, "no such correction");
  return CorrectionSwitch{query.hash256(0), std::string(query.blob(1)), query.text(2), query.text(3), query.time(4)};
}

std::vector<CorrectionSwitch> correction_history(Connection& c, SiteId site) {
  Query query(
      c, "SELECT correction_id, switched_by, switched_ms FROM correction_switch WHERE site_id = ? ORDER BY ordinal",
      site);
  std::vector<CorrectionSwitch> out;
  while (query.step()) out.push_back({query.hash256(0), {}, {}, query.text(1), query.time(2)});
  return out;
}

std::vector<Brake> brakes_of(Connection& c, SiteId site) {
  Query query(c,
              "SELECT policy_id, clause, judged, touched, since_ms, released_ms, released_by FROM policy_brake WHERE "
              "site_id = ? ORDER BY since_ms, policy_id, clause",
              site);
  std::vector<Brake> out;
  while (query.step()) {
    out.push_back({query.hash256(0), query.text(1), query.integer(2), query.integer(3), query.time(4),
                   query.maybe_time(5), query.text(6)});
  }
  return out;
}

// Texts lie in the order they came, so the last of them are found without an index of their own.
TouchedSince touched_since(Connection& c, SiteId site, const Hash256& policy, Time since) {
  TouchedSince found;
  const std::int64_t after = c.integer("SELECT coalesce(max(rowid), 0) FROM revision") - Store::max_touched_looked_at;
  Query written(
      c,
      "SELECT count(*) FROM revision r NOT INDEXED WHERE r.rowid > ? AND r.site_id = ? AND r.revision = 1 AND "
      "r.written_ms >= ?",
      after, site, since);
  if (written.step()) found.comments = written.integer(0);
  Query touched(c,
                "SELECT k.clause, count(*) FROM revision r NOT INDEXED CROSS JOIN decision d CROSS JOIN "
                "decision_clause k WHERE r.rowid > ?1 AND r.site_id = ?2 AND r.revision = 1 AND r.written_ms >= ?3 AND "
                "d.site_id = r.site_id AND d.story_id = r.story_id AND d.comment_id = r.comment_id AND d.ordinal > 0 "
                "AND +d.actor = 'engine' AND d.deed IN ('hold', 'refuse') AND d.revision = 1 AND d.policy_id = ?4 AND "
                "k.site_id = d.site_id AND k.decision_id = d.decision_id GROUP BY k.clause",
                after, site, since, policy);
  while (touched.step()) found.by_clause[touched.text(0)] = touched.integer(1);
  return found;
}

}  // namespace comity::store::sqlite
