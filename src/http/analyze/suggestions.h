// Scores that readers or moderators suggest, kept as training rows when the operator asks for it: one JSON object a
// line in a file of the data folder, at most so many, the first ones.
//
// Format: docs/formats/rows.md
#pragma once

#include <filesystem>
#include <mutex>
#include <string>

#include "base/time.h"
#include "http/analyze/request.h"

namespace comity::http::analyze {

inline constexpr std::string_view suggestions_file = "analyze-suggestions.jsonl";

class Suggestions {
 public:
  // `most`: lines in all, those of earlier runs counted; 0: nothing is kept, nor is the file touched.
  Suggestions(std::filesystem::path file, std::size_t most);

  // Whether it was kept; false when there are enough, or the disk does not take it. `key`: the caller's name. Waits
  // for the disk. Thread-safe.
  bool keep(const SuggestCall& call, const std::string& language, const std::string& key, Time now);

 private:
  const std::filesystem::path file_;
  const std::size_t most_;
  std::mutex mutex_;
  std::size_t lines_ = 0;
};

}  // namespace comity::http::analyze
