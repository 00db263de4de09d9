#include "ledger/log_files.h"

#include <algorithm>
#include <map>

namespace comity::ledger {

Result<Hash> write_log_files(const std::vector<std::string>& entries, const WriteFile& write) {
  Edge edge;
  std::map<int, std::vector<Hash>> levels;  // hashes of the subtrees of height 8 * level
  for (const std::string& entry : entries) {
    edge.append(leaf_hash(entry), [&](int height, std::uint64_t, const Hash& hash) {
      if (height % tile_height == 0) levels[height / tile_height].push_back(hash);
    });
  }
  for (const Tile& tile : tiles_of(entries.size())) {
    const auto& row = levels[tile.level];
    const auto begin = static_cast<std::ptrdiff_t>(tile.index * tile_width);
    const auto end = begin + static_cast<std::ptrdiff_t>(tile.width);
    COMITY_CHECK(write(path_of(tile), tile_bytes({row.begin() + begin, row.begin() + end})));
    if (tile.level != 0) continue;
    COMITY_TRY(const std::string bundle, bundle_bytes({entries.begin() + begin, entries.begin() + end}));
    COMITY_CHECK(write(entries_path(tile.index, tile.width), bundle));
  }
  return edge.root();
}

}  // namespace comity::ledger
