// A connection to one SQLite file and the statements prepared on it. The only way from this room to SQLite.
//
// Inside the room trouble with the disk travels as an exception, because it may strike at every step of every
// statement and is answered in one place: guarded() at the room's door turns it into an Error.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/ids.h"
#include "base/time.h"
#include "store/sqlite/sqlite_store.h"

struct sqlite3;
struct sqlite3_stmt;

namespace comity::store::sqlite {

// What SQLite answered, with words for the operator: what happened, and what to do.
struct Trouble {
  Error error;
  int code = 0;  // SQLite's extended result code

  bool is_constraint() const;  // this change is wrong, the connection is well
};

class Query;

class Connection {
 public:
  enum class Use { read, write };

  // Opens the file and sets the connection up. Changes nothing in the file. Throws Trouble.
  Connection(const Options& options, Use use, bool create);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Runs one or more statements that give no rows (or whose rows nobody wants). Throws Trouble.
  void run(const std::string& sql);
  std::int64_t integer(const std::string& sql);  // the first column of the first row
  std::string text(const std::string& sql);

  bool in_transaction() const;
  bool is_read_only() const;
  void roll_back();                   // if a transaction is open; never throws
  void end_reading();                 // as roll_back(), where nothing was written: quicker
  std::int64_t changed_rows() const;  // by the last statement
  void checkpoint();                  // copies what it can of the WAL into the file; syncs both
  // Copies all of the WAL and cuts it to nothing, unless somebody is reading or writing: then false, and at once.
  bool empty_wal();
  // Writes the whole file anew, through the WAL (VACUUM). False, and at once, when somebody else writes or there is no
  // room.
  bool rewrite();
  std::int64_t wal_frames() const { return wal_frames_; }  // in the WAL after this connection's last commit
  Trouble trouble(int code) const;                         // in words, for this file
  const std::string& file() const { return file_; }

 private:
  friend class Query;
  struct Prepared {
    sqlite3_stmt* statement = nullptr;
    bool busy = false;
  };
  Prepared& prepared(const char* sql);

  std::string file_;
  int busy_ms_ = 0;
  sqlite3* db_ = nullptr;
  std::int64_t wal_frames_ = 0;
  std::unordered_map<const char*, Prepared> statements_;  // by the literal's address
};

struct Blob {
  std::string_view bytes;
};

// One use of a statement. `sql` must outlive the connection (a literal or a static): statements are kept by its
// address. Values are bound in the order of their question marks.
class Query {
 public:
  template <class... Values>
  Query(Connection& connection, const char* sql, const Values&... values) : Query(connection, sql, Bare{}) {
    (bind(values), ...);
  }
  template <class... Values>
  Query(Connection& connection, const std::string& sql, const Values&... values)
      : Query(connection, sql.c_str(), values...) {}
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  bool step();  // whether there is a row. Throws Trouble
  void run() {
    while (step()) {
    }
  }

  void bind(std::int64_t value);
  void bind(int value) { bind(std::int64_t{value}); }
  void bind(std::size_t value) { bind(value > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(value)); }
  void bind(bool value) { bind(std::int64_t{value}); }
  void bind(std::string_view text);  // not copied: it must outlive the last step
  void bind(const std::string& text) { bind(std::string_view(text)); }
  void bind(const char* text) { bind(std::string_view(text)); }
  void bind(Blob blob);
  void bind(const Key128& key) { bind(as_blob(key.bytes)); }
  void bind(const Hash256& hash) { bind(as_blob(hash.bytes)); }
  void bind(Time time) { bind(to_ms(time)); }
  template <class Tag>
  void bind(Id<Tag> id) {
    bind(id.value);
  }
  template <class T>
  void bind(const std::optional<T>& value) {
    if (value) {
      bind(*value);
    } else {
      bind(nullptr);
    }
  }
  void bind(std::nullptr_t);

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string text(int column) const;
  std::string blob(int column) const;
  Time time(int column) const { return at_ms(integer(column)); }
  std::optional<Time> maybe_time(int column) const {
    return is_null(column) ? std::nullopt : std::optional<Time>(time(column));
  }
  Key128 key128(int column) const;  // all zero for NULL; throws Trouble (corrupt) when the size is wrong
  Hash256 hash256(int column) const;

 private:
  struct Bare {};
  Query(Connection& connection, const char* sql, Bare);
  template <std::size_t N>
  static Blob as_blob(const std::array<std::uint8_t, N>& bytes) {
    return {{reinterpret_cast<const char*>(bytes.data()), N}};
  }
  Connection& connection_;
  Connection::Prepared* prepared_;
  sqlite3_stmt* statement_;
  int next_ = 1;
};

// NULL in a column where our records have an empty value.
inline std::optional<std::string_view> null_if_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}
template <class Tag>
std::optional<std::int64_t> null_if_none(Id<Tag> id) {
  return id ? std::optional<std::int64_t>(id.value) : std::nullopt;
}
template <class Bytes>
std::optional<Bytes> null_if_zero(const Bytes& bytes) {
  return bytes == Bytes{} ? std::nullopt : std::optional<Bytes>(bytes);
}

// What cannot be as it stands in the file.
Trouble corrupt(std::string what);

}  // namespace comity::store::sqlite
