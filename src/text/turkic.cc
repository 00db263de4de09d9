#include "text/turkic.h"

#include <algorithm>
#include <string>

#include "text/characters.h"
#include "text/fold.h"

namespace comity::text {
namespace {

constexpr int of_letter = 3;  // ə is written in no other language of the region in Latin letters
constexpr int of_word = 2;
constexpr int of_hint = 1;

// As folded: without marks. Sorted.
constexpr std::string_view azerbaijani[] = {
    "ancaq",    "axi",    "basqa",    "bilmir",   "bilmirem", "cox",       "cunki",   "deyil",     "deyilem",
    "deyilsen", "deyir",  "deyirem",  "deyirler", "duzdu",    "duzdur",    "edib",    "edirem",    "edirler",
    "elemek",   "eleyir", "gedir",    "gedirem",  "gozel",    "hami",      "hamisi",  "hansi",     "haqli",
    "haqqinda", "harada", "hardadir", "hec",      "hemise",   "istemirem", "isteyir", "isteyirem", "lazimdir",
    "mene",     "meni",   "menim",    "nece",     "olaraq",   "olub",      "ozumu",   "qardas",    "qardasim",
    "qeder",    "ucun",   "xalq",     "xeyr",     "yaxsi",    "yaxud",     "yoxdu",   "yoxdur"};
constexpr std::string_view azerbaijani_hints[] = {"amma", "bele", "beli", "harda", "indi",   "kimi", "lakin",
                                                  "men",  "olar", "ozu",  "salam", "vallah", "yox"};
constexpr std::string_view turkish[] = {
    "ancak",   "arkadas",  "bana", "baska",  "bence", "beni",   "benim",    "boyle",    "cok",   "cunku", "degil",
    "degilim", "degilsin", "diye", "evet",   "gibi",  "gitti",  "guzel",    "hakkinda", "hangi", "hayir", "hepsi",
    "herkes",  "hic",      "icin", "iyi",    "kadar", "kardes", "kardesim", "kendi",    "nasil", "neden", "nerede",
    "olarak",  "oyle",     "sey",  "seyler", "simdi", "soyle",  "tabii",    "veya",     "yok",   "zaten"};
constexpr std::string_view turkish_hints[] = {"ama", "artik", "ben", "hala", "iste", "lan", "lazim", "ulan"};

template <std::size_t n>
bool holds(const std::string_view (&words)[n], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// `has_q_or_x`: of any word so far; taxis and squares are everywhere, so they count once.
void weigh(std::string_view written, TurkicPoints& points, bool& has_q_or_x) {
  bool has_schwa = false;
  for (std::size_t at = 0; at < written.size();) {
    const char32_t c = next_code_point(written, at);
    has_schwa |= c == U'ə' || c == U'Ə';
    if (c >= 0x400 && c < 0x530) return;  // Kazakh and others write a schwa among Cyrillic letters
    points.has_letters |= c == U'ı' || c == U'ğ' || c == U'ş' || c == U'Ğ' || c == U'Ş' || c == U'İ';
    has_q_or_x |= c == U'q' || c == U'Q' || c == U'x' || c == U'X';
  }
  const std::string word = fold_word(written);
  if (has_schwa) points.az += of_letter;
  if (holds(azerbaijani, word)) points.az += of_word;
  if (holds(turkish, word)) points.tr += of_word;
  if (holds(azerbaijani_hints, word)) points.az += of_hint;
  if (holds(turkish_hints, word)) points.tr += of_hint;
  // -yor of the Turkish present: geliyor, biliyorum, yapıyorlar. Azerbaijani has gəlir, bilirəm.
  const std::size_t yor = word.rfind("yor");
  if (yor != std::string::npos && yor >= 2 && word.size() - yor <= 8) points.tr += of_word;
}

}  // namespace

TurkicPoints turkic_points(std::string_view utf8) {
  TurkicPoints points;
  bool has_q_or_x = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= utf8.size();) {
    const std::size_t here = at;
    if (at < utf8.size() && in_word(next_code_point(utf8, at))) continue;
    if (here > begin) weigh(utf8.substr(begin, here - begin), points, has_q_or_x);
    begin = std::max(at, here + 1);
    if (here >= utf8.size()) break;
  }
  if (has_q_or_x) points.az += of_hint;
  return points;
}

}  // namespace comity::text
