// The ledger: entries of decisions, logs that follow one another, checkpoints.
#include "ledger/checkpoint.h"
#include "store/ledger_rules.h"
#include "store/sqlite/applying.h"
#include "store/sqlite/log_tables.h"
#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

namespace {

std::string entry_of(Connection& db, const discussion::Decision& d, const discussion::Salts& salts, bool before) {
  Query query(db,
              "SELECT c.number, c.author_id, r.text FROM comment c JOIN revision r ON r.site_id = c.site_id AND "
              "r.story_id = c.story_id AND r.comment_id = c.comment_id AND r.revision = ?4 WHERE c.site_id = ?1 AND "
              "c.story_id = ?2 AND c.comment_id = ?3",
              d.site, d.story, d.comment, d.revision);
  if (!query.step()) throw corrupt("a decision about a revision that is not there");
  const std::string text = query.text(2);
  const discussion::DecidedOn on{query.integer(0), {query.integer(1)}, text};
  return ledger::write_leaf(discussion::leaf_of(d, on, salts, before));
}

bool is_logged(Connection& db, SiteId site, DecisionId decision) {
  Query query(db, "SELECT 1 FROM ledger_leaf WHERE site_id = ? AND decision_id = ?", site, decision);
  return query.step();
}

std::int64_t newest_log(Connection& db, SiteId site) {
  Query query(db, "SELECT max(log) FROM ledger WHERE site_id = ?", site);
  return query.step() ? query.integer(0) : 0;
}

std::optional<KeptCheckpoint> last_checkpoint(Connection& db, SiteId site, std::int64_t log) {
  Query query(db,
              "SELECT size, note, signed_ms FROM ledger_checkpoint WHERE site_id = ? AND log = ? ORDER BY size DESC "
              "LIMIT 1",
              site, log);
  if (!query.step()) return std::nullopt;
  return KeptCheckpoint{static_cast<std::uint64_t>(query.integer(0)), query.text(1), query.time(2)};
}

}  // namespace

void Applying::log_decisions() {
  if (decided_.empty()) return;
  OpenLog log(db_, site_, change_.at);
  for (const auto& [decision, salts] : decided_) {
    const bool before = is_before_ledger(decision.decided, log.begun());
    log.append(entry_of(db_, decision, salts, before), decision.id, salts);
  }
  log.finish();
}

Done Applying::apply(const LogEarlier& w) {
  OpenLog log(db_, site_, change_.at);
  for (const LogEarlier::Item& item : w.decisions) {
    const auto decision = decision_by_id(db_, site_, item.decision);
    if (!decision) return missing("no such decision");
    if (is_logged(db_, site_, item.decision)) continue;
    log.append(entry_of(db_, *decision, item.salts, true), item.decision, item.salts);
  }
  log.finish();
  if (!w.all) return {};
  if (!not_in_ledger(db_, site_).empty()) return conflict("decisions have come that have no entry");
  Query(db_, "UPDATE ledger SET whole = 1 WHERE site_id = ? AND log = ?", site_, log.number()).run();
  return {};
}

Done Applying::apply(const BeginLog& w) {
  const std::int64_t newest = newest_log(db_, site_);
  if (newest == 0) return missing("the site has no ledger");
  if (newest != w.after) return conflict("that is not the newest log");
  const auto last = last_checkpoint(db_, site_, newest);
  if (!last) return {};
  std::string name;
  {
    Query query(db_, "SELECT name FROM ledger WHERE site_id = ? AND log = ?", site_, newest);
    if (query.step()) name = query.text(0);
  }
  const auto complete = ledger::complete_subtrees(last->size, subtrees_in(db_, site_, newest));
  if (!complete) throw corrupt("the ledger's hashes: " + complete.error().detail);
  const auto size = static_cast<std::int64_t>(last->size);
  Query(db_, "DELETE FROM ledger_leaf WHERE site_id = ? AND log = ? AND leaf_index >= ?", site_, newest, size).run();
  Query(db_, "DELETE FROM ledger_hash WHERE site_id = ? AND log = ? AND (hash_index + 1) * (1 << (8 * level)) > ?",
        site_, newest, size)
      .run();
  const std::string edge = to_bytes(*complete);
  Query(db_, "UPDATE ledger SET size = ?, edge = ? WHERE site_id = ? AND log = ?", size, Blob{edge}, site_, newest)
      .run();

  OpenLog next(db_, site_, newest + 1, next_log_name(name, newest + 1), change_.at);
  const Hash256 root = ledger::Edge(last->size, *complete).root();
  next.append(ledger::write_continuation({name, last->size, root}), {}, std::nullopt);
  next.finish();
  return {};
}

Done Applying::apply(const KeepCheckpoint& w) {
  if (newest_log(db_, site_) != w.log) return conflict("that is not the newest log");
  std::uint64_t log_size = 0;
  {
    Query query(db_, "SELECT size, key FROM ledger WHERE site_id = ? AND log = ?", site_, w.log);
    if (!query.step()) return conflict("that is not the newest log");
    log_size = static_cast<std::uint64_t>(query.integer(0));
    if (!query.is_null(1) && query.hash256(1) != w.key) return conflict("the log has another key");
  }
  const auto last = last_checkpoint(db_, site_, w.log);
  if (w.size > log_size || (last && w.size < last->size)) return conflict("a checkpoint of another log");
  if (last && w.size == last->size) return {};
  if (last && same_day(last->at, change_.at)) {
    Query(db_, "DELETE FROM ledger_checkpoint WHERE site_id = ? AND log = ? AND size = ?", site_, w.log,
          static_cast<std::int64_t>(last->size))
        .run();
  }
  Query(db_, "INSERT INTO ledger_checkpoint (site_id, log, size, note, signed_ms) VALUES (?, ?, ?, ?, ?)", site_, w.log,
        static_cast<std::int64_t>(w.size), w.note, change_.at)
      .run();
  Query(db_, "UPDATE ledger SET key = ? WHERE site_id = ? AND log = ? AND key IS NULL", w.key, site_, w.log).run();
  return {};
}

Done Applying::apply(const DropSalts& w) {
  if (!comment_is_there(w.story, w.comment)) return missing("no such comment");
  drop_salts(w.story, w.comment);
  return {};
}

void Applying::drop_salts(StoryId story, CommentId comment) {
  Query(db_,
        "UPDATE ledger_leaf SET salts = NULL WHERE site_id = ?1 AND decision_id IN (SELECT decision_id FROM decision "
        "WHERE site_id = ?1 AND story_id = ?2 AND comment_id = ?3)",
        site_, story, comment)
      .run();
}

}  // namespace comity::store::sqlite
