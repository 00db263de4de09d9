#include "store/sqlite/migrate.h"

#include <sqlite3.h>

#include <cstring>
#include <fstream>
#include <thread>
#include <vector>

#include "base/embedded.h"
#include "store/sqlite/planner.h"
#include "store/sqlite/waiting.h"

namespace comity::migrations {
const std::vector<base::EmbeddedFile>& embedded();
}

namespace comity::store::sqlite {

namespace {

void check_owner(Connection& connection) {
  const std::int64_t owner = connection.integer("PRAGMA application_id");
  const bool empty = connection.integer("SELECT count(*) FROM sqlite_schema") == 0;
  if (owner != application_id && !(owner == 0 && empty))
    throw Trouble{{Error::Code::corrupt, connection.file() +
                                             ": this is another program's SQLite database, not Comity's. Name another "
                                             "--data folder; nothing was changed."},
                  SQLITE_NOTADB};
}

std::int64_t version_of(Connection& connection) {
  const std::int64_t version = connection.integer("PRAGMA user_version");
  if (version > known_version())
    throw Trouble{{Error::Code::corrupt,
                   connection.file() + ": this database was written by a newer Comity (its form is " +
                       std::to_string(version) + ", this program knows " + std::to_string(known_version()) +
                       "). Start the newer program again, or restore a backup made before the upgrade; nothing was "
                       "changed."},
                  SQLITE_SCHEMA};
  return version;
}

// The switch to WAL needs the file for itself for a moment and does not always wait for it.
void to_wal(Connection& connection, std::chrono::milliseconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (true) {
    try {
      if (connection.text("PRAGMA journal_mode=WAL") == "wal") return;
      throw connection.trouble(SQLITE_BUSY);
    } catch (const Trouble& trouble) {
      if ((trouble.code & 0xff) != SQLITE_BUSY || std::chrono::steady_clock::now() >= until) throw;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

}  // namespace

std::int64_t known_version() { return static_cast<std::int64_t>(migrations::embedded().size()); }

void migrate(Connection& connection, std::chrono::milliseconds patience) {
  check_owner(connection);
  if (version_of(connection) == known_version() && is_planner_told(connection) &&
      connection.text("PRAGMA journal_mode") == "wal")
    return;
  to_wal(connection, patience);
  connection.run("BEGIN IMMEDIATE");
  try {
    // Asked again under the lock: another process may have been first.
    check_owner(connection);
    const std::int64_t began = version_of(connection);
    for (std::int64_t version = began; version < known_version(); ++version) {
      connection.run(std::string(migrations::embedded()[static_cast<std::size_t>(version)].bytes));
      connection.run("PRAGMA user_version=" + std::to_string(version + 1));
    }
    if (began < waiting_since) fill_waiting(connection);
    if (began < known_version() || !is_planner_told(connection)) tell_planner(connection);
    connection.run("PRAGMA application_id=" + std::to_string(application_id));
    connection.run("COMMIT");
  } catch (const Trouble&) {
    connection.roll_back();
    throw;
  }
}

void check_known(Connection& connection) {
  check_owner(connection);
  const std::int64_t version = version_of(connection);
  if (version < known_version())
    throw Trouble{{Error::Code::unavailable,
                   connection.file() + ": this database was last used by an older Comity. Start the server once, or "
                                       "run any command that writes: it brings the file to today's form."},
                  SQLITE_SCHEMA};
}

void check_length(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error || size < 100) return;
  // What the header promises may still lie in the WAL.
  const auto wal = std::filesystem::file_size(file.string() + "-wal", error);
  if (!error && wal > 0) return;
  std::ifstream in(file, std::ios::binary);
  unsigned char header[100];
  if (!in.read(reinterpret_cast<char*>(header), sizeof header)) return;
  if (std::memcmp(header, "SQLite format 3", 16) != 0) return;  // SQLite itself will say so
  const auto number = [&](int at) {
    return std::uint64_t{header[at]} << 24 | std::uint64_t{header[at + 1]} << 16 | std::uint64_t{header[at + 2]} << 8 |
           header[at + 3];
  };
  // https://www.sqlite.org/fileformat.html section 1.3: the size in pages (28) holds when the change counter (24)
  // equals the version-valid-for number (92).
  const std::uint64_t stored = std::uint64_t{header[16]} << 8 | header[17];
  const std::uint64_t page = stored == 1 ? 65536 : stored;
  if (page < 512 || number(24) != number(92)) return;
  if (size < number(28) * page)
    throw corrupt(file.string() + ": the database is cut off: " + std::to_string(size) + " bytes of " +
                  std::to_string(number(28) * page));
}

void check_tables(Connection& connection) {
  const std::string tables = connection.text(
      "SELECT group_concat('EXISTS (SELECT * FROM \"' || name || '\" NOT INDEXED)', ' + ') FROM sqlite_schema "
      "WHERE type = 'table' AND rootpage > 0");
  connection.integer("SELECT " + tables);
}

}  // namespace comity::store::sqlite
