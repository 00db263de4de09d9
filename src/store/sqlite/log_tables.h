// A site's ledger in its tables: appended to inside the writer's transaction, and asked for hashes.
#pragma once

#include "ledger/tree.h"
#include "store/ledgers.h"
#include "store/sqlite/database.h"

namespace comity::store::sqlite {

// The newest log of a site while a change appends to it. What was appended counts once finish() has run.
class OpenLog {
 public:
  // Begins the first one when there is none, in the name of `site`. Throws Trouble.
  OpenLog(Connection& connection, SiteId site, Time now);
  // Begins this one, named `name`.
  OpenLog(Connection& connection, SiteId site, std::int64_t log, std::string name, Time now);

  std::int64_t number() const { return log_; }
  Time begun() const { return begun_; }
  void append(std::string_view entry, DecisionId decision, const std::optional<discussion::Salts>& salts);
  void finish();

 private:
  void insert();
  Connection& db_;
  const SiteId site_;
  std::int64_t log_ = 1;
  std::string name_;
  Time begun_;
  ledger::Edge edge_;
};

std::string to_bytes(const std::vector<Hash256>& hashes);
std::vector<Hash256> hashes_from(std::string_view bytes);
discussion::Salts read_salts(const std::string& bytes);  // throws Trouble (corrupt)

// Subtrees out of the kept hashes; at most 255 rows for each. Throws Trouble; `corrupt` - rows are missing.
ledger::Subtrees subtrees_in(Connection& connection, SiteId site, std::int64_t log);

}  // namespace comity::store::sqlite
