#include "store/sqlite/database.h"

#include <sqlite3.h>

#include <cassert>
#include <cstring>

namespace comity::store::sqlite {

namespace {

constexpr const char* advice_damaged =
    "Stop the server, keep a copy of the file, and put the last backup in its place (comity restore).";

// Readers keep little: a story's page is rendered once and kept by the server, not here. In KiB.
constexpr int writer_cache_kib = 8192;
constexpr int reader_cache_kib = 1024;
constexpr int wal_kept_bytes = 64 * 1024 * 1024;  // after a burst the WAL is cut back to this

}  // namespace

bool Trouble::is_constraint() const { return (code & 0xff) == SQLITE_CONSTRAINT; }

Trouble corrupt(std::string what) {
  return {{Error::Code::corrupt, std::move(what) + ". " + advice_damaged}, SQLITE_CORRUPT};
}

Trouble Connection::trouble(int code) const {
  const std::string said = db_ ? sqlite3_errmsg(db_) : sqlite3_errstr(code);
  const auto unavailable = [&](const std::string& words) {
    return Trouble{{Error::Code::unavailable, file_ + ": " + words + " [" + said + "]"}, code};
  };
  switch (code & 0xff) {
    case SQLITE_FULL:
      return unavailable(
          "the disk is full. Free some space: reading goes on meanwhile, and writing begins again by itself.");
    case SQLITE_IOERR:
      return unavailable("the disk did not do what it was asked (error " + std::to_string(code) +
                         "). Look into the machine's log, at free space and quotas; reading goes on as far as it can.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return unavailable(
          "the file cannot be written. Make the file and its folder writable for the user that runs comity.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return unavailable(
          "another process holds the database locked. Wait for it or end it; comity's own commands never hold it "
          "long.");
    case SQLITE_CANTOPEN:
      return unavailable(
          "the file cannot be opened. See that its folder is there and that the user that runs comity may write in "
          "it.");
    case SQLITE_CORRUPT:
      return {{Error::Code::corrupt, file_ + ": the database is damaged [" + said + "]. " + advice_damaged}, code};
    case SQLITE_NOTADB:
      return {{Error::Code::corrupt,
               file_ + ": this is not a Comity database. Name another --data folder, or put the right file (or a "
                       "backup, with comity restore) in its place."},
              code};
    case SQLITE_CONSTRAINT:
      // The commit asks before it writes; what is left to the constraints are keys taken in the meantime.
      if (code == SQLITE_CONSTRAINT_CHECK) return {{Error::Code::invalid, said}, code};
      if (code == SQLITE_CONSTRAINT_FOREIGNKEY) return {{Error::Code::not_found, said}, code};
      return {{Error::Code::conflict, said}, code};
    default:
      return unavailable("the database answered error " + std::to_string(code) + ".");
  }
}

Connection::Connection(const Options& options, Use use, bool create)
    : file_(options.file.string()), busy_ms_(options.busy_ms) {
  // Nobody asks how much memory SQLite has used, and counting it takes a lock at every allocation. Refused where
  // somebody in this process has used SQLite before: nothing is lost.
  static const int counting = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(counting);
  const int flags = (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE | (create ? SQLITE_OPEN_CREATE : 0);
  const int opened = sqlite3_open_v2(file_.c_str(), &db_, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
  try {
    if (opened != SQLITE_OK) throw trouble(opened);
    sqlite3_busy_timeout(db_, options.busy_ms);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    const char* synchronous = options.synchronous == Synchronous::full     ? "FULL"
                              : options.synchronous == Synchronous::normal ? "NORMAL"
                                                                           : "OFF";
    run(std::string("PRAGMA synchronous=") + synchronous +
        "; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;"
        "PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=" +
        std::to_string(wal_kept_bytes) + "; PRAGMA cache_size=-" +
        std::to_string(use == Use::write ? writer_cache_kib : reader_cache_kib) +
        (use == Use::read ? "; PRAGMA query_only=ON" : ""));
    sqlite3_wal_hook(
        db_,
        [](void* self, sqlite3*, const char*, int frames) {
          static_cast<Connection*>(self)->wal_frames_ = frames;
          return SQLITE_OK;
        },
        this);
  } catch (const Trouble&) {
    sqlite3_close(db_);
    throw;
  }
}

Connection::~Connection() {
  for (auto& [sql, prepared] : statements_) sqlite3_finalize(prepared.statement);
  sqlite3_close(db_);
}

void Connection::run(const std::string& sql) {
  const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw trouble(code);
}

std::string Connection::text(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr);
  std::string out;
  if (code == SQLITE_OK) {
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
      if (const unsigned char* value = sqlite3_column_text(statement, 0)) out = reinterpret_cast<const char*>(value);
      code = SQLITE_OK;
    }
    if (code == SQLITE_DONE) code = SQLITE_OK;
  }
  if (code != SQLITE_OK) {
    const Trouble failed = trouble(code);
    sqlite3_finalize(statement);
    throw failed;
  }
  sqlite3_finalize(statement);
  return out;
}

std::int64_t Connection::integer(const std::string& sql) {
  const std::string value = text(sql);
  return value.empty() ? 0 : std::stoll(value);
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }
bool Connection::is_read_only() const { return sqlite3_db_readonly(db_, "main") == 1; }
std::int64_t Connection::changed_rows() const { return sqlite3_changes64(db_); }

void Connection::roll_back() {
  if (in_transaction()) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
}

void Connection::end_reading() {
  try {
    Query(*this, "COMMIT").run();
  } catch (const Trouble&) {
    roll_back();
  }
}

void Connection::checkpoint() {
  // Trouble here loses nothing: the WAL keeps what was not copied, and the next commit tells the operator.
  sqlite3_wal_checkpoint_v2(db_, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

bool Connection::empty_wal() {
  sqlite3_busy_timeout(db_, 0);
  const int code = sqlite3_wal_checkpoint_v2(db_, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(db_, busy_ms_);
  if (code == SQLITE_OK) wal_frames_ = 0;
  return code == SQLITE_OK;
}

bool Connection::rewrite() {
  sqlite3_busy_timeout(db_, 0);
  const int code = sqlite3_exec(db_, "VACUUM", nullptr, nullptr, nullptr);
  sqlite3_busy_timeout(db_, busy_ms_);
  return code == SQLITE_OK;
}

Connection::Prepared& Connection::prepared(const char* sql) {
  Prepared& entry = statements_[sql];
  if (!entry.statement) {
    const int code = sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &entry.statement, nullptr);
    if (code != SQLITE_OK) throw trouble(code);
  }
  assert(!entry.busy);
  return entry;
}

Query::Query(Connection& connection, const char* sql, Bare)
    : connection_(connection), prepared_(&connection.prepared(sql)), statement_(prepared_->statement) {
  prepared_->busy = true;
}

Query::~Query() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  prepared_->busy = false;
}

bool Query::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw connection_.trouble(code);
}

void Query::bind(std::int64_t value) { sqlite3_bind_int64(statement_, next_++, value); }
void Query::bind(std::string_view text) {
  // An empty view may have no address, which SQLite would take for NULL.
  sqlite3_bind_text64(statement_, next_++, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}
void Query::bind(Blob blob) {
  sqlite3_bind_blob64(statement_, next_++, blob.bytes.empty() ? "" : blob.bytes.data(), blob.bytes.size(),
                      SQLITE_STATIC);
}
void Query::bind(std::nullptr_t) { sqlite3_bind_null(statement_, next_++); }

bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }
std::string Query::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : std::string();
}
std::string Query::blob(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : std::string();
}

namespace {

template <class Key>
Key key_of(const std::string& bytes, const std::string& file) {
  Key key;
  if (bytes.empty()) return key;
  if (bytes.size() != key.bytes.size()) throw corrupt(file + ": a key has the wrong size");
  std::memcpy(key.bytes.data(), bytes.data(), bytes.size());
  return key;
}

}  // namespace

Key128 Query::key128(int column) const { return key_of<Key128>(blob(column), connection_.file()); }
Hash256 Query::hash256(int column) const { return key_of<Hash256>(blob(column), connection_.file()); }

}  // namespace comity::store::sqlite
