#include "store/sqlite/planner.h"

#include <algorithm>
#include <array>
#include <vector>

namespace comity::store::sqlite {

namespace {

// More than any step of a plan is thought to give: else a Bloom filter is filled from the whole table first.
constexpr std::int64_t rows_in_all = 100'000'000;
constexpr std::int64_t rows_of_a_site = 1'000'000;
constexpr std::int64_t of_few = 20;  // times fewer are in an index of those that wait, are open, ...

struct Index {
  std::string table, name;
  bool is_unique = false;
  bool is_primary = false;
  bool is_partial = false;
  bool is_table = false;  // the table's own order (WITHOUT ROWID)
};

// Into how many parts a value of this column parts the rows.
std::int64_t parts_by(std::string_view column) {
  constexpr std::array<std::string_view, 8> of_few_values = {"clause", "deed", "kind",       "language",
                                                             "level",  "log",  "owner_kind", "state"};
  if (std::find(of_few_values.begin(), of_few_values.end(), column) != of_few_values.end()) return 4;
  return column == "story_id" ? 500 : 5000;
}

// Rows in all, then those that are alike in the first column, in the first two ...
std::string numbers_of(const Index& index, const std::vector<std::string>& columns) {
  const std::int64_t fewer = index.is_partial ? of_few : 1;
  std::int64_t alike = rows_of_a_site / fewer;
  std::string numbers = std::to_string(rows_in_all / fewer);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0 || columns[i] != "site_id") {
      alike = std::max<std::int64_t>(1, alike / parts_by(columns[i]));
    } else if (index.is_primary) {
      alike /= 2;  // the rows themselves lie there: of two walks it is the shorter
    }
    if (i + 1 == columns.size() && index.is_unique) alike = 1;
    numbers += " " + std::to_string(alike);
  }
  return numbers;
}

}  // namespace

void tell_planner(Connection& connection) {
  connection.run("ANALYZE sqlite_schema; DELETE FROM sqlite_stat1");  // the first makes the table
  std::vector<Index> indexes;
  {
    Query query(connection,
                "SELECT t.name, i.name, i.\"unique\", i.origin = 'pk', i.partial, t.wr FROM pragma_table_list t JOIN "
                "pragma_index_list(t.name) i WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE "
                "'sqlite%' ORDER BY t.name, i.name");
    while (query.step()) {
      const bool is_primary = query.integer(3) != 0;
      indexes.push_back({query.text(0), query.text(1), query.integer(2) != 0, is_primary, query.integer(4) != 0,
                         is_primary && query.integer(5) != 0});
    }
  }
  for (const Index& index : indexes) {
    std::vector<std::string> columns;
    {
      Query query(connection, "SELECT name FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno", index.name);
      while (query.step()) columns.push_back(query.text(0));
    }
    Query(connection, "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", index.table,
          index.is_table ? index.table : index.name, numbers_of(index, columns))
        .run();
  }
  connection.run("ANALYZE sqlite_schema");  // reads them
}

bool is_planner_told(Connection& connection) {
  return connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'") != 0;
}

}  // namespace comity::store::sqlite
