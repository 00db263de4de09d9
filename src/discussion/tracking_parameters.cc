#include "discussion/tracking_parameters.h"

#include <algorithm>
#include <string>
#include <vector>

#include "discussion/word_file.h"

namespace comity::discussion {
namespace {

struct Table {
  std::vector<std::string> exact;     // sorted
  std::vector<std::string> prefixes;  // a few
};

Table load() {
  Table table;
  for (const std::string_view line : lines_of(embedded_file("tracking-parameters.txt"))) {
    if (line.ends_with('*')) {
      table.prefixes.emplace_back(line.substr(0, line.size() - 1));
    } else {
      table.exact.emplace_back(line);
    }
  }
  std::sort(table.exact.begin(), table.exact.end());
  return table;
}

}  // namespace

bool is_tracking_parameter(std::string_view name) {
  static const Table table = load();
  std::string folded(name);
  std::transform(folded.begin(), folded.end(), folded.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  if (std::binary_search(table.exact.begin(), table.exact.end(), folded)) return true;
  return std::any_of(table.prefixes.begin(), table.prefixes.end(),
                     [&](const std::string& prefix) { return folded.starts_with(prefix); });
}

}  // namespace comity::discussion
