// How SQLite finds the rows of every statement that random changes and all reads come by.
#include <doctest.h>
#include <sqlite3.h>

#include <algorithm>
#include <mutex>
#include <set>

#include "store/same_reads.h"
#include "store/sqlite/scratch.h"
#include "store/sqlite/sqlite_store.h"
#include "store/sqlite/testing/dice.h"

namespace comity::store::sqlite {

namespace {

struct Heard {
  std::mutex mutex;
  std::set<std::string> statements;
};
Heard& heard() {
  static Heard all;
  return all;
}

int on_statement(unsigned, void*, void* statement, void*) {
  const std::lock_guard lock(heard().mutex);
  heard().statements.insert(sqlite3_sql(static_cast<sqlite3_stmt*>(statement)));
  return 0;
}
int on_open(sqlite3* db, const char**, const sqlite3_api_routines*) {
  return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, on_statement, nullptr);
}

// The statements of every connection that is opened in its life.
struct Listening {
  Listening() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(on_open)); }
  ~Listening() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(on_open)); }
};

void live_a_while(const Options& options) {
  REQUIRE(open(options));  // a migration may walk
  const Listening listening;
  const auto real = open(options).value();
  Dice dice(7);
  for (int i = 0; i < 3000; ++i) {
    Change change = dice.change();
    if (i == 0) {
      change.site = {};
      change.writes = {PutSite{Desk::a_site("paper-a")}};
    }
    static_cast<void>(real->commit(change));
  }
  check_same_reads(*real, *real, dice.now);  // asks everything
}

// Statements that look at all of a site, and may: what there is little of, what is asked once a day or by the command
// that checks the whole file, and pages of an index in its own order.
constexpr std::string_view may_walk[] = {"SELECT format(",
                                         "PRAGMA",
                                         "pragma_integrity_check",
                                         "sqlite_stat1",
                                         "sqlite_schema",
                                         "FROM site ",
                                         "FROM policy",
                                         "policy_history",
                                         "correction_switch",
                                         "FROM correction",
                                         "FROM ledger WHERE",
                                         "ledger_checkpoint",
                                         "FROM danger WHERE",
                                         "UPDATE danger",
                                         "authority_order WHERE site_id = ? ORDER BY",
                                         "_session WHERE site_id = ? AND (begun_ms",
                                         "FROM proposal",
                                         "WITH RECURSIVE up",
                                         "FROM person",
                                         "c.daily = 1",
                                         "FROM applied_change",
                                         "erasing = 1",
                                         "FROM waiting",
                                         "INDEXED BY",
                                         "FROM report WHERE site_id = ?1 AND answer_id IS NULL",
                                         "r.answer_id IS NULL",
                                         "given_up_ms IS NULL",
                                         "outcome IS NULL ORDER BY",
                                         "NOT EXISTS (SELECT 1 FROM ledger_leaf",
                                         "d.deed NOT IN ('publish'"};

bool is_known(const std::string& sql) {
  return std::any_of(std::begin(may_walk), std::end(may_walk),
                     [&](std::string_view part) { return sql.find(part) != std::string::npos; });
}

bool is_walk(std::string_view step) {
  if (step.starts_with("SCAN ")) return step != "SCAN CONSTANT ROW" && !step.starts_with("SCAN (");
  return step.ends_with(" (site_id=?)");
}

}  // namespace

TEST_CASE("no statement finds its rows by walking through all of a site, but for those that may") {
  const Scratch scratch;
  Options options;
  options.file = scratch.file();
  options.synchronous = Synchronous::off;
  live_a_while(options);
  const std::set<std::string> statements = heard().statements;
  REQUIRE(statements.size() > 150);

  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(scratch.file().c_str(), &db) == SQLITE_OK);
  int looked_at = 0;
  for (const std::string& sql : statements) {
    const bool known = is_known(sql);
    sqlite3_stmt* plan = nullptr;
    if (sqlite3_prepare_v2(db, ("EXPLAIN QUERY PLAN " + sql).c_str(), -1, &plan, nullptr) != SQLITE_OK) continue;
    while (sqlite3_step(plan) == SQLITE_ROW) {
      const std::string step = reinterpret_cast<const char*>(sqlite3_column_text(plan, 3));
      INFO(sql, " | ", step);
      CHECK_FALSE((is_walk(step) && !known));
      CHECK_FALSE(step.starts_with("BLOOM FILTER"));  // filled from the whole table
    }
    sqlite3_finalize(plan);
    ++looked_at;
  }
  sqlite3_close(db);
  CHECK(looked_at > 150);
}

}  // namespace comity::store::sqlite
