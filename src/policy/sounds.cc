#include "policy/sounds.h"

#include <set>
#include <span>
#include <string_view>

#include "policy/lexicon_index.h"
#include "policy/units.h"

namespace comity::policy {
namespace {

struct Row {
  std::string_view letters;
  std::string_view spellings;  // parted by blanks
};

// As the fold leaves them, ё is е; but й, which it makes и, is told apart where another letter stands before it.
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

// What people write for these letters together: chort, plohovo.
constexpr Row latin_for_cyrillic[] = {
    {"че", "cho"},  {"ше", "sho scho"}, {"же", "zho jo"}, {"ще", "shcho scho"},
    {"ый", "y yi"}, {"ий", "y"},        {"ого", "ovo"},   {"его", "evo"},
};

// A Latin word in Cyrillic letters: what else they may stand for there, language by language, as dictionaries of names
// and loans write them and as they are heard. A dollar sign: only where the written word ends.
constexpr Row cyrillic_for_latin[] = {
    // What several languages share: doubled letters, k and c, h that is not heard.
    {"б", "bb"},
    {"п", "pp"},
    {"д", "dd"},
    {"т", "tt th"},
    {"г", "gg gh gu h q k"},
    {"к", "c q ck kk cc ch qu"},
    {"кк", "ck cc"},
    {"ф", "ff v"},
    {"з", "s zz"},
    {"с", "ss c z sc th"},
    {"л", "ll"},
    {"м", "mm mb$"},
    {"н", "nn"},
    {"р", "rr rh wr"},
    {"кс", "x chs cks"},
    {"кв", "qu"},
    {"х", "j g hh"},
    {"а", "ha ah aa"},
    {"о", "ho oh oo"},
    {"у", "hu uh w"},
    {"е", "he eh ae"},
    {"э", "he eh a ae"},
    {"и", "hi ih hy ie"},
    {"й", "y"},
    {"ы", "i"},
    // An e that ends a word and is not heard, and what is heard of the letter before it.
    {"б", "be$"},
    {"п", "pe$ ppe$"},
    {"д", "de$ dde$"},
    {"т", "te tte$"},
    {"г", "gue$"},
    {"к", "ke que$ cke$"},
    {"в", "ve$"},
    {"ф", "fe$ phe$ ffe$"},
    {"з", "se ze$"},
    {"с", "ce se sse$"},
    {"ж", "ge$"},
    {"ш", "che$"},
    {"дж", "ge$ dge$"},
    {"л", "le lle$"},
    {"м", "me$ mme$"},
    {"н", "ne nne$"},
    {"р", "re rre$"},
    {"ль", "l ll le lle$"},
    {"нь", "n gn ny gne$"},
    {"ть", "t te"},
    {"дь", "d de"},
    {"рь", "r re"},
    {"сь", "s"},
    // German.
    {"ш", "s sch"},
    {"ч", "tsch tch"},
    {"ц", "z tz zz tts ts"},
    {"ай", "ei ey ai ay"},
    {"ой", "eu au aeu oi oy"},
    {"ей", "ei ey"},
    {"е", "a o oe"},
    {"э", "o oe"},
    {"ю", "ue u"},
    {"и", "ieh ih"},
    {"г", "g ck"},
    // English.
    {"е", "ea ai u"},
    {"э", "ai ea"},
    {"эй", "a ai ay ey ei"},
    {"ей", "a ai ay ea"},
    {"ай", "i y igh ie"},
    {"и", "ee ea ei e ey"},
    {"а", "u o"},
    {"ау", "ou ow"},
    {"оу", "o oa ow"},
    {"о", "au aw a oa"},
    {"у", "oo ou wh"},
    {"ю", "ew eu iew"},
    {"ер", "er ir ur ear or$ ar$"},
    {"эр", "er ir ur ear air"},
    {"ч", "c tch"},
    {"дж", "j g c dg"},
    {"в", "u w wh"},
    {"к", "x"},
    {"н", "kn gn"},
    {"идж", "age$"},
    {"едж", "age$"},
    // French.
    {"ж", "g j"},
    {"ш", "ch"},
    {"ан", "en"},
    {"ам", "em"},
    {"ен", "in ain ein un en"},
    {"эн", "in ain ein un en"},
    {"ем", "im aim"},
    {"эм", "im aim em"},
    {"о", "eau ot$ aud$ aut$ aux$ eaux$ os$ oc$"},
    {"а", "at$ as$ ac$ ois$"},
    {"и", "it$ is$ ies$ il$"},
    {"у", "out$ ous$ oux$ oup$ oue$"},
    {"ю", "us$ ut$ ue$"},
    {"е", "eu eux$ oeu et$ er$ ez$ ais$ ait$ ee$ aie$ ai"},
    {"э", "eu et$ er$ ais$"},
    {"ье", "ie ier$ iers$ iez$"},
    {"ьо", "io"},
    {"ар", "ard$ art$ ars$"},
    {"ор", "ord$ ort$ ors$"},
    {"ер", "eur$ eurs$ ert$ erre$"},
    {"эр", "eur$"},
    {"ан", "ant$ ent$ and$ anc$ ans$ ens$"},
    {"ман", "ment$ mand$"},
    {"он", "ond$ ont$"},
    {"ен", "ent$"},
    {"уа", "oi oy oit$ ois$"},
    {"ий", "ill ille$ il$"},
    {"ай", "aill aille$ ail$"},
    {"айя", "ailla"},
    {"ей", "eill eille$ eil$"},
    {"уй", "ouill ouille$ ui oui"},
    {"уи", "oui"},
    {"иа", "ia"},
    // Spanish.
    {"ль", "ll"},
    {"лья", "lla"},
    {"ья", "lla ia"},
    {"ня", "gna"},
    {"нья", "na gna nia"},
    {"ия", "ia"},
    {"й", "ll"},
    {"уэ", "hue ue"},
    {"в", "b"},
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
    {"ا", "a e 2 2a"}, {"ب", "b p"},       {"ت", "t"},           {"ث", "th"},
    {"ج", "j g"},      {"ح", "7 h"},       {"خ", "5 kh 7'"},     {"د", "d"},
    {"ذ", "th dh z"},  {"ر", "r"},         {"ز", "z"},           {"س", "s"},
    {"ش", "sh ch"},    {"ص", "9 s"},       {"ض", "9' d"},        {"ط", "6 t"},
    {"ظ", "6' z"},     {"ع", "3"},         {"غ", "gh 3' 8"},     {"ف", "f"},
    {"ق", "9 q 8 2"},  {"ك", "k"},         {"ل", "l"},           {"م", "m"},
    {"ن", "n"},        {"ه", "h a ah eh"}, {"و", "w o u oo ou"}, {"ي", "y i ee e 2 2i"},
    {"ء", "2 '"},
};

struct Spelled {
  std::u32string letters;
  std::u32string spelling;
  bool at_end = false;
};

// Folded, but for й behind another letter: ай and аи are heard apart.
std::u32string as_written(std::string_view letters) {
  std::u32string out;
  for (const char32_t letter : code_points_of(letters)) {
    if (letter == U'й' && !out.empty())
      out += letter;
    else
      out += letters_of(utf8_of(letter));
  }
  return out;
}

std::u32string folded(const std::u32string& written) {
  std::u32string out;
  for (const char32_t letter : written) out += letter == U'й' ? U'и' : letter;
  return out;
}

std::vector<Spelled> spelled_out(std::span<const Row> rows) {
  std::vector<Spelled> all;
  for (const Row& row : rows) {
    std::string_view rest = row.spellings;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      std::string_view spelling = rest.substr(0, end);
      const bool at_end = spelling.ends_with('$');
      if (at_end) spelling.remove_suffix(1);
      all.push_back({as_written(row.letters), code_points_of(spelling), at_end});
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return all;
}

std::vector<SoundRule> make_rules() {
  std::set<SoundRule> rules;
  const auto cyr = spelled_out(cyrillic), from_latin = spelled_out(latin_for_cyrillic),
             lat = spelled_out(cyrillic_for_latin), arm = spelled_out(armenian), ara = spelled_out(arabic);
  for (const auto* rows : {&cyr, &from_latin, &arm, &ara})
    for (const auto& [letters, spelling, at_end] : *rows) rules.insert({spelling, folded(letters), at_end});
  // A Latin word in Cyrillic or Armenian letters.
  for (const auto* rows : {&cyr, &lat, &arm})
    for (const auto& [letters, spelling, at_end] : *rows)
      if (spelling[0] >= U'a' && spelling[0] <= U'z') rules.insert({letters, spelling, at_end});
  // Between the two: letters that share a spelling.
  for (const Spelled& one : cyr) {
    for (const Spelled& other : arm) {
      if (one.spelling != other.spelling || one.spelling.size() > 2) continue;
      rules.insert({one.letters, other.letters});
      rules.insert({other.letters, folded(one.letters)});
    }
  }
  for (const char32_t vowel : std::u32string_view(U"aeiouy")) rules.insert({std::u32string(1, vowel), U""});
  // What holds anywhere need not be said of a word's end.
  std::erase_if(rules, [&](const SoundRule& r) { return r.at_end && rules.contains({r.written, r.letters, false}); });
  return {rules.begin(), rules.end()};
}

}  // namespace

const std::vector<SoundRule>& sound_rules() {
  static const std::vector<SoundRule> rules = make_rules();
  return rules;
}

}  // namespace comity::policy
