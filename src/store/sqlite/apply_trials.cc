// A shadow policy, clauses that are held back, and the site's correction of the classifier.
#include "store/sqlite/applying.h"

namespace comity::store::sqlite {

Done Applying::apply(const SetShadow& w) {
  site_touched_ = true;
  if (w.id == Hash256{}) {
    Query(db_, "DELETE FROM policy_shadow WHERE site_id = ?", site_).run();
    return {};
  }
  Query(db_, "INSERT INTO policy (site_id, policy_id, source) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", site_, w.id,
        w.source)
      .run();
  // The same one again goes on since it was set.
  Query(db_,
        "INSERT INTO policy_shadow (site_id, policy_id, set_by, since_ms) VALUES (?, ?, ?, ?) ON CONFLICT (site_id) DO "
        "UPDATE SET policy_id = excluded.policy_id, set_by = excluded.set_by, since_ms = excluded.since_ms WHERE "
        "policy_id <> excluded.policy_id",
        site_, w.id, w.by, change_.at)
      .run();
  return {};
}

Done Applying::apply(const SwitchCorrection& w) {
  site_touched_ = true;
  const auto id = null_if_zero(w.id);  // outlives the steps that look at it
  {
    Query query(db_, "SELECT 1 FROM site WHERE site_id = ? AND correction_id IS ?", site_, id);
    if (query.step()) return {};
  }
  if (w.id != Hash256{}) {
    Query(db_, "INSERT INTO correction (site_id, correction_id, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", site_,
          w.id, Blob{w.bytes})
        .run();
  }
  Query(db_,
        "INSERT INTO correction_switch (site_id, ordinal, correction_id, report, switched_by, switched_ms) SELECT ?1, "
        "coalesce((SELECT max(ordinal) FROM correction_switch WHERE site_id = ?1), 0) + 1, ?2, ?3, ?4, ?5",
        site_, id, w.report, w.by, change_.at)
      .run();
  Query(db_, "UPDATE site SET correction_id = ? WHERE site_id = ?", id, site_).run();
  return {};
}

Done Applying::apply(const StopClause& w) {
  site_touched_ = true;
  {
    Query query(db_, "SELECT 1 FROM policy_history WHERE site_id = ? AND policy_id = ? LIMIT 1", site_, w.policy);
    if (!query.step()) return missing("no such policy");
  }
  Query(db_,
        "INSERT INTO policy_brake (site_id, policy_id, clause, judged, touched, since_ms, released_by) VALUES (?, ?, "
        "?, ?, ?, ?, '') ON CONFLICT DO NOTHING",
        site_, w.policy, w.clause, w.judged, w.touched, change_.at)
      .run();
  return {};
}

Done Applying::apply(const ReleaseClause& w) {
  site_touched_ = true;
  Query(db_,
        "UPDATE policy_brake SET released_ms = ?, released_by = ? WHERE site_id = ? AND policy_id = ? AND clause = ? "
        "AND released_ms IS NULL",
        change_.at, w.by, site_, w.policy, w.clause)
      .run();
  if (db_.changed_rows() == 0) return missing("the clause is not stopped");
  return {};
}

}  // namespace comity::store::sqlite
