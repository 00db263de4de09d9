// How a log lies in files that never change once they are full: tiles of 256 hashes, bundles of 256 entries.
//
// Source: C2SP tlog-tiles (https://c2sp.org/tlog-tiles). Paths are relative to the log's folder.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/tree.h"

namespace comity::ledger {

inline constexpr int tile_height = 8;
inline constexpr std::uint64_t tile_width = 1 << tile_height;
inline constexpr std::size_t max_entry_bytes = 65535;

// 256 hashes (fewer in a partial tile) of subtrees of height 8 * level, from the one with index 256 * `index` on.
struct Tile {
  int level = 0;
  std::uint64_t index = 0;
  std::uint64_t width = tile_width;

  bool operator==(const Tile&) const = default;
};

std::string path_of(const Tile& tile);                                            // "tile/0/x001/067", "tile/0/000.p/5"
std::string entries_path(std::uint64_t index, std::uint64_t width = tile_width);  // "tile/entries/x001/067"

// What a path of one of the two forms names; a bundle has the index and width of the tile of level 0 beside it.
struct TilePath {
  Tile tile;
  bool entries = false;
};
// Nothing: it has neither form, or not in its one spelling.
std::optional<TilePath> tile_path_from(std::string_view path);

// The tiles that a log of `size` leaves consists of, level by level; no partial tile is empty. The bundles of entries
// are as the tiles of level 0. Errors: none.
std::vector<Tile> tiles_of(std::uint64_t size);

// The bytes of a tile, and back. Errors: `invalid` - not `width` hashes.
std::string tile_bytes(const std::vector<Hash>& hashes);
Result<std::vector<Hash>> hashes_of(std::string_view bytes, std::uint64_t width);

// The bytes of a bundle - each entry behind its length, two bytes, the larger first - and back; the entries are pieces
// of `bytes`. Errors: `invalid` - not `width` entries; an entry of more than `max_entry_bytes`.
Result<std::string> bundle_bytes(const std::vector<std::string>& entries);
Result<std::vector<std::string_view>> entries_of(std::string_view bytes, std::uint64_t width);

// A log's files, wherever they are. Errors: `not_found`.
using ReadFile = std::function<Result<std::string>(const std::string& path)>;

// Subtrees of a log of `size` leaves, out of its tiles. Reads one tile for each hash asked for.
Subtrees subtrees_of(std::uint64_t size, ReadFile read);

}  // namespace comity::ledger
