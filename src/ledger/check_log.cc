#include "ledger/check_log.h"

#include <algorithm>
#include <map>

namespace comity::ledger {
namespace {

tl::unexpected<Error> conflict(std::string detail) { return fail(Error::Code::conflict, std::move(detail)); }

// An error of reading or parsing a file, with the file's name before it.
template <class T>
Result<T> about(const std::string& path, Result<T> result) {
  if (result) return result;
  return fail(result.error().code, path + ": " + result.error().detail);
}

Result<std::vector<Checkpoint>> opened(const std::vector<std::string>& notes, const NoteKey& key) {
  std::vector<Checkpoint> all;
  for (const std::string& note : notes) {
    COMITY_TRY(Checkpoint one, about("a checkpoint that was kept", open_checkpoint(note, key)));
    all.push_back(std::move(one));
  }
  std::sort(all.begin(), all.end(), [](const Checkpoint& a, const Checkpoint& b) { return a.size < b.size; });
  return all;
}

class Check {
 public:
  Check(const ReadFile& read, LogReport& report, std::vector<Checkpoint> kept)
      : read_(read), report_(report), kept_(std::move(kept)) {}

  Done run() {
    const std::uint64_t size = report_.now.size;
    if (!kept_.empty() && kept_.back().size > size) {
      return conflict("the log has " + std::to_string(size) + " entries; a checkpoint that was kept has " +
                      std::to_string(kept_.back().size));
    }
    COMITY_CHECK(compare_kept());
    for (std::uint64_t index = 0; index * tile_width < size; ++index) {
      COMITY_CHECK(bundle(index, std::min(tile_width, size - index * tile_width)));
    }
    // What is left of each level is its partial tile.
    for (auto& [level, row] : rows_) {
      if (!row.hashes.empty()) COMITY_CHECK(tile(level, row));
    }
    if (edge_.root() != report_.now.root)
      return conflict("checkpoint: the entries have another root than the one that was signed");
    return {};
  }

 private:
  struct Row {
    std::uint64_t index = 0;
    std::vector<Hash> hashes;
  };

  Done compare_kept() {
    for (; at_ < kept_.size() && kept_[at_].size == edge_.size(); ++at_) {
      if (kept_[at_].root != edge_.root()) {
        return conflict("the first " + std::to_string(edge_.size()) +
                        " entries are not those of the checkpoint that was kept: the past was changed");
      }
    }
    return {};
  }

  Done bundle(std::uint64_t index, std::uint64_t width) {
    const std::string path = entries_path(index, width);
    COMITY_TRY(const std::string bytes, about(path, read_(path)));
    COMITY_TRY(const auto entries, about(path, entries_of(bytes, width)));
    for (const std::string_view entry : entries) {
      count(entry);
      std::vector<int> full;
      edge_.append(leaf_hash(entry), [&](int height, std::uint64_t, const Hash& hash) {
        if (height % tile_height != 0) return;
        Row& row = rows_[height / tile_height];
        row.hashes.push_back(hash);
        if (row.hashes.size() == tile_width) full.push_back(height / tile_height);
      });
      for (const int level : full) COMITY_CHECK(tile(level, rows_[level]));
      COMITY_CHECK(compare_kept());
    }
    return {};
  }

  Done tile(int level, Row& row) {
    const std::string path = path_of({level, row.index, row.hashes.size()});
    COMITY_TRY(const std::string bytes, about(path, read_(path)));
    if (bytes != tile_bytes(row.hashes)) return conflict(path + ": its hashes are not those of the entries");
    row.hashes.clear();
    ++row.index;
    return {};
  }

  void count(std::string_view entry) {
    if (const auto leaf = read_leaf(entry)) {
      ++report_.decisions;
      if (leaf->before) ++report_.before_ledger;
    } else if (auto last = read_continuation(entry); last && edge_.size() == 0) {
      report_.continues = *std::move(last);
    } else {
      ++report_.other;
    }
  }

  const ReadFile& read_;
  LogReport& report_;
  const std::vector<Checkpoint> kept_;
  std::size_t at_ = 0;  // of kept_: the next to compare
  Edge edge_;
  std::map<int, Row> rows_;  // by level
};

}  // namespace

Result<LogReport> check_log(const ReadFile& read, const NoteKey& key, const std::vector<std::string>& kept) {
  LogReport report;
  COMITY_TRY(const std::string note, about("checkpoint", read("checkpoint")));
  COMITY_TRY(report.now, about("checkpoint", open_checkpoint(note, key)));
  COMITY_TRY(auto older, opened(kept, key));
  COMITY_CHECK(Check(read, report, std::move(older)).run());
  return report;
}

Done check_consistency(const ReadFile& read, const NoteKey& key, const std::string& older, const std::string& newer) {
  COMITY_TRY(const Checkpoint first, about("the older checkpoint", open_checkpoint(older, key)));
  COMITY_TRY(const Checkpoint second, about("the newer checkpoint", open_checkpoint(newer, key)));
  if (first.size > second.size) return conflict("the checkpoint that should be the newer one is of a smaller log");
  const Subtrees subtrees = subtrees_of(second.size, read);
  COMITY_TRY(const Hash root, root_of(second.size, subtrees));
  if (root != second.root) return conflict("the tiles have another root than the newer checkpoint");
  COMITY_TRY(const auto proof, consistency_proof(first.size, second.size, subtrees));
  if (!is_consistent(first.root, first.size, second.root, second.size, proof)) {
    return conflict("the log of " + std::to_string(second.size) + " entries does not begin with that of " +
                    std::to_string(first.size) + ": the past was changed");
  }
  return {};
}

}  // namespace comity::ledger
