// Connections for reading. Each sees the last commit when it begins and nothing later until it ends; writers and
// readers do not wait for each other.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "store/sqlite/database.h"

namespace comity::store::sqlite {

// Runs `body` and turns Trouble into the Error of its Result.
template <class Body>
auto guarded(Body&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const Trouble& trouble) {
    return fail(trouble.error);
  }
}

class Readers {
 public:
  explicit Readers(const Options& options) : options_(options) {}

  // `body(connection)` in one snapshot. Its result is a Result.
  template <class Body>
  auto read(Body&& body) -> decltype(body(std::declval<Connection&>())) {
    return guarded([&]() -> decltype(body(std::declval<Connection&>())) {
      const Lease lease(*this);
      const Snapshot snapshot(lease.connection());
      return body(lease.connection());
    });
  }

 private:
  class Lease {
   public:
    explicit Lease(Readers& from) : from_(from), connection_(from.take()) {}
    ~Lease() { from_.give_back(std::move(connection_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Connection& connection() const { return *connection_; }

   private:
    Readers& from_;
    std::unique_ptr<Connection> connection_;
  };
  class Snapshot {
   public:
    explicit Snapshot(Connection& connection) : connection_(connection) { Query(connection, "BEGIN").run(); }
    ~Snapshot() { connection_.end_reading(); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

   private:
    Connection& connection_;
  };

  std::unique_ptr<Connection> take();
  void give_back(std::unique_ptr<Connection> connection);

  const Options options_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;
  int open_ = 0;
};

}  // namespace comity::store::sqlite
