// What SQLite's planner is told about the tables: that a site has many rows.
//
// Every key begins with the site. Knowing nothing, the planner takes the first column of any key for one of ten rows,
// and so walks all of a site in a primary key rather than look into the index that was made for the question. The
// numbers are fixed ones, not counted: plans are the same everywhere and on the first day as in the tenth year.
//
// Source: https://www.sqlite.org/fileformat.html section 2.6.3 (sqlite_stat1).
#pragma once

#include "store/sqlite/database.h"

namespace comity::store::sqlite {

// Writes the numbers of all indexes anew, and lets this connection know them. Inside a transaction that writes. Throws
// Trouble.
void tell_planner(Connection& connection);
bool is_planner_told(Connection& connection);  // by an earlier tell_planner

}  // namespace comity::store::sqlite
