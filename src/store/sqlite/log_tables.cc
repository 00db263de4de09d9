#include "store/sqlite/log_tables.h"

#include <algorithm>

#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

OpenLog::OpenLog(Connection& connection, SiteId site, Time now) : db_(connection), site_(site), begun_(now) {
  {
    Query query(db_, "SELECT log, name, begun_ms, size, edge FROM ledger WHERE site_id = ? ORDER BY log DESC LIMIT 1",
                site_);
    if (query.step()) {
      log_ = query.integer(0);
      name_ = query.text(1);
      begun_ = query.time(2);
      edge_ = ledger::Edge(static_cast<std::uint64_t>(query.integer(3)), hashes_from(query.blob(4)));
      return;
    }
  }
  auto of = site_by_id(db_, site_);
  if (!of) throw Trouble{std::move(of).error(), 0};
  name_ = discussion::log_name(*of, log_);
  insert();
}

OpenLog::OpenLog(Connection& connection, SiteId site, std::int64_t log, std::string name, Time now)
    : db_(connection), site_(site), log_(log), name_(std::move(name)), begun_(now) {
  insert();
}

void OpenLog::insert() {
  Query(db_, "INSERT INTO ledger (site_id, log, name, begun_ms, size, edge, whole) VALUES (?, ?, ?, ?, 0, x'', 0)",
        site_, log_, name_, begun_)
      .run();
}

void OpenLog::append(std::string_view entry, DecisionId decision, const std::optional<discussion::Salts>& salts) {
  const Hash256 hash = ledger::leaf_hash(entry);
  std::string salt_bytes;
  if (salts) {
    for (const Key128& salt : *salts)
      salt_bytes.append(reinterpret_cast<const char*>(salt.bytes.data()), salt.bytes.size());
  }
  Query(db_,
        "INSERT INTO ledger_leaf (site_id, log, leaf_index, decision_id, entry, hash, salts) VALUES (?, ?, ?, ?, ?, ?, "
        "?)",
        site_, log_, static_cast<std::int64_t>(edge_.size()), null_if_none(decision), entry, hash,
        salts ? std::optional(Blob{salt_bytes}) : std::nullopt)
      .run();
  edge_.append(hash, [&](int height, std::uint64_t index, const Hash256& root) {
    if (height == 0 || height % 8 != 0) return;  // tiles have a height of 8
    Query(db_, "INSERT INTO ledger_hash (site_id, log, level, hash_index, hash) VALUES (?, ?, ?, ?, ?)", site_, log_,
          height / 8, static_cast<std::int64_t>(index), root)
        .run();
  });
}

void OpenLog::finish() {
  const std::string edge = to_bytes(edge_.complete());
  Query(db_, "UPDATE ledger SET size = ?, edge = ? WHERE site_id = ? AND log = ?",
        static_cast<std::int64_t>(edge_.size()), Blob{edge}, site_, log_)
      .run();
}

std::string to_bytes(const std::vector<Hash256>& hashes) {
  std::string out;
  for (const Hash256& hash : hashes) out.append(reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size());
  return out;
}

std::vector<Hash256> hashes_from(std::string_view bytes) {
  std::vector<Hash256> out(bytes.size() / 32);
  for (std::size_t i = 0; i < out.size(); ++i)
    std::copy_n(reinterpret_cast<const std::uint8_t*>(bytes.data()) + i * 32, 32, out[i].bytes.begin());
  return out;
}

discussion::Salts read_salts(const std::string& bytes) {
  discussion::Salts salts;
  if (bytes.size() != salts.size() * salts[0].bytes.size()) throw corrupt("the salts of an entry of the ledger");
  for (std::size_t i = 0; i < salts.size(); ++i)
    std::copy_n(reinterpret_cast<const std::uint8_t*>(bytes.data()) + i * 16, 16, salts[i].bytes.begin());
  return salts;
}

ledger::Subtrees subtrees_in(Connection& connection, SiteId site, std::int64_t log) {
  return [&connection, site, log](int height, std::uint64_t index) -> Result<Hash256> {
    const int within = height % 8;
    const std::size_t count = std::size_t{1} << within;
    auto hashes = hashes_in(connection, site, log, height / 8, index << within, count);
    if (hashes.size() != count) throw corrupt("hashes of the ledger are missing");
    for (; hashes.size() > 1; hashes.resize(hashes.size() / 2)) {
      for (std::size_t i = 0; i < hashes.size() / 2; ++i)
        hashes[i] = ledger::node_hash(hashes[2 * i], hashes[2 * i + 1]);
    }
    return hashes[0];
  };
}

}  // namespace comity::store::sqlite
