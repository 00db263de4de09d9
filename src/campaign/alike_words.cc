#include "campaign/alike_words.h"

#include <algorithm>

#include "campaign/fingerprint.h"
#include "campaign/letters.h"
#include "text/characters.h"

namespace comity::campaign {
namespace {

// Of each byte of `mine` that a letter begins at: whether the letter stands in a piece that `other` has too.
std::vector<bool> shared_letters(std::string_view mine, std::string_view other,
                                 const std::vector<text::Span>& without) {
  std::vector<char32_t> letters, others;
  std::vector<std::uint32_t> places;
  append_letters(mine, without, letters, &places);
  append_letters(other, {}, others);
  std::vector<std::uint64_t> known = shingles(others);
  std::sort(known.begin(), known.end());
  std::vector<bool> shared(letters.size(), false), at(mine.size(), false);
  const std::vector<std::uint64_t> pieces = shingles(letters);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!std::binary_search(known.begin(), known.end(), pieces[i])) continue;
    for (std::size_t k = 0; k < shingle_letters; ++k) shared[i + k] = true;
  }
  // A letter that is two in its plain form ("ß") is shared when both are.
  for (std::size_t i = 0; i < letters.size(); ++i)
    at[places[i]] = shared[i] && (i == 0 || places[i - 1] != places[i] || at[places[i]]);
  return at;
}

struct Word {
  text::Span span;
  std::size_t letters = 0;
  bool shared = true;
};

std::vector<Word> words_of(std::string_view utf8, const std::vector<bool>& shared) {
  std::vector<Word> words;
  bool inside = false;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(utf8, at);
    const text::Kind kind = text::character(c).kind;
    const auto end = static_cast<std::uint32_t>(at);
    if (kind == text::Kind::letter || kind == text::Kind::digit) {
      if (!inside) words.push_back({{static_cast<std::uint32_t>(begin), end}});
      words.back().span.end = end;
      words.back().shared = words.back().shared && shared[begin];
      ++words.back().letters;
      inside = true;
    } else if (kind == text::Kind::mark) {
      if (inside) words.back().span.end = end;
    } else if (kind != text::Kind::invisible && c != '\'' && c != 0x2019) {
      inside = false;
    }
  }
  return words;
}

}  // namespace

std::vector<text::Span> alike_words(std::string_view mine, std::string_view other,
                                    const std::vector<text::Span>& without, std::size_t most) {
  const auto parted = [&](text::Span before, text::Span behind) {
    return std::any_of(without.begin(), without.end(),
                       [&](text::Span w) { return w.begin >= before.end && w.end <= behind.begin; });
  };
  std::vector<Word> runs;
  bool joined = false;
  for (const Word& word : words_of(mine, shared_letters(mine, other, without))) {
    if (word.shared && joined && !parted(runs.back().span, word.span)) {
      runs.back().span.end = word.span.end;
      runs.back().letters += word.letters;
    } else if (word.shared) {
      runs.push_back(word);
    }
    joined = word.shared;
  }
  std::erase_if(runs, [](const Word& run) { return run.letters < shingle_letters; });
  std::stable_sort(runs.begin(), runs.end(), [](const Word& a, const Word& b) { return a.letters > b.letters; });
  if (runs.size() > most) runs.resize(most);
  std::vector<text::Span> spans;
  spans.reserve(runs.size());
  for (const Word& run : runs) spans.push_back(run.span);
  std::sort(spans.begin(), spans.end());
  return spans;
}

}  // namespace comity::campaign
