#include "store/sqlite/writer.h"

#include <sqlite3.h>

#include <algorithm>

#include "store/checks.h"
#include "store/sqlite/applying.h"
#include "store/sqlite/erasure_list.h"
#include "store/sqlite/feed.h"
#include "store/sqlite/readers.h"

namespace comity::store::sqlite {

namespace {

constexpr std::size_t most_in_group = 256;
// Other processes write in turn with us and may wait 50 ms; the rest is for the disk.
constexpr std::chrono::milliseconds longest_group{40};
constexpr std::chrono::milliseconds longest_patience{2};
constexpr std::chrono::milliseconds look_every{150};  // promised: within half a second
// Pages that are written often are copied once a checkpoint, however often they stand in the WAL: 16 MB of it, four
// times SQLite's own default. Opening the file after a crash reads it once.
constexpr std::int64_t frames_before_checkpoint = 4000;
// What is written anew while nobody waits, and when this process ends: 8 and 64 MB. A larger file is clean after
// `comity backup` and `comity restore`, which write it anew.
constexpr std::int64_t pages_while_idle = 2'048;
constexpr std::int64_t pages_at_end = 16'384;

Trouble not_our_turn(const Connection& connection) { return connection.trouble(SQLITE_BUSY); }

}  // namespace

Writer::Writer(const Options& options, std::unique_ptr<Connection> connection, Notifier& notifier,
               Remembered& remembered)
    : options_(options),
      db_(std::move(connection)),
      notifier_(notifier),
      remembered_(remembered),
      tally_(*db_),
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
  scrub(pages_at_end);
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(options_.busy_ms);
  while (wiped_ && !db_->empty_wal() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
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
      scrub(pages_while_idle);
      if (wiped_) tidy();
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

Result<Outcome> Writer::apply(const Change& change, std::int64_t log_position, Way way, Written& written) {
  if (const auto before = applied_before(*db_, change)) return *before;
  if (way == Way::shorter) {
    if (auto arrival = Applying(*db_, change, options_.events_kept).run_post(log_position, tally_)) {
      written.touched.push_back(arrival->touched);
      written.commit.arrivals.push_back(*arrival);
      return arrival->outcome;
    }
  }
  return apply_long(change, log_position, written);
}

Result<Outcome> Writer::apply_long(const Change& change, std::int64_t log_position, Written& written) {
  tally_.flush();
  Query(*db_, "SAVEPOINT change").run();
  Applying applying(*db_, change, options_.events_kept);
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
    tally_.forget(some);
    written.touched.insert(written.touched.end(), some.begin(), some.end());
    written.commit.touched.insert(written.commit.touched.end(), some.begin(), some.end());
    written.commit.renamed = written.commit.renamed || applying.has_renamed();
    written.erasures += applying.erasures();
    written.wiped = written.wiped || applying.has_wiped();
  }
  Query(*db_, "RELEASE change").run();
  return outcome;
}

void Writer::write_once(const Group& group, Way way, Written& written) {
  Query(*db_, "BEGIN IMMEDIATE").run();
  const auto until = std::chrono::steady_clock::now() + longest_group;
  std::int64_t position = last_position(*db_);
  if (position > told_) {
    written.touched = touched_above(*db_, told_);
    hear_of(written.touched);
  }
  for (const Waiting& waiting : group) {
    if (!written.outcomes.empty() && std::chrono::steady_clock::now() >= until) break;
    auto& outcome = written.outcomes.emplace_back();
    outcome = apply(*waiting.change, position + 1, way, written);
    if (outcome && !outcome->again) position = outcome->log_position;
  }
  tally_.flush();
  forget_old(*db_, group[written.outcomes.size() - 1].change->at);
  // First: an erasure that is on the list and not in the database is done again, the other way round it is forgotten.
  if (!written.erasures.empty() && options_.vfs.empty()) add_to_erasure_list(options_.file, written.erasures);
  const auto committing = std::chrono::steady_clock::now();
  Query(*db_, "COMMIT").run();
  sync_time_ = std::chrono::steady_clock::now() - committing;
  told_ = std::max(told_, position);
}

std::size_t Writer::write(Group& group) {
  Written written;
  bool has_turn = false;
  std::optional<Error> failed;
  for (const Way way : {Way::shorter, Way::longer}) {
    written = {};
    failed.reset();
    try {
      if (!has_turn) has_turn = turn_.take(std::chrono::milliseconds(options_.busy_ms));
      if (!has_turn) throw not_our_turn(*db_);
      write_once(group, way, written);
      break;
    } catch (const Trouble& trouble) {
      failed = trouble.error;
      db_->roll_back();
      tally_.clear();
      if (!trouble.is_constraint()) break;
    }
  }
  if (has_turn) turn_.give_back();
  const auto answered = [&](const auto& answer) {
    group.front().answer.set_value(answer);
    group.pop_front();
  };
  if (failed) {
    // When it never came to applying, it is no better for those behind.
    for (std::size_t n = written.outcomes.empty() ? group.size() : written.outcomes.size(); n > 0; --n)
      answered(Result<Outcome>(fail(*failed)));
    look_around();
    return 0;
  }
  wiped_ = wiped_ || written.wiped;
  moved_ = moved_ || written.wiped;
  remembered_.committed(written.commit);
  for (const Result<Outcome>& outcome : written.outcomes) answered(outcome);
  notifier_.tell(written.touched);
  return written.outcomes.size();
}

void Writer::hear_of(const std::vector<StoryTouched>& foreign) {
  tally_.clear();
  Remembered::Commit commit;
  commit.touched = foreign;
  commit.renamed = true;  // perhaps
  remembered_.committed(commit);
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
    hear_of(touched);
    if (touched.empty()) return;
    told_ = touched.back().log_position;
    wiped_ = options_.vfs.empty();  // perhaps: it may have been an erasure
    notifier_.tell(touched);
  } catch (const Trouble&) {  // NOLINT(bugprone-empty-catch)
    // The disk does not answer now; the next look sees everything that came meanwhile.
  }
}

void Writer::scrub(std::int64_t pages) {
  if (!moved_ || !options_.vfs.empty()) return;
  try {
    if (db_->integer("PRAGMA page_count") > pages || !db_->rewrite()) return;
    moved_ = false;
    wiped_ = true;
  } catch (const Trouble&) {  // NOLINT(bugprone-empty-catch)
    // The disk does not answer now; the next quiet moment will do.
  }
}

void Writer::tidy() {
  if (wiped_ && db_->empty_wal()) wiped_ = false;
  if (db_->wal_frames() >= frames_before_checkpoint) db_->checkpoint();
}

}  // namespace comity::store::sqlite
