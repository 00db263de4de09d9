#include "policy/inflection.h"

#include <doctest.h>

#include <algorithm>

#include "policy/embedded.h"
#include "policy/policy_fixture.h"
#include "policy/toml.h"
#include "policy/vowel_harmony.h"

namespace comity::policy {
namespace {

bool has(std::string_view word, std::string_view inflection, std::initializer_list<std::string_view> expected) {
  const std::vector<std::string> forms = inflected_forms(word, inflection);
  return std::all_of(expected.begin(), expected.end(), [&](std::string_view form) {
    const bool found = std::find(forms.begin(), forms.end(), form) != forms.end();
    if (!found) MESSAGE(word << " has no form " << form);
    return found;
  });
}

}  // namespace

TEST_CASE("a word has the forms of its class") {
  CHECK(has("twit", "en/noun", {"twits"}));
  CHECK(has("crybaby", "en/noun", {"crybabies"}));
  CHECK(has("ass", "en/noun", {"asses"}));
  CHECK(has("bother", "en/verb", {"bothers", "bothered", "bothering"}));
  CHECK(has("hum", "en/verb-double", {"hums", "hummed", "humming"}));
  CHECK(has("болван", "ru/noun-m", {"болвана", "болванами"}));
  CHECK(has("дурак", "ru/noun-m", {"дураки", "дураком"}));
  CHECK(has("простачок", "ru/noun-ok", {"простачка", "простачки"}));
  CHECK(has("глупец", "ru/noun-ec", {"глупца", "глупцов"}));
  CHECK(has("тупица", "ru/noun-f", {"тупиц", "тупицей"}));
  CHECK(has("растеряшка", "ru/noun-ka", {"растеряшек", "растеряшкой"}));
  CHECK(has("вздорный", "ru/adjective", {"вздорная", "вздорными"}));
  CHECK(has("Nörgler", "de/noun-er", {"Nörglern", "Nörglers"}));
  CHECK(has("albern", "de/adjective", {"alberne", "albernes"}));
  CHECK(has("dunkel", "de/adjective", {"dunkle"}));
  CHECK(has("benêt", "fr/adjective", {"benêts"}));
  CHECK(has("grincheux", "fr/adjective", {"grincheuse", "grincheuses"}));
  CHECK(has("bobo", "es/adjective", {"boba", "bobos"}));
  CHECK(has("dormilón", "es/adjective", {"dormilona", "dormilones"}));
  CHECK(has("ապուշ", "hy/noun", {"ապուշը", "ապուշներին", "ապուշի"}));
  CHECK(has("أبله", "ar/noun", {"الأبله", "والأبله"}));
  CHECK(has("مهرج", "ar/noun-sound", {"المهرج", "مهرجين", "والمهرجين", "للمهرج"}));
}

TEST_CASE("Turkish and Azerbaijani endings follow the word's vowels") {
  CHECK(has("maymun", "tr/noun", {"maymunlar", "maymunu", "maymunsun", "maymunlardan"}));
  CHECK(has("deli", "tr/noun", {"deliler", "deliyi", "delisin", "delinin"}));
  CHECK(has("ördek", "tr/noun-soft", {"ördeği", "ördekler", "ördeksin", "ördekten"}));
  CHECK(has("dəli", "az/noun", {"dəlilər", "dəlinin", "dəlisən"}));
  CHECK(has("axmaq", "az/noun-soft", {"axmağın", "axmaqlar", "axmaqsan"}));
  CHECK(has("eşşək", "az/noun-soft", {"eşşəyi", "eşşəklər"}));
  CHECK(in_harmony("tr", "göz", "lArIn") == "gözlerin");
  CHECK(in_harmony("az", "qız", "lArdAn") == "qızlardan");
}

TEST_CASE("a form is never the word itself, stands once, and an entry has a bounded number of them") {
  for (const Lexicon& lexicon : shipped_lexicons()) {
    for (const LexiconEntry& entry : lexicon.entries) {
      CAPTURE(entry.word);
      const std::vector<std::string> forms = inflected_forms(entry);
      CHECK(forms.size() < max_forms);
      CHECK(std::find(forms.begin(), forms.end(), entry.word) == forms.end());
      CHECK(std::is_sorted(forms.begin(), forms.end()));
      CHECK(std::adjacent_find(forms.begin(), forms.end()) == forms.end());
    }
  }
}

TEST_CASE("the class of an unknown word is guessed by its ending and its letters") {
  CHECK(has("humbug", "en/guess", {"humbugs"}));
  CHECK(has("брехня", "ru/guess en/guess", {"брехней", "брехню"}));
  CHECK(inflected_forms("брехня", "en/guess").empty());
  CHECK(has("köpek", "tr/guess", {"köpeği"}));
  CHECK(has("wild goose", "en/guess", {"wild gooses"}));  // the last word of a phrase
  CHECK(inflected_forms("humbug", "").empty());
  CHECK(inflected_forms("humbug", "en/no-such xx/noun en").empty());
  CHECK_FALSE(is_inflection("en/no-such"));
  CHECK_FALSE(is_inflection("en"));
  CHECK(is_inflection("en/guess"));
}

TEST_CASE("every class that a guess names is there, in all nine languages") {
  CHECK(inflection_languages() == std::vector<std::string>{"ar", "az", "de", "en", "es", "fr", "hy", "ru", "tr"});
  for (const base::EmbeddedFile& file : policy_data::embedded()) {
    if (!file.path.starts_with("inflection/")) continue;
    CAPTURE(file.path);
    Diagnostics diagnostics;
    const TomlItem root = parse_toml(file.bytes, diagnostics);
    REQUIRE_FALSE(diagnostics.has_errors());
    const std::string language = root.find("language")->text;
    CHECK(file.path == "inflection/" + language + ".toml");
    for (const TomlItem::Entry& guess : root.find("guess")->entries) {
      for (const TomlItem& name : guess.value.items) CHECK(is_inflection(language + '/' + name.text));
    }
  }
}

TEST_CASE("a policy's list finds inflected forms of its languages") {
  const auto with = fixture::policy_of("lexicon(\"l\")",
                                       "[lexicon.l]\nlanguages = [\"en\", \"ru\"]\nwords = [\"humbug\", \"брехня\"]\n");
  CHECK(fixture::judged(*with, "what humbugs").action == Action::hold);
  CHECK(fixture::judged(*with, "кончай с этой брехней").action == Action::hold);
  const auto without = fixture::policy_of("lexicon(\"l\")", "[lexicon.l]\nwords = [\"humbug\", \"брехня\"]\n");
  CHECK(fixture::judged(*without, "what humbugs").action == Action::allow);
}

}  // namespace comity::policy
