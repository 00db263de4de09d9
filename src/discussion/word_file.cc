#include "discussion/word_file.h"

#include <algorithm>

#include "base/embedded.h"

namespace comity::discussion_data {
const std::vector<base::EmbeddedFile>& embedded();  // written by cmake/embed.cmake
}

namespace comity::discussion {

std::string_view embedded_file(std::string_view path) {
  for (const base::EmbeddedFile& file : discussion_data::embedded()) {
    if (file.path == path) return file.bytes;
  }
  return {};
}

std::vector<std::string_view> lines_of(std::string_view bytes) {
  std::vector<std::string_view> lines;
  std::size_t begin = 0;
  while (begin < bytes.size()) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    std::string_view line = bytes.substr(begin, end - begin);
    begin = end + 1;
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
    while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    if (!line.empty() && line.front() != '#') lines.push_back(line);
  }
  return lines;
}

}  // namespace comity::discussion
