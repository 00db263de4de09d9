// The ledger against itself and against the decisions: every hash computed again, every entry written again.
#include "ledger/checkpoint.h"
#include "store/ledger_rules.h"
#include "store/sqlite/log_tables.h"
#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {
namespace {

class LogCheck {
 public:
  LogCheck(Connection& c, SiteId site, const LedgerHead& head, std::vector<std::string>& out)
      : c_(c), site_(site), head_(head), out_(out), checkpoints_(checkpoints_of(c, site, head.log)) {}

  void run() {
    Query query(c_,
                "SELECT leaf_index, decision_id, entry, hash, salts FROM ledger_leaf WHERE site_id = ? AND log = ? "
                "ORDER BY leaf_index",
                site_, head_.log);
    while (query.step()) {
      const auto index = static_cast<std::uint64_t>(query.integer(0));
      if (index != edge_.size()) return say("entry " + std::to_string(edge_.size()) + " is missing");
      const std::string entry = query.text(2);
      const Hash256 hash = ledger::leaf_hash(entry);
      if (hash != query.hash256(3)) say("entry " + std::to_string(index) + " does not have its hash");
      if (query.is_null(1)) {
        if (index != 0 || !ledger::read_continuation(entry))
          say("entry " + std::to_string(index) + " is of no decision");
      } else {
        check_entry(index, {query.integer(1)}, entry, query.is_null(4) ? std::string() : query.blob(4));
      }
      edge_.append(hash, [&](int height, std::uint64_t at, const Hash256& root) { check_hash(height, at, root); });
      check_checkpoint();
    }
    if (edge_.size() != head_.size || edge_.root() != head_.root) say("its size or root is not that of its entries");
    if (at_ < checkpoints_.size()) say("it is shorter than its last checkpoint");
  }

 private:
  void say(const std::string& what) {
    out_.push_back("ledger " + std::to_string(head_.log) + " of site " + std::to_string(site_.value) + ": " + what);
  }

  void check_hash(int height, std::uint64_t index, const Hash256& root) {
    if (height == 0 || height % 8 != 0) return;
    const auto kept = hashes_in(c_, site_, head_.log, height / 8, index, 1);
    if (kept.empty() || kept[0] != root)
      say("hash " + std::to_string(index) + " of level " + std::to_string(height / 8) + " is not that of its entries");
  }

  void check_checkpoint() {
    for (; at_ < checkpoints_.size() && checkpoints_[at_].size == edge_.size(); ++at_) {
      const std::string text = ledger::text_of({head_.name, edge_.size(), edge_.root()});
      if (!checkpoints_[at_].note.starts_with(text))
        say("its checkpoint of " + std::to_string(edge_.size()) + " entries is of other entries");
    }
  }

  void check_entry(std::uint64_t index, DecisionId id, const std::string& entry, const std::string& salts) {
    const std::string what = "entry " + std::to_string(index);
    const auto decision = decision_by_id(c_, site_, id);
    if (!decision) return say(what + " is of a decision that is not there");
    const auto leaf = ledger::read_leaf(entry);
    if (!leaf) return say(what + " is none: " + leaf.error().detail);
    Query query(c_,
                "SELECT c.number, c.author_id, r.text FROM comment c JOIN revision r ON r.site_id = c.site_id AND "
                "r.story_id = c.story_id AND r.comment_id = c.comment_id AND r.revision = ?4 WHERE c.site_id = ?1 AND "
                "c.story_id = ?2 AND c.comment_id = ?3",
                site_, decision->story, decision->comment, decision->revision);
    if (!query.step()) return say(what + " is of a comment that is not there");
    const std::string text = query.text(2);
    // With the salts everything can be said; without, only what stands in clear. A number may have been given since.
    discussion::DecidedOn on{query.integer(0), {query.integer(1)}, text};
    auto again =
        discussion::leaf_of(*decision, on, salts.empty() ? discussion::Salts{} : read_salts(salts), leaf->before);
    if (salts.empty()) again.sealed = leaf->sealed;
    if (again == *leaf) return;
    if (!salts.empty() && on.number != 0) {
      on.number = 0;
      if (discussion::leaf_of(*decision, on, read_salts(salts), leaf->before) == *leaf) return;
    }
    say(what + " is not what decision " + std::to_string(id.value) + " is");
  }

  Connection& c_;
  const SiteId site_;
  const LedgerHead& head_;
  std::vector<std::string>& out_;
  const std::vector<KeptCheckpoint> checkpoints_;
  std::size_t at_ = 0;  // of checkpoints_: the next to compare
  ledger::Edge edge_;
};

}  // namespace

void add_ledger_findings(Connection& c, std::vector<std::string>& out) {
  for (const discussion::Site& site : all_sites(c)) {
    const auto logs = ledgers_of(c, site.id);
    for (const LedgerHead& head : logs) LogCheck(c, site.id, head, out).run();
    if (logs.empty() || !logs.back().whole) continue;  // the server has yet to append what is older
    for (const DecisionId id : not_in_ledger(c, site.id)) {
      out.push_back("decision " + std::to_string(id.value) + " of site " + std::to_string(site.id.value) +
                    ": it has no entry in the ledger");
    }
  }
}

}  // namespace comity::store::sqlite
