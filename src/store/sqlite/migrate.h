// Brings a file to the form this program knows, forward only, and refuses what it cannot be.
#pragma once

#include <chrono>

#include "store/sqlite/database.h"

namespace comity::store::sqlite {

inline constexpr std::int64_t application_id = 0x436f6d79;  // "Comy", in the file's header

// Of this program: the number of the last migration.
std::int64_t known_version();

// Throws Trouble: `corrupt` - another program's database, or one of a newer Comity; `detail` says what to do.
void migrate(Connection& connection, std::chrono::milliseconds patience);

// Throws Trouble when the file cannot be read as it is: as migrate(); `unavailable` - a form before this program's.
void check_known(Connection& connection);

// Throws Trouble (corrupt) when the file is shorter than its own header says: a copy that was cut off.
void check_length(const std::filesystem::path& file);

// Throws Trouble (corrupt) when a table's first row cannot be read. Some pages for each table, whatever the file's
// size: `comity admin integrity` reads all of it.
void check_tables(Connection& connection);

}  // namespace comity::store::sqlite
