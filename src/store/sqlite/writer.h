// The one thread that writes. Callers wait; it takes everything that waits, applies each change in a savepoint,
// makes the group durable in one commit, and only then answers. A lone change is committed at once.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

#include "store/notifier.h"
#include "store/sqlite/database.h"
#include "store/sqlite/turn.h"
#include "store/store.h"

namespace comity::store::sqlite {

class Writer {
 public:
  Writer(const Options& options, std::unique_ptr<Connection> connection, Notifier& notifier);
  ~Writer();  // what waits is still written
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  Result<Outcome> commit(const Change& change);

 private:
  struct Waiting {
    const Change* change;  // its owner waits for the answer
    std::promise<Result<Outcome>> answer;
  };
  using Group = std::deque<Waiting>;

  void run();
  // Leaves in `group` what it had no time for. How many it answered.
  std::size_t write(Group& group);
  Result<Outcome> apply(const Change& change, std::int64_t log_position, std::vector<StoryTouched>& touched);
  void look_around();  // for what other processes wrote
  void tidy();

  const Options options_;
  std::unique_ptr<Connection> db_;
  Notifier& notifier_;
  Turn turn_;
  std::int64_t told_ = 0;                            // log position up to which the listener was told
  std::chrono::steady_clock::duration sync_time_{};  // of the last commit: mostly the disk's
  std::int64_t data_version_ = 0;                    // changes when another connection commits
  std::mutex mutex_;
  std::condition_variable arrived_;
  Group waiting_;
  std::size_t wanted_ = 1;  // so many waiting are worth waking the writer for
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace comity::store::sqlite
