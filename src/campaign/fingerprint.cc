#include "campaign/fingerprint.h"

#include <algorithm>

#include "campaign/letters.h"

namespace comity::campaign {

Fingerprint fingerprint(std::string_view utf8, const std::vector<text::Span>& without) {
  std::vector<char32_t> letters;
  letters.reserve(utf8.size());
  append_letters(utf8, without, letters);

  Fingerprint print;
  print.letters = static_cast<std::uint32_t>(letters.size());
  for (const char32_t letter : letters) print.whole = mixed(print.whole * 31 + letter + 1);
  const std::vector<std::uint64_t> whole = shingles(letters);
  std::vector<std::uint32_t> hashes(whole.size());
  std::transform(whole.begin(), whole.end(), hashes.begin(),
                 [](std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); });
  // Repeats of one shingle leave fewer than 64 among the smallest: so all are made different before the cut.
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  print.count = static_cast<std::uint32_t>(std::min(hashes.size(), kept_hashes));
  std::copy_n(hashes.begin(), print.count, print.smallest.begin());
  return print;
}

int likeness(const Fingerprint& a, const Fingerprint& b, int above) {
  if (a.letters == 0 || b.letters == 0) return 0;
  if (a.letters == b.letters && a.whole == b.whole) return 10'000;
  if (a.letters < least_letters || b.letters < least_letters) return 0;
  // Of the smallest hashes of both together: how many are in both?
  std::size_t i = 0;
  std::size_t j = 0;
  int seen = 0;
  int both = 0;
  constexpr int most = static_cast<int>(kept_hashes);
  while (seen < most && (i < a.count || j < b.count)) {
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
    if ((most - (seen - both)) * 10'000 <= above * most) return 0;  // were all that is left in both
  }
  return seen == 0 ? 0 : std::min(both * 10'000 / seen, 9'999);
}

}  // namespace comity::campaign
