// Any bytes as a WordPress export, in pieces cut by the input itself: reading ends, ranges lie in the file, the pieces
// make no difference, and every comment that was taken is visited once.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "interchange/html_text.h"
#include "interchange/wxr_archive.h"
#include "interchange/wxr_reader.h"
#include "text/checked.h"

namespace {

using namespace comity;
using namespace comity::interchange;

void expect(bool truth) {
  if (!truth) std::abort();
}

struct Seen {
  std::int64_t comments = 0;
  std::size_t damages = 0;
  bool refused = false;
  bool operator==(const Seen&) const = default;
};

Seen read(std::string_view file, std::size_t piece) {
  Archive archive(memory_spools());
  WxrArchive sink(archive, [](const std::string&) { return std::int64_t{1}; });
  WxrReader reader(sink);
  Seen seen;
  for (std::size_t at = 0; at < file.size() && !seen.refused; at += piece)
    seen.refused = !reader.feed(file.substr(at, piece));
  if (seen.refused) return {0, 0, true};
  const auto summary = reader.finish();
  if (!summary) return {0, 0, true};
  for (const WxrDamage& damage : summary->damages)
    expect(damage.broken.begin <= damage.broken.end && damage.broken.end <= damage.skipped.end &&
           damage.skipped.end <= file.size());
  expect(archive.arrange().has_value());
  std::int64_t visited = 0;
  while (const auto story = *archive.next_story()) {
    expect(archive
               .for_each([&](const ArchivedComment& comment, const ArchivedPlace&) -> Done {
                 expect(text::is_well_formed(comment.name) && text::is_well_formed(comment.html));
                 ++visited;
                 return {};
               })
               .has_value());
  }
  expect(visited + static_cast<std::int64_t>(archive.repeated()) == sink.comments);
  return {sink.comments, summary->damages.size(), false};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view file(reinterpret_cast<const char*>(data) + 1, size - 1);
  expect(read(file, 64 * 1024) == read(file, data[0] + std::size_t{1}));
  return 0;
}
