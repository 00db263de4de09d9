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
#include "store/sqlite/remembered.h"
#include "store/sqlite/tally.h"
#include "store/sqlite/turn.h"
#include "store/store.h"

namespace comity::store::sqlite {

class Writer {
 public:
  Writer(const Options& options, std::unique_ptr<Connection> connection, Notifier& notifier, Remembered& remembered);
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
  // Whether plain posts may take their short way. Not when one of the group met a constraint on it: rows were written
  // by then, and only a savepoint takes back one change of many.
  enum class Way { shorter, longer };
  // What one group's transaction did.
  struct Written {
    std::vector<Result<Outcome>> outcomes;  // of the first so many of the group
    std::vector<StoryTouched> touched;      // for the listener
    Remembered::Commit commit;
    std::string erasures;  // for the list beside the database
    bool wiped = false;
  };

  // Leaves in `group` what it had no time for. How many it answered.
  std::size_t write(Group& group);
  void write_once(const Group& group, Way way, Written& written);  // throws Trouble
  Result<Outcome> apply(const Change& change, std::int64_t log_position, Way way, Written& written);
  Result<Outcome> apply_long(const Change& change, std::int64_t log_position, Written& written);
  void look_around();  // for what other processes wrote
  void hear_of(const std::vector<StoryTouched>& foreign);
  void tidy();
  // Writes the file anew if it has at most so many pages: secure_delete overwrites what is deleted, but not what stayed
  // behind in the unused part of a page when its rows moved to another one.
  void scrub(std::int64_t pages);

  const Options options_;
  std::unique_ptr<Connection> db_;
  Notifier& notifier_;
  Remembered& remembered_;
  Tally tally_;
  Turn turn_;
  std::int64_t told_ = 0;                            // log position up to which the listener was told
  std::chrono::steady_clock::duration sync_time_{};  // of the last commit: mostly the disk's
  bool wiped_ = false;                               // erased words may still stand in the WAL,
  bool moved_ = false;                               // and in unused parts of pages
  std::int64_t data_version_ = 0;                    // changes when another connection commits
  std::mutex mutex_;
  std::condition_variable arrived_;
  Group waiting_;
  std::size_t wanted_ = 1;  // so many waiting are worth waking the writer for
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace comity::store::sqlite
