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

}  // namespace comity::store::sqlite
