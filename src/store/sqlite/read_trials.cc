#include "store/sqlite/reads.h"

namespace comity::store::sqlite {

std::vector<PolicyDocument> policy_history(Connection& c, SiteId site) {
  Query query(c,
              "SELECT h.policy_id, h.published_by, h.published_ms, m.texts, m.exchanged, m.changed FROM policy_history "
              "h LEFT JOIN policy_mirror m ON m.site_id = h.site_id AND m.ordinal = h.ordinal WHERE h.site_id = ? "
              "ORDER BY h.ordinal",
              site);
  std::vector<PolicyDocument> out;
  while (query.step()) {
    out.push_back({query.hash256(0), {}, query.text(1), query.time(2)});
    if (!query.is_null(3)) out.back().mirror = MirrorCounts{query.integer(3), query.integer(4), query.integer(5)};
  }
  return out;
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

TouchedSince touched_since(Connection& c, SiteId site, const Hash256& policy, Time since) {
  TouchedSince found;
  Query written(
      c,
      "SELECT sum((SELECT count(*) FROM comment c WHERE c.site_id = s.site_id AND c.story_id = s.story_id AND "
      "c.written_ms >= ?)) FROM story s WHERE s.site_id = ?",
      since, site);
  if (written.step() && !written.is_null(0)) found.comments = written.integer(0);
  Query touched(c,
                "SELECT k.clause, count(*) FROM decision d JOIN decision_clause k ON k.site_id = d.site_id AND "
                "k.decision_id = d.decision_id WHERE d.site_id = ? AND d.decided_ms >= ? AND d.actor = 'engine' AND "
                "d.deed IN ('hold', 'refuse') AND d.revision = 1 AND d.policy_id = ? GROUP BY k.clause",
                site, since, policy);
  while (touched.step()) found.by_clause[touched.text(0)] = touched.integer(1);
  return found;
}

}  // namespace comity::store::sqlite
