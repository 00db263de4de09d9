// Words of one script in the letters of another, as dictionaries write loans and names and as people write by ear.
// Loans and everyday words stand here for the words of lists.
#include "policy/sounds.h"

#include <doctest.h>

#include <algorithm>

#include "policy/lexicon_index.h"
#include "policy/lexicon_matcher.h"

namespace comity::policy {
namespace {

struct Heard {
  std::string_view word;
  std::string_view spelled;  // ways to write it, parted by blanks
};

constexpr Heard in_cyrillic[] = {
    // English
    {"weekend", "уикенд"},
    {"boyfriend", "бойфренд"},
    {"manager", "менеджер"},
    {"image", "имидж"},
    {"design", "дизайн"},
    {"sandwich", "сэндвич сендвич"},
    {"showman", "шоумен"},
    {"bestseller", "бестселлер"},
    {"cheeseburger", "чизбургер"},
    {"nickname", "никнейм"},
    {"deadline", "дедлайн"},
    {"blacksmith", "блэксмит"},
    // German
    {"schlagbaum", "шлагбаум"},
    {"butterbrot", "бутерброт"},
    {"feuerwerk", "фойерверк"},
    {"landschaft", "ландшафт"},
    {"kronleuchter", "кронлойхтер"},
    {"zeitgeist", "цайтгайст"},
    {"quatsch", "квач"},
    {"nussknacker", "нусскнаккер"},
    // French
    {"chauffeur", "шофёр шоффёр"},
    {"bouquet", "букет"},
    {"garage", "гараж"},
    {"trottoir", "тротуар"},
    {"manteau", "манто"},
    {"bouillon", "буйон"},
    {"boulevard", "бульвар"},
    {"restaurant", "ресторан"},
    {"champagne", "шампань"},
    {"croissant", "круассан"},
    {"parfum", "парфюм"},
    {"jardin", "жарден"},
    // Spanish
    {"caballero", "кабальеро"},
    {"mañana", "маньяна"},
    {"hacienda", "асьенда"},
    {"guerrilla", "герилья"},
    {"jamón", "хамон"},
    {"mosquito", "москито"},
    // Turkish, Azerbaijani
    {"yavaş", "яваш"},
    {"çaycı", "чайджы"},
    {"köfteci", "кёфтеджи"},
    {"gəlinlər", "ҝәлинләр гелинлер"},
};

constexpr Heard in_latin[] = {
    {"щётка", "shchetka shchyotka schetka"},
    {"чертёж", "chertezh chertyozh chertjozh"},
    {"жених", "zhenikh jenih"},
    {"объезд", "obyezd objezd ob'ezd"},
    {"рыбацкий", "rybatsky rybackij"},
    {"подлёдный", "podlyodnyj"},
    {"ящик", "yashchik jaschik"},
    {"ночка", "nochka no4ka"},
    {"շոգենավ", "shogenav"},
    {"ծիածան", "tsiatsan ciacan"},
    {"قهوة", "9ahwa qahwa"},
    {"مخزن", "makhzan ma5zan"},
};

bool finds(std::string_view word, std::string_view language, const std::string& text) {
  Lexicon list;
  list.name = "words";
  LexiconEntry entry;
  std::string complaint;
  REQUIRE(read_entry(word, entry, complaint));
  entry.language = language;
  list.entries.push_back(entry);
  const LexiconMatcher matcher({list});
  return !matcher.find(text::checked(text).value(), "").empty();
}

template <class See>
void each_spelling(const Heard& heard, const See& see) {
  std::string_view rest = heard.spelled;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    see(std::string(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

}  // namespace

TEST_CASE("a Latin word in Cyrillic letters is the word, by ear or as dictionaries write it") {
  for (const Heard& heard : in_cyrillic) {
    each_spelling(heard, [&](const std::string& spelling) {
      CAPTURE(heard.word);
      CAPTURE(spelling);
      CHECK(finds(heard.word, "", "so " + spelling + " again"));
    });
  }
}

TEST_CASE("a Cyrillic, Armenian or Arabic word in Latin letters is the word, by every habit") {
  for (const Heard& heard : in_latin) {
    each_spelling(heard, [&](const std::string& spelling) {
      CAPTURE(heard.word);
      CAPTURE(spelling);
      CHECK(finds(heard.word, "", "so " + spelling + " again"));
    });
  }
}

TEST_CASE("letters that are not heard at a word's end are left out there only") {
  CHECK(finds("manteau", "fr", "un манто neuf"));
  CHECK(finds("brigand", "fr", "un бриган neuf"));
  CHECK_FALSE(finds("brigandine", "fr", "un бриганин neuf"));
}

TEST_CASE("in a comment in Cyrillic letters its words are what they say") {
  CHECK_FALSE(finds("garage", "fr", "он поставил машину в гараж и ушёл"));
  CHECK_FALSE(finds("bouquet", "fr", "букет"));  // the whole comment: a Russian word
  CHECK_FALSE(finds("titty", "en", "so Таити again"));
  CHECK_FALSE(finds("manteaus", "fr", "она купила манто%s в субботу"));
}

TEST_CASE("no rule of sounds stands there twice, and each can be met: folded, and not longer than a word") {
  const std::vector<SoundRule>& rules = sound_rules();
  for (const SoundRule& rule : rules) {
    CHECK(rule.written.size() >= 1);
    CHECK(rule.written.size() <= 8);
    CHECK(rule.letters.size() <= 8);
    std::u32string folded = rule.written;
    for (std::size_t i = 1; i < folded.size(); ++i)
      if (folded[i] == U'й') folded[i] = U'и';
    std::string written;
    for (const char32_t letter : folded) written += utf8_of(letter);
    CAPTURE(written);
    if (written != "`") CHECK(letters_of(written) == folded);
    if (rule.at_end) CHECK(std::count(rules.begin(), rules.end(), SoundRule{rule.written, rule.letters, false}) == 0);
  }
  auto sorted = rules;
  std::sort(sorted.begin(), sorted.end());
  CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
}

}  // namespace comity::policy
