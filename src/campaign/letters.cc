#include "campaign/letters.h"

#include <algorithm>

#include "campaign/fingerprint.h"
#include "text/characters.h"

namespace comity::campaign {
namespace {

void append_piece(std::string_view utf8, std::size_t from, std::size_t end, std::vector<char32_t>& letters,
                  std::vector<std::uint32_t>* places) {
  const auto put = [&](char32_t letter, std::size_t begin) {
    letters.push_back(letter);
    if (places) places->push_back(static_cast<std::uint32_t>(begin));
  };
  for (std::size_t at = from; at < end;) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(utf8, at);
    if (c < 0x80) {
      if (c >= 'A' && c <= 'Z') put(c + 32, begin);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) put(c, begin);
      continue;
    }
    const text::Character character = text::character(c);
    if (character.kind != text::Kind::letter && character.kind != text::Kind::digit) continue;
    if (character.native.empty()) {
      put(c, begin);
      continue;
    }
    for (std::size_t i = 0; i < character.native.size();) put(text::next_code_point(character.native, i), begin);
  }
}

}  // namespace

// splitmix64's last step: every bit of the result depends on every bit of `x`.
std::uint64_t mixed(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xBF58476D1CE4E5B9ULL;
  x ^= x >> 27;
  x *= 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

void append_letters(std::string_view utf8, const std::vector<text::Span>& without, std::vector<char32_t>& letters,
                    std::vector<std::uint32_t>* places) {
  std::size_t at = 0;
  for (const text::Span span : without) {
    if (span.begin > at) append_piece(utf8, at, std::min<std::size_t>(span.begin, utf8.size()), letters, places);
    at = std::max<std::size_t>(at, std::min<std::size_t>(span.end, utf8.size()));
  }
  append_piece(utf8, at, utf8.size(), letters, places);
}

std::vector<std::uint64_t> shingles(const std::vector<char32_t>& letters) {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(letters.size());
  for (std::size_t i = 0; i + shingle_letters <= letters.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t k = 0; k < shingle_letters; ++k) hash = hash * 0x100000001B3ULL + letters[i + k];
    hashes.push_back(mixed(hash));
  }
  return hashes;
}

}  // namespace comity::campaign
