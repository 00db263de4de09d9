// Sorts more small records than memory holds: runs that fit are sorted and spooled, then merged.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <queue>
#include <type_traits>
#include <vector>

#include "interchange/spool.h"

namespace comity::interchange {

inline constexpr std::size_t sorter_run_bytes = 4 * 1024 * 1024;

// Records by index. Reading in order, or near what was read last, is cheap: a few blocks are kept.
template <class Record>
class SortedRecords {
 public:
  SortedRecords() = default;
  explicit SortedRecords(std::vector<Record> all) : size_(all.size()), all_(std::move(all)) {}
  SortedRecords(std::unique_ptr<Spool> spool, std::uint64_t size) : size_(size), spool_(std::move(spool)) {}

  std::uint64_t size() const { return size_; }

  Result<Record> at(std::uint64_t index) {
    if (!spool_) return all_[static_cast<std::size_t>(index)];
    const std::uint64_t block = index / block_records;
    for (Block& kept : blocks_)
      if (kept.number == block && !kept.records.empty()) return kept.records[index % block_records];
    Block& oldest = blocks_[next_++ % std::size(blocks_)];
    const std::uint64_t first = block * block_records;
    oldest.records.resize(static_cast<std::size_t>(std::min<std::uint64_t>(block_records, size_ - first)));
    oldest.number = block;
    const Done done = spool_->read(first * sizeof(Record), reinterpret_cast<char*>(oldest.records.data()),
                                   oldest.records.size() * sizeof(Record));
    if (!done) {
      oldest.records.clear();
      return fail(done.error());
    }
    return oldest.records[index % block_records];
  }

 private:
  static constexpr std::uint64_t block_records = 2048;
  struct Block {
    std::uint64_t number = 0;
    std::vector<Record> records;
  };
  std::uint64_t size_ = 0;
  std::vector<Record> all_;
  std::unique_ptr<Spool> spool_;
  Block blocks_[8];
  std::size_t next_ = 0;
};

template <class Record>
class RecordSorter {
  static_assert(std::is_trivially_copyable_v<Record>);

 public:
  explicit RecordSorter(const SpoolMaker& make_spool, std::size_t run_bytes = sorter_run_bytes)
      : make_spool_(make_spool), run_records_(std::max<std::size_t>(1, run_bytes / sizeof(Record))) {}

  Done add(const Record& record) {
    run_.push_back(record);
    if (run_.size() < run_records_) return {};
    return spool_run();
  }

  // In the order of operator<. Nothing may be added afterwards.
  Result<SortedRecords<Record>> sorted() {
    std::sort(run_.begin(), run_.end());
    if (runs_.empty()) return SortedRecords<Record>(std::move(run_));
    if (!run_.empty()) COMITY_CHECK(spool_run());
    run_ = {};
    COMITY_TRY(auto out, make_spool_());
    COMITY_TRY(const std::uint64_t size, merge_into(*out));
    return SortedRecords<Record>(std::move(out), size);
  }

 private:
  struct Run {
    std::uint64_t at = 0, left = 0;  // not yet read: place in the spool, records
    std::vector<Record> buffer;
    std::size_t next = 0;
  };

  Done spool_run() {
    std::sort(run_.begin(), run_.end());
    if (!spool_) {
      COMITY_TRY(spool_, make_spool_());
    }
    COMITY_TRY(const std::uint64_t at,
               spool_->append({reinterpret_cast<const char*>(run_.data()), run_.size() * sizeof(Record)}));
    runs_.push_back({at, run_.size(), {}, 0});
    run_.clear();
    return {};
  }

  Done fill(Run& run) {
    constexpr std::size_t buffer_records = std::max<std::size_t>(1, 16 * 1024 / sizeof(Record));
    run.buffer.resize(static_cast<std::size_t>(std::min<std::uint64_t>(buffer_records, run.left)));
    run.next = 0;
    const std::size_t bytes = run.buffer.size() * sizeof(Record);
    if (bytes == 0) return {};
    COMITY_CHECK(spool_->read(run.at, reinterpret_cast<char*>(run.buffer.data()), bytes));
    run.at += bytes;
    run.left -= run.buffer.size();
    return {};
  }

  Result<std::uint64_t> merge_into(Spool& out) {
    const auto later = [this](std::size_t a, std::size_t b) {
      return runs_[b].buffer[runs_[b].next] < runs_[a].buffer[runs_[a].next];
    };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> heads(later);
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      COMITY_CHECK(fill(runs_[i]));
      if (!runs_[i].buffer.empty()) heads.push(i);
    }
    std::uint64_t size = 0;
    while (!heads.empty()) {
      const std::size_t i = heads.top();
      heads.pop();
      Run& run = runs_[i];
      COMITY_CHECK(out.append({reinterpret_cast<const char*>(&run.buffer[run.next]), sizeof(Record)}).map([](auto) {}));
      ++size;
      if (++run.next == run.buffer.size()) COMITY_CHECK(fill(run));
      if (run.next < run.buffer.size()) heads.push(i);
    }
    return size;
  }

  const SpoolMaker& make_spool_;
  std::size_t run_records_;
  std::vector<Record> run_;
  std::vector<Run> runs_;
  std::unique_ptr<Spool> spool_;
};

}  // namespace comity::interchange
