#include "store/sqlite/log_tables.h"
#include "store/sqlite/reads.h"

namespace comity::store::sqlite {

std::vector<LedgerHead> ledgers_of(Connection& c, SiteId site) {
  Query query(c, "SELECT log, name, begun_ms, size, edge, key, whole FROM ledger WHERE site_id = ? ORDER BY log", site);
  std::vector<LedgerHead> out;
  while (query.step()) {
    const auto size = static_cast<std::uint64_t>(query.integer(3));
    const ledger::Edge edge(size, hashes_from(query.blob(4)));
    out.push_back({query.integer(0), query.text(1), query.time(2), size, edge.root(), {}, query.integer(6) != 0});
    if (!query.is_null(5)) out.back().key = query.hash256(5);
  }
  return out;
}

std::vector<Hash256> hashes_in(Connection& c, SiteId site, std::int64_t log, int level, std::uint64_t first,
                               std::size_t count) {
  const auto from = static_cast<std::int64_t>(first);
  std::vector<Hash256> out;
  if (level == 0) {
    Query query(c,
                "SELECT hash FROM ledger_leaf WHERE site_id = ? AND log = ? AND leaf_index >= ? ORDER BY leaf_index "
                "LIMIT ?",
                site, log, from, count);
    while (query.step()) out.push_back(query.hash256(0));
    return out;
  }
  Query query(c,
              "SELECT hash FROM ledger_hash WHERE site_id = ? AND log = ? AND level = ? AND hash_index >= ? ORDER BY "
              "hash_index LIMIT ?",
              site, log, level, from, count);
  while (query.step()) out.push_back(query.hash256(0));
  return out;
}

std::vector<std::string> entries_in(Connection& c, SiteId site, std::int64_t log, std::uint64_t first,
                                    std::size_t count) {
  Query query(c,
              "SELECT entry FROM ledger_leaf WHERE site_id = ? AND log = ? AND leaf_index >= ? ORDER BY leaf_index "
              "LIMIT ?",
              site, log, static_cast<std::int64_t>(first), count);
  std::vector<std::string> out;
  while (query.step()) out.push_back(query.text(0));
  return out;
}

Result<LedgerPlace> ledger_place_of(Connection& c, SiteId site, DecisionId decision) {
  Query query(c, "SELECT log, leaf_index, entry, salts FROM ledger_leaf WHERE site_id = ? AND decision_id = ?", site,
              decision);
  if (!query.step()) return fail(Error::Code::not_found, "the decision has no entry in the ledger");
  LedgerPlace place{query.integer(0), static_cast<std::uint64_t>(query.integer(1)), query.text(2)};
  if (!query.is_null(3)) place.salts = read_salts(query.blob(3));
  return place;
}

std::vector<KeptCheckpoint> checkpoints_of(Connection& c, SiteId site, std::int64_t log) {
  Query query(c, "SELECT size, note, signed_ms FROM ledger_checkpoint WHERE site_id = ? AND log = ? ORDER BY size",
              site, log);
  std::vector<KeptCheckpoint> out;
  while (query.step()) out.push_back({static_cast<std::uint64_t>(query.integer(0)), query.text(1), query.time(2)});
  return out;
}

std::vector<DecisionId> not_in_ledger(Connection& c, SiteId site) {
  Query query(c,
              "SELECT d.decision_id FROM decision d WHERE d.site_id = ? AND NOT EXISTS (SELECT 1 FROM ledger_leaf l "
              "WHERE l.site_id = d.site_id AND l.decision_id = d.decision_id) ORDER BY d.decided_ms, d.decision_id",
              site);
  std::vector<DecisionId> out;
  while (query.step()) out.push_back({query.integer(0)});
  return out;
}

}  // namespace comity::store::sqlite
