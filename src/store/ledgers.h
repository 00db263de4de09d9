// The ledgers of the sites as they are read: one log after the other, each with a name of its own. Every decision is an
// entry of the log that was the newest when it was made, written by the same commit.
//
// Errors as store.h says; a site or log that is not there has no entries.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "discussion/decision_leaf.h"

namespace comity::store {

struct LedgerHead {
  std::int64_t log = 1;  // 1, 2 ...
  std::string name;      // discussion::log_name when it was begun
  Time begun;
  std::uint64_t size = 0;
  Hash256 root;                  // of all its entries, signed or not
  std::optional<Hash256> key{};  // what its checkpoints are signed with; none: it has none yet
  bool whole = false;            // every decision of the site has an entry, in this log or an older one

  bool operator==(const LedgerHead&) const = default;
};

struct KeptCheckpoint {
  std::uint64_t size = 0;
  std::string note;
  Time at;

  bool operator==(const KeptCheckpoint&) const = default;
};

// Where a decision stands.
struct LedgerPlace {
  std::int64_t log = 1;
  std::uint64_t index = 0;
  std::string entry;
  std::optional<discussion::Salts> salts{};  // none: erased

  bool operator==(const LedgerPlace&) const = default;
};

class Ledgers {
 public:
  virtual ~Ledgers() = default;

  virtual Result<std::vector<LedgerHead>> ledgers(SiteId site) = 0;  // oldest first
  // Of the complete subtrees of 256^level entries, from number `first` on, at most `count` (what there is).
  virtual Result<std::vector<Hash256>> ledger_hashes(SiteId site, std::int64_t log, int level, std::uint64_t first,
                                                     std::size_t count) = 0;
  virtual Result<std::vector<std::string>> ledger_entries(SiteId site, std::int64_t log, std::uint64_t first,
                                                          std::size_t count) = 0;
  virtual Result<LedgerPlace> ledger_place(SiteId site, DecisionId decision) = 0;  // `not_found`
  // By size.
  virtual Result<std::vector<KeptCheckpoint>> ledger_checkpoints(SiteId site, std::int64_t log) = 0;
  // Decisions without an entry, by time, then id. A walk over all decisions.
  virtual Result<std::vector<DecisionId>> not_in_ledger(SiteId site) = 0;
};

}  // namespace comity::store
