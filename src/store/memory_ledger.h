// A site's ledger in plain containers: every hash is computed from the entries whenever it is asked for.
#pragma once

#include <deque>

#include "store/change.h"
#include "store/ledgers.h"
#include "store/memory_undo.h"

namespace comity::store::memory {

struct LogRow {
  LedgerHead head;  // its size and root are not kept here
  struct Leaf {
    DecisionId decision;  // none: a continuation
    std::string entry;
    std::optional<discussion::Salts> salts{};
  };
  std::deque<Leaf> leaves;  // a deque, because undoing points into it
  std::vector<KeptCheckpoint> checkpoints;
};

struct SiteRow;

// A decision of a change that is being applied.
struct Decided {
  discussion::Decision decision;
  discussion::Salts salts;
};
void log_decisions(SiteRow& in, const std::vector<Decided>& decided, Time at, Undo& undo);

Done log_earlier(SiteRow& in, const LogEarlier& w, Time at, Undo& undo);
Done begin_log(SiteRow& in, const BeginLog& w, Time at, Undo& undo);
Done keep_checkpoint(SiteRow& in, const KeepCheckpoint& w, Time at, Undo& undo);
Done drop_salts(SiteRow& in, const DropSalts& w, Undo& undo);

// What store/ledgers.h asks; of no site there is nothing.
std::vector<LedgerHead> ledger_heads(const SiteRow* in);
std::vector<Hash256> ledger_hashes(const SiteRow* in, std::int64_t log, int level, std::uint64_t first,
                                   std::size_t count);
std::vector<std::string> ledger_entries(const SiteRow* in, std::int64_t log, std::uint64_t first, std::size_t count);
Result<LedgerPlace> ledger_place(const SiteRow* in, DecisionId decision);
std::vector<KeptCheckpoint> ledger_checkpoints(const SiteRow* in, std::int64_t log);
std::vector<DecisionId> not_in_ledger(const SiteRow* in);

// What must hold between entries, decisions and checkpoints and does not.
void add_ledger_findings(const SiteRow& in, std::vector<std::string>& out);

}  // namespace comity::store::memory
