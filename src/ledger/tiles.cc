#include "ledger/tiles.h"

#include <algorithm>
#include <array>

#include "ledger/lines.h"

namespace comity::ledger {
namespace {

// 1234067 is "x001/x234/067".
std::string index_path(std::uint64_t index) {
  std::string out;
  for (bool last = true; last || index > 0; last = false, index /= 1000) {
    std::string group = std::to_string(index % 1000);
    group.insert(0, 3 - group.size(), '0');
    out = last ? group : 'x' + group + '/' + out;
  }
  return out;
}

std::string with_width(std::string path, std::uint64_t width) {
  if (width != tile_width) path += ".p/" + std::to_string(width);
  return path;
}

// How many hashes stand in the tile with this index of a level of `count`.
std::uint64_t width_of(std::uint64_t count, std::uint64_t index) {
  const std::uint64_t begin = index * tile_width;
  return begin >= count ? 0 : std::min(tile_width, count - begin);
}

}  // namespace

std::string path_of(const Tile& tile) {
  return with_width("tile/" + std::to_string(tile.level) + "/" + index_path(tile.index), tile.width);
}

std::string entries_path(std::uint64_t index, std::uint64_t width) {
  return with_width("tile/entries/" + index_path(index), width);
}

std::optional<TilePath> tile_path_from(std::string_view path) {
  constexpr std::string_view head = "tile/";
  constexpr std::string_view partial = ".p/";
  if (!path.starts_with(head) || path.size() > 80) return std::nullopt;
  std::string_view rest = path.substr(head.size());
  TilePath out;
  if (const std::size_t at = rest.find(partial); at != std::string_view::npos) {
    const auto width = decimal(rest.substr(at + partial.size()));
    if (!width || *width == 0 || *width >= tile_width) return std::nullopt;
    out.tile.width = *width;
    rest = rest.substr(0, at);
  }
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  out.entries = rest.substr(0, slash) == "entries";
  const auto level = out.entries ? std::optional<std::uint64_t>(0) : decimal(rest.substr(0, slash));
  if (!level || *level * tile_height >= 64) return std::nullopt;
  out.tile.level = static_cast<int>(*level);
  for (const char c : rest.substr(slash + 1)) {
    if (c == 'x' || c == '/') continue;
    if (c < '0' || c > '9' || out.tile.index > (std::uint64_t{1} << 56)) return std::nullopt;
    out.tile.index = out.tile.index * 10 + static_cast<std::uint64_t>(c - '0');
  }
  // Whatever else was in it, it is not how we would have written it.
  const bool same = path == (out.entries ? entries_path(out.tile.index, out.tile.width) : path_of(out.tile));
  return same ? std::optional(out) : std::nullopt;
}

std::vector<Tile> tiles_of(std::uint64_t size) {
  std::vector<Tile> tiles;
  for (int level = 0; level * tile_height < 64; ++level) {
    const std::uint64_t count = size >> (level * tile_height);
    if (count == 0) break;
    for (std::uint64_t index = 0; index * tile_width < count; ++index) {
      tiles.push_back({level, index, width_of(count, index)});
    }
  }
  return tiles;
}

std::string tile_bytes(const std::vector<Hash>& hashes) {
  std::string out;
  out.reserve(hashes.size() * 32);
  for (const Hash& hash : hashes) out.append(reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size());
  return out;
}

Result<std::vector<Hash>> hashes_of(std::string_view bytes, std::uint64_t width) {
  if (width == 0 || width > tile_width || bytes.size() != width * 32) {
    return fail(Error::Code::invalid, "a tile of " + std::to_string(bytes.size()) + " bytes where " +
                                          std::to_string(width * 32) + " should be");
  }
  std::vector<Hash> hashes(static_cast<std::size_t>(width));
  for (Hash& hash : hashes) {
    std::copy_n(reinterpret_cast<const std::uint8_t*>(bytes.data()), 32, hash.bytes.begin());
    bytes.remove_prefix(32);
  }
  return hashes;
}

Result<std::string> bundle_bytes(const std::vector<std::string>& entries) {
  std::string out;
  for (const std::string& entry : entries) {
    if (entry.size() > max_entry_bytes) return fail(Error::Code::invalid, "an entry of more than 65535 bytes");
    out += static_cast<char>(entry.size() >> 8);
    out += static_cast<char>(entry.size() & 0xff);
    out += entry;
  }
  return out;
}

Result<std::vector<std::string_view>> entries_of(std::string_view bytes, std::uint64_t width) {
  std::vector<std::string_view> entries;
  while (bytes.size() >= 2) {
    const std::size_t length = static_cast<unsigned char>(bytes[0]) * 256U + static_cast<unsigned char>(bytes[1]);
    bytes.remove_prefix(2);
    if (length > bytes.size()) return fail(Error::Code::invalid, "a bundle that ends within an entry");
    entries.push_back(bytes.substr(0, length));
    bytes.remove_prefix(length);
  }
  if (!bytes.empty()) return fail(Error::Code::invalid, "a bundle that ends within a length");
  if (entries.size() != width) {
    return fail(Error::Code::invalid, "a bundle of " + std::to_string(entries.size()) + " entries where " +
                                          std::to_string(width) + " should be");
  }
  return entries;
}

Subtrees subtrees_of(std::uint64_t size, ReadFile read) {
  return [size, read = std::move(read)](int height, std::uint64_t index) -> Result<Hash> {
    const int level = height / tile_height;
    const int within = height % tile_height;
    // Hashes first .. first + 2^within of the level's row, all in one tile.
    const std::uint64_t first = index << within;
    const Tile tile{level, first / tile_width, width_of(size >> (level * tile_height), first / tile_width)};
    const std::size_t begin = first % tile_width;
    const std::size_t many = std::size_t{1} << within;
    if (begin + many > tile.width) return fail(Error::Code::invalid, "a subtree beyond the tree");
    COMITY_TRY(const std::string bytes, read(path_of(tile)));
    COMITY_TRY(std::vector<Hash> hashes, hashes_of(bytes, tile.width));
    const auto from = hashes.begin() + static_cast<std::ptrdiff_t>(begin);
    std::vector<Hash> row(from, from + static_cast<std::ptrdiff_t>(many));
    while (row.size() > 1) {
      for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
      row.resize(row.size() / 2);
    }
    return row.front();
  };
}

}  // namespace comity::ledger
