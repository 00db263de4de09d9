// Whose turn it is to write, among processes on one file. SQLite's own lock knows no queue: a process that commits
// without pause would keep another waiting for seconds. Here who waits stands at the door, and who leaves must
// pass the door again.
#pragma once

#include <chrono>
#include <filesystem>

namespace comity::store::sqlite {

class Turn {
 public:
  // Through the file DATABASE-turn, made when it is not there. Where it cannot be made, or `database` is '',
  // everybody has the turn at once and SQLite's lock alone decides.
  explicit Turn(const std::filesystem::path& database);
  ~Turn();
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  bool take(std::chrono::milliseconds patience);  // false: it did not come
  void give_back();

 private:
  bool lock(long byte, std::chrono::steady_clock::time_point until);
  void unlock(long byte);
  int file_ = -1;
};

}  // namespace comity::store::sqlite
