#include "store/sqlite/writer.h"

#include <sqlite3.h>

#include <algorithm>

#include "store/checks.h"
#include "store/sqlite/applying.h"
#include "store/sqlite/feed.h"
#include "store/sqlite/readers.h"

namespace comity::store::sqlite {

namespace {

constexpr std::size_t most_in_group = 256;
// Other processes write in turn with us and may wait 50 ms; the rest is for the disk.
constexpr std::chrono::milliseconds longest_group{40};
constexpr std::chrono::milliseconds longest_patience{2};
constexpr std::chrono::milliseconds look_every{150};     // promised: within half a second
constexpr std::int64_t frames_before_checkpoint = 1000;  // SQLite's own default

Trouble not_our_turn(const Connection& connection) { return connection.trouble(SQLITE_BUSY); }

}  // namespace

Writer::Writer(const Options& options, std::unique_ptr<Connection> connection, Notifier& notifier)
    : options_(options),
      db_(std::move(connection)),
      notifier_(notifier),
      turn_(options.vfs.empty() ? options.file : std::filesystem::path()),
      told_(last_position(*db_)),
      data_version_(db_->integer("PRAGMA data_version")),
      thread_([this] { run(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_all();
  thread_.join();
}

Result<Outcome> Writer::commit(const Change& change) {
  COMITY_CHECK(well_formed(change));
  std::future<Result<Outcome>> answer;
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back({&change, {}});
    answer = waiting_.back().answer.get_future();
    if (waiting_.size() >= wanted_) arrived_.notify_one();
  }
  return answer.get();
}

void Writer::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    arrived_.wait_for(lock, look_every, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) {
      if (stopping_) return;
      lock.unlock();
      look_around();
      lock.lock();
      continue;
    }
    Group group;
    while (!waiting_.empty() && group.size() < most_in_group) {
      group.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
    lock.unlock();
    const std::size_t answered = write(group);
    tidy();
    lock.lock();
    for (; !group.empty(); group.pop_back()) waiting_.push_front(std::move(group.back()));
    if (answered > 1) {
      // Those just answered are on their way back. Without a moment's patience the first of them would have the
      // disk to itself and the others wait for it: two syncs for one crowd. A lone poster is never waited for.
      wanted_ = answered;
      arrived_.wait_for(lock, std::min<std::chrono::steady_clock::duration>(sync_time_ / 2, longest_patience),
                        [this] { return stopping_ || waiting_.size() >= wanted_; });
      wanted_ = 1;
    }
  }
}

Result<Outcome> Writer::apply(const Change& change, std::int64_t log_position, std::vector<StoryTouched>& touched) {
  if (const auto before = applied_before(*db_, change)) return *before;
  Query(*db_, "SAVEPOINT change").run();
  Applying applying(*db_, change);
  Result<Outcome> outcome;
  try {
    outcome = applying.run(log_position);
  } catch (const Trouble& trouble) {
    if (!trouble.is_constraint() || !db_->in_transaction()) throw;
    outcome = fail(trouble.error);
  }
  if (!outcome) {
    Query(*db_, "ROLLBACK TO change").run();
  } else {
    const auto some = applying.touched();
    touched.insert(touched.end(), some.begin(), some.end());
  }
  Query(*db_, "RELEASE change").run();
  return outcome;
}

std::size_t Writer::write(Group& group) {
  std::vector<std::pair<Waiting, Result<Outcome>>> done;
  std::vector<StoryTouched> touched;
  bool has_turn = false;
  std::optional<Error> failed;
  try {
    has_turn = turn_.take(std::chrono::milliseconds(options_.busy_ms));
    if (!has_turn) throw not_our_turn(*db_);
    Query(*db_, "BEGIN IMMEDIATE").run();
    const auto until = std::chrono::steady_clock::now() + longest_group;
    std::int64_t position = last_position(*db_);
    if (position > told_) touched = touched_above(*db_, told_);
    while (!group.empty() && (done.empty() || std::chrono::steady_clock::now() < until)) {
      done.emplace_back(std::move(group.front()), Result<Outcome>());
      group.pop_front();
      auto& [waiting, outcome] = done.back();
      outcome = apply(*waiting.change, position + 1, touched);
      if (outcome && !outcome->again) position = outcome->log_position;
    }
    forget_old(*db_, done.back().first.change->at);
    const auto committing = std::chrono::steady_clock::now();
    Query(*db_, "COMMIT").run();
    sync_time_ = std::chrono::steady_clock::now() - committing;
    told_ = std::max(told_, position);
  } catch (const Trouble& trouble) {
    failed = trouble.error;
    db_->roll_back();
    // It never came to applying: then it is no better for those behind.
    for (; done.empty() && !group.empty(); group.pop_front()) group.front().answer.set_value(fail(trouble.error));
  }
  if (has_turn) turn_.give_back();
  if (failed) {
    for (auto& [waiting, outcome] : done) waiting.answer.set_value(fail(*failed));
    look_around();
    return 0;
  }
  for (auto& [waiting, outcome] : done) waiting.answer.set_value(std::move(outcome));
  notifier_.tell(touched);
  return done.size();
}

void Writer::look_around() {
  try {
    const std::int64_t version = [this] {
      Query query(*db_, "PRAGMA data_version");
      return query.step() ? query.integer(0) : 0;
    }();
    if (version == data_version_) return;
    const auto touched = touched_above(*db_, told_);
    data_version_ = version;
    if (touched.empty()) return;
    told_ = touched.back().log_position;
    notifier_.tell(touched);
  } catch (const Trouble&) {  // NOLINT(bugprone-empty-catch)
    // The disk does not answer now; the next look sees everything that came meanwhile.
  }
}

void Writer::tidy() {
  if (db_->wal_frames() >= frames_before_checkpoint) db_->checkpoint();
}

}  // namespace comity::store::sqlite
