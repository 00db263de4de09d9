#include "campaign/fingerprint.h"

#include <algorithm>

#include "text/characters.h"

namespace comity::campaign {
namespace {

// splitmix64's last step: every bit of the result depends on every bit of `x`.
std::uint64_t mixed(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xBF58476D1CE4E5B9ULL;
  x ^= x >> 27;
  x *= 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

// Letters and digits as small letters of their script, without what is written above or below them.
void append_letters(std::string_view utf8, std::vector<char32_t>& letters) {
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = text::next_code_point(utf8, at);
    if (c < 0x80) {
      if (c >= 'A' && c <= 'Z') letters.push_back(c + 32);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters.push_back(c);
      continue;
    }
    const text::Character character = text::character(c);
    if (character.kind != text::Kind::letter && character.kind != text::Kind::digit) continue;
    if (character.native.empty()) {
      letters.push_back(c);
      continue;
    }
    for (std::size_t i = 0; i < character.native.size();) {
      letters.push_back(text::next_code_point(character.native, i));
    }
  }
}

}  // namespace

Fingerprint fingerprint(std::string_view utf8, const std::vector<text::Span>& without) {
  std::vector<char32_t> letters;
  letters.reserve(utf8.size());
  std::size_t at = 0;
  for (const text::Span span : without) {
    if (span.begin > at) append_letters(utf8.substr(at, span.begin - at), letters);
    at = std::max<std::size_t>(at, std::min<std::size_t>(span.end, utf8.size()));
  }
  append_letters(utf8.substr(at), letters);

  Fingerprint print;
  print.letters = static_cast<std::uint32_t>(letters.size());
  for (const char32_t letter : letters) print.whole = mixed(print.whole * 31 + letter + 1);
  std::vector<std::uint32_t> hashes;
  hashes.reserve(letters.size());
  for (std::size_t i = 0; i + shingle_letters <= letters.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t k = 0; k < shingle_letters; ++k) hash = hash * 0x100000001B3ULL + letters[i + k];
    hashes.push_back(static_cast<std::uint32_t>(mixed(hash) >> 32));
  }
  // Repeats of one shingle leave fewer than 64 among the smallest: so all are made different before the cut.
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  print.count = static_cast<std::uint32_t>(std::min(hashes.size(), kept_hashes));
  std::copy_n(hashes.begin(), print.count, print.smallest.begin());
  return print;
}

int likeness(const Fingerprint& a, const Fingerprint& b) {
  if (a.letters == 0 || b.letters == 0) return 0;
  if (a.letters == b.letters && a.whole == b.whole) return 10'000;
  if (a.letters < least_letters || b.letters < least_letters) return 0;
  // Of the smallest hashes of both together: how many are in both?
  std::size_t i = 0;
  std::size_t j = 0;
  int seen = 0;
  int both = 0;
  while (seen < static_cast<int>(kept_hashes) && (i < a.count || j < b.count)) {
    if (j == b.count || (i < a.count && a.smallest[i] < b.smallest[j])) {
      ++i;
    } else if (i == a.count || b.smallest[j] < a.smallest[i]) {
      ++j;
    } else {
      ++both;
      ++i;
      ++j;
    }
    ++seen;
  }
  return seen == 0 ? 0 : std::min(both * 10'000 / seen, 9'999);
}

}  // namespace comity::campaign
