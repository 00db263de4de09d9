#include "policy/known_words.h"

#include <vector>

#include "base/crypto.h"
#include "policy/embedded.h"

namespace comity::policy {
namespace {

constexpr std::size_t header = 12;  // "CKW1", bits, hashes: little-endian

struct Filter {
  const unsigned char* table = nullptr;
  std::uint32_t bits = 0;
  std::uint32_t hashes = 0;

  bool has(std::uint32_t first, std::uint32_t second) const {
    for (std::uint32_t k = 0; k < hashes; ++k) {
      const std::uint32_t at = (first + k * second) % bits;
      if ((table[at >> 3] & (1U << (at & 7U))) == 0) return false;
    }
    return true;
  }
};

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::vector<Filter> read_filters() {
  std::vector<Filter> filters;
  for (const base::EmbeddedFile& file : policy_data::embedded()) {
    if (!file.path.starts_with("known-words/") || !file.bytes.starts_with("CKW1")) continue;
    Filter filter;
    filter.bits = number_at(file.bytes, 4);
    filter.hashes = number_at(file.bytes, 8);
    if (filter.bits == 0 || file.bytes.size() < header + (filter.bits + 7) / 8) continue;
    filter.table = reinterpret_cast<const unsigned char*>(file.bytes.data()) + header;
    filters.push_back(filter);
  }
  return filters;
}

}  // namespace

Hash256 known_words_hash() {
  static const Hash256 hash = [] {
    std::string all;
    for (const base::EmbeddedFile& file : policy_data::embedded())
      if (file.path.starts_with("known-words/")) all += std::string(file.path) + '\n' + std::string(file.bytes);
    return sha256(all);
  }();
  return hash;
}

Languages languages_of(std::u32string_view word) {
  static const std::vector<Filter> filters = read_filters();
  if (word.empty() || word.size() > longest_known_word) return 0;
  // FNV-1a over code points, then two halves (tools/make_known_words.py).
  std::uint64_t hash = 14695981039346656037U;
  for (const char32_t c : word) hash = (hash ^ c) * 1099511628211U;
  hash ^= hash >> 29;
  const auto first = static_cast<std::uint32_t>(hash);
  const auto second = static_cast<std::uint32_t>(hash >> 32) | 1U;
  Languages languages = 0;
  for (std::size_t i = 0; i < filters.size(); ++i) {
    if (filters[i].has(first, second)) languages = static_cast<Languages>(languages | (1U << i));
  }
  return languages;
}

}  // namespace comity::policy
