#include "text/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <vector>

#include "text/characters.h"
#include "text/checked.h"
#include "text/turkic.h"

namespace comity::text {
namespace {

constexpr std::size_t fewest_letters = 20;
constexpr int whole = 10'000;

bool enough_letters(std::string_view utf8) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < utf8.size() && letters < fewest_letters;)
    letters += character(next_code_point(utf8, at)).kind == Kind::letter;
  return letters >= fewest_letters;
}

int share(std::size_t part, std::size_t of) {
  return of == 0 ? 0 : static_cast<int>(part * static_cast<std::size_t>(whole) / of);
}

struct Word {
  std::string_view text;
  std::size_t length;  // code points
};

std::vector<Word> words_of(std::string_view utf8) {
  std::vector<Word> words;
  std::size_t begin = 0, length = 0;
  for (std::size_t at = 0; at <= utf8.size();) {
    const std::size_t here = at;
    const bool inside = at < utf8.size() && in_word(next_code_point(utf8, at));
    if (inside) {
      if (length++ == 0) begin = here;
      continue;
    }
    if (length > 0) words.push_back({utf8.substr(begin, here - begin), length});
    length = 0;
    if (here >= utf8.size()) break;
  }
  return words;
}

std::string detected(std::string_view utf8) {
  // CLD2 reads past nothing and changes nothing: its tables are constant, so threads need no lock.
  const CLD2::CLDHints no_hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language best[3];
  int percent[3];
  double score[3];
  int text_bytes = 0;
  bool reliable = false;
  const CLD2::Language language =
      CLD2::ExtDetectLanguageSummary(utf8.data(), static_cast<int>(utf8.size()), true, &no_hints, 0, best, percent,
                                     score, nullptr, &text_bytes, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE || language == CLD2::TG_UNKNOWN_LANGUAGE) return {};
  std::string code = CLD2::LanguageCode(language);
  if (code == "un" || code.starts_with("xx")) return {};
  // CLD2 keeps a few codes that BCP 47 has replaced.
  if (code == "iw") return "he";
  if (code == "in") return "id";
  if (code == "jw") return "jv";
  if (code == "mo") return "ro";
  return code.substr(0, code.find('-'));
}

// What the library takes Turkish and Azerbaijani for when there is little of it, or when it lacks its own letters.
bool may_be_turkic(std::string_view language) {
  constexpr std::string_view near[] = {"", "az", "tr", "crh", "kk", "ku", "ky", "tk", "tt", "ug", "uz"};
  return std::find(std::begin(near), std::end(near), language) != std::end(near);
}

}  // namespace

std::string language_of(std::string_view utf8) {
  if (!is_well_formed(utf8)) return {};
  std::string language = enough_letters(utf8) ? detected(utf8) : std::string();
  if (!may_be_turkic(language)) return language;
  const TurkicPoints points = turkic_points(utf8);
  // One small word may be a word of any language.
  const int enough = language == "az" || language == "tr" ? 2 : !language.empty() ? 4 : points.has_letters ? 2 : 3;
  if (points.az >= enough && points.az >= points.tr + 2) return "az";
  if (points.tr >= enough && points.tr >= points.az + 2) return "tr";
  // So much Azerbaijani without one of its letters or small words is Turkish, or none of the two.
  if (language == "az" && points.az == 0) return {};
  return language;
}

std::string_view language_detector() {
  static const std::string name = std::string("cld2 ") + CLD2::DetectLanguageVersion() + ", turkic 1";
  return name;
}

Direction direction_of(std::string_view utf8, Direction otherwise) {
  // UAX #9 P2: the first L, R or AL that does not stand between an isolate initiator and its PDI.
  int isolates = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = next_code_point(utf8, at);
    if (c >= 0x2066 && c <= 0x2068) ++isolates;
    if (c == 0x2069 && isolates > 0) --isolates;
    if (isolates > 0) continue;
    const Character ch = character(c);
    if (ch.left_to_right()) return Direction::ltr;
    if (ch.right_to_left()) return Direction::rtl;
  }
  return otherwise;
}

int capitals_share(std::string_view utf8) {
  std::size_t cased = 0, upper = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const Character c = character(next_code_point(utf8, at));
    cased += c.cased();
    upper += c.upper();
  }
  return cased < 10 ? 0 : share(upper, cased);
}

// Every code point counts once: in a run of four equal ones, or in a word that stands directly behind itself.
int repetition_share(std::string_view utf8) {
  const std::size_t all = code_points(utf8);
  std::vector<bool> repeated;  // by byte; none while nothing is
  const auto mark = [&](std::size_t begin, std::size_t end) {
    repeated.resize(utf8.size());
    for (std::size_t i = begin; i < end; ++i) repeated[i] = true;
  };
  std::size_t run_begin = 0, run_length = 0;
  char32_t last = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t here = at;
    const char32_t c = next_code_point(utf8, at);
    if (run_length == 0 || c != last) {
      run_begin = here;
      run_length = 0;
      last = c;
    }
    ++run_length;
    if (run_length == 4) mark(run_begin, at);
    if (run_length > 4) mark(here, at);
  }
  const std::vector<Word> words = words_of(utf8);
  const auto begin_of = [&](const Word& w) { return static_cast<std::size_t>(w.text.data() - utf8.data()); };
  for (std::size_t i = 0, same = 1; i < words.size(); ++i) {
    same = i > 0 && words[i].text == words[i - 1].text ? same + 1 : 1;
    // Three times: "no, no" and "very very" are speech.
    if (same < 3) continue;
    for (std::size_t k = same == 3 ? i - 2 : i; k <= i; ++k)
      mark(begin_of(words[k]), begin_of(words[k]) + words[k].text.size());
  }
  if (repeated.empty()) return 0;
  std::size_t n = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t here = at;
    next_code_point(utf8, at);
    n += repeated[here];
  }
  return share(n, all);
}

}  // namespace comity::text
