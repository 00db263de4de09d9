#include "policy/sounds.h"

#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "policy/units.h"

namespace comity::policy {
namespace {

struct Row {
  std::string_view letters;
  std::string_view spellings;  // parted by blanks
};

// Letters as the fold leaves them: й is и, ё is е.
constexpr Row cyrillic[] = {
    {"а", "a"},
    {"б", "b"},
    {"в", "v w"},
    {"г", "g h"},
    {"д", "d"},
    {"е", "e ye je yo jo io ie"},
    {"ж", "zh j"},
    {"з", "z"},
    {"и", "i y j ij iy"},
    {"к", "k c q"},
    {"л", "l"},
    {"м", "m"},
    {"н", "n"},
    {"о", "o"},
    {"п", "p"},
    {"р", "r"},
    {"с", "s c ss"},
    {"т", "t"},
    {"у", "u oo ou y"},
    {"ф", "f ph"},
    {"х", "h kh x ch"},
    {"ц", "c ts tz z"},
    {"ч", "ch tch cz 4"},
    {"ш", "sh sch w"},
    {"щ", "sch shch shh sh"},
    {"ъ", "' `"},
    {"ы", "y i ui"},
    {"ь", "' `"},
    {"э", "e"},
    {"ю", "yu ju iu u"},
    {"я", "ya ja ia"},
    {"є", "ye je e"},
    {"і", "i"},
    {"ї", "yi ji i"},
    {"ґ", "g"},
    {"ә", "e a"},
    {"ө", "o"},
    {"ү", "u"},
    {"ғ", "g gh"},
    {"ҹ", "c j"},
    {"ҝ", "g"},
    {"һ", "h"},
    {"ј", "y j"},
};

// A Latin word in Cyrillic letters: what else they may stand for there.
constexpr Row cyrillic_for_latin[] = {
    {"с", "ss c z"}, {"к", "c q ck"},   {"ч", "c tsch"}, {"ш", "s sch ch"}, {"ж", "g"},      {"дж", "j g c"},
    {"ц", "z tz"},   {"з", "s"},        {"у", "w"},      {"в", "u"},        {"ю", "ue u"},   {"е", "o oe u"},
    {"и", "ee e"},   {"ы", "i"},        {"э", "a ae"},   {"л", "ll"},       {"т", "tt"},     {"р", "rr"},
    {"н", "nn"},     {"п", "pp"},       {"м", "mm"},     {"ф", "ff"},       {"г", "gh q k"}, {"х", "j g"},
    {"ье", "ie"},    {"ия", "ia"},      {"й", "y"},      {"кс", "x"},       {"кв", "qu"},    {"ль", "l le"},
    {"нь", "n gn"},  {"ть", "t te"},    {"сь", "s"},     {"дь", "d de"},    {"рь", "r re"},  {"а", "u"},
    {"ау", "ou"},    {"е", "ea"},       {"ен", "in"},    {"кс", "chs"},     {"ль", "ll"},    {"лья", "lla"},
    {"ф", "v"},      {"ар", "ard art"}, {"ой", "eu"},    {"оу", "o"},       {"о", "au"},     {"ам", "em"},
    {"ан", "en"},    {"к", "qu"},       {"т", "te"},     {"р", "re"},       {"л", "le"},     {"н", "ne"},
};

constexpr Row armenian[] = {
    {"ա", "a"},         {"բ", "b"},    {"գ", "g"},           {"դ", "d"},          {"ե", "e ye"},
    {"զ", "z"},         {"է", "e"},    {"ը", "y @ e"},       {"թ", "t th t'"},    {"ժ", "zh j"},
    {"ի", "i y"},       {"լ", "l"},    {"խ", "kh x h"},      {"ծ", "ts c tz"},    {"կ", "k"},
    {"հ", "h"},         {"ձ", "dz"},   {"ղ", "gh x"},        {"ճ", "ch tch j"},   {"մ", "m"},
    {"յ", "y j"},       {"ն", "n"},    {"շ", "sh w"},        {"ո", "o vo"},       {"չ", "ch ch'"},
    {"պ", "p"},         {"ջ", "j dj"}, {"ռ", "r rr"},        {"ս", "s"},          {"վ", "v w"},
    {"տ", "t"},         {"ր", "r"},    {"ց", "c ts c' ts'"}, {"ու", "u ou oo"},   {"փ", "p ph p'"},
    {"ք", "q k kh k'"}, {"օ", "o"},    {"ֆ", "f"},           {"եւ", "ev ew yev"}, {"եվ", "ev ew yev"},
};

constexpr Row arabic[] = {
    {"ا", "a e 2 2a"}, {"ب", "b p"},       {"ت", "t"},           {"ث", "th"},       {"ج", "j g"},  {"ح", "7 h"},
    {"خ", "5 kh 7'"},  {"د", "d"},         {"ذ", "th dh z"},     {"ر", "r"},        {"ز", "z"},    {"س", "s"},
    {"ش", "sh ch"},    {"ص", "9 s"},       {"ض", "9' d"},        {"ط", "6 t"},      {"ظ", "6' z"}, {"ع", "3"},
    {"غ", "gh 3' 8"},  {"ف", "f"},         {"ق", "9 q 8 2"},     {"ك", "k"},        {"ل", "l"},    {"م", "m"},
    {"ن", "n"},        {"ه", "h a ah eh"}, {"و", "w o u oo ou"}, {"ي", "y i ee e"}, {"ء", "2 '"},
};

using Pairs = std::vector<std::pair<std::u32string, std::u32string>>;  // letters, spelling

Pairs spelled_out(std::span<const Row> rows) {
  Pairs pairs;
  for (const Row& row : rows) {
    std::string_view rest = row.spellings;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      pairs.emplace_back(code_points_of(row.letters), code_points_of(rest.substr(0, end)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return pairs;
}

std::vector<SoundRule> make_rules() {
  std::set<std::pair<std::u32string, std::u32string>> rules;  // written, letters
  const Pairs cyr = spelled_out(cyrillic), lat = spelled_out(cyrillic_for_latin), arm = spelled_out(armenian),
              ara = spelled_out(arabic);
  for (const Pairs* pairs : {&cyr, &arm, &ara})
    for (const auto& [letters, spelling] : *pairs) rules.emplace(spelling, letters);
  // A Latin word in Cyrillic or Armenian letters.
  for (const Pairs* pairs : {&cyr, &lat, &arm})
    for (const auto& [letters, spelling] : *pairs)
      if (spelling[0] >= U'a' && spelling[0] <= U'z') rules.emplace(letters, spelling);
  // Between the two: letters that share a spelling.
  for (const auto& [letters, spelling] : cyr) {
    for (const auto& [others, same] : arm) {
      if (spelling != same || spelling.size() > 2) continue;
      rules.emplace(letters, others);
      rules.emplace(others, letters);
    }
  }
  for (const char32_t vowel : std::u32string_view(U"aeiouy")) rules.emplace(std::u32string(1, vowel), U"");
  std::vector<SoundRule> all;
  for (const auto& [written, letters] : rules) all.push_back({written, letters});
  return all;
}

}  // namespace

const std::vector<SoundRule>& sound_rules() {
  static const std::vector<SoundRule> rules = make_rules();
  return rules;
}

}  // namespace comity::policy
