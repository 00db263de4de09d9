#include "policy/lexicon.h"

#include <doctest.h>

#include <set>

#include "policy/embedded.h"
#include "policy/policy_fixture.h"
#include "policy/toml.h"
#include "text/fold.h"
#include "text/language.h"

namespace comity::policy {
namespace {

constexpr std::string_view words =
    "[lexicon.words]\n"
    "words = [\"damn\", \"idiot\", \"moron\", \"ass\", \"crap\", \"cock\", \"дурак\", \"хер\", \"أحمق\", \"поеб*\", "
    "\"shut up\", "
    "\"bite*\"]\n";

// What is cited of a comment, parted by '|'; "nothing".
std::string cited(std::string_view text) {
  static const auto policy = fixture::policy_of("lexicon(\"words\")", words);
  std::string all;
  for (const std::string& word : fixture::cited(fixture::judged(*policy, text), text))
    all += (all.empty() ? "" : "|") + word;
  return all.empty() ? "nothing" : all;
}

}  // namespace

TEST_CASE("a word is the same word however it is dressed up") {
  CHECK(cited("damn this") == "damn");
  CHECK(cited("D4MN this") == "D4MN");
  CHECK(cited("d@mn this") == "d@mn");
  CHECK(cited("d\u200Bamn this") == "d\u200Bamn");
  CHECK(cited("dаmn this") == "dаmn");  // Cyrillic а
  CHECK(cited("ｄａｍｎ this") == "ｄａｍｎ");
  CHECK(cited("d*mn this") == "d*mn");
  CHECK(cited("daaaaamn this") == "daaaaamn");
  CHECK(cited("what a d a m n thing") == "d a m n");
  CHECK(cited("d.a.m.n this") == "d.a.m.n");
  CHECK(cited("id|iot") == "id|iot");
  CHECK(cited("|)amn this") == "|)amn");
  CHECK(cited("d<b>am</b>n") == "d<b>am</b>n");
  CHECK(cited("d&#97;mn") == "d&#97;mn");
  CHECK(cited("xXdamnXx") == "damn");
  CHECK(cited("#GrandDamn") == "Damn");
  CHECK(cited("that idio_ again") == "idio_");
  CHECK(cited("you \u202Enorom\u202C") == "norom");
  CHECK(cited("ну ты и д у р а к") == "д у р а к");
  CHECK(cited("Дypaк") == "Дypaк");  // Latin y, p and a
  CHECK(cited("вот mоrоn") == "mоrоn");
  CHECK(cited("mогоn") == "mогоn");  // Cyrillic о, г and о
  CHECK(cited("أحـمـق") == "أحـمـق");
  CHECK(cited("والأحمق") == "والأحمق");  // "and the" written together with the word
  CHECK(cited("shut\n  up") == "shut\n  up");
  CHECK(cited("biter") == "biter");
}

TEST_CASE("a word inside an innocent word is not cited") {
  for (const std::string_view text : {"damning evidence",
                                      "a classic assassin passed the class",
                                      "Scunthorpe, Essex, cocktail, peacock",
                                      "idiotic oxymoron",
                                      "scrap the crappie",
                                      "херес и дурачок",
                                      "chaptaliser",
                                      "the dam n-th time",
                                      "la mer de Chine",
                                      "push it",
                                      "basic rap",
                                      "M.O.R.O.N. project",
                                      "A.S.S. office",
                                      "f(a) = a*s^2",
                                      "a, s, s",
                                      "A55 to the coast",
                                      "see https://a.example/ass/damn",
                                      "d'amn",
                                      "по-быстрому",
                                      "write to damn.smith@example.org",
                                      "part AS5-7",
                                      "the 45s of 1960, 455s and 455er",
                                      "plate CRA955, commit c0cc0a55",
                                      "cl<b>ass</b>",
                                      "он сказал: хорошо",
                                      "2*a*s*s",
                                      "_idio_ and idio_[1], idio_()",
                                      "xqdDamn",
                                      "the a55 at Caernarfon, 4s5 and 45s"}) {
    CAPTURE(text);
    CHECK(cited(text) == "nothing");
  }
}

TEST_CASE("a word wholly of one script is not read as another's where the text uses that script") {
  const auto latin = fixture::policy_of("lexicon(\"l\")", "[lexicon.l]\nwords = [\"cop\", \"bop\"]\n");
  CHECK(fixture::judged(*latin, "всякий сор и вор").action == Action::allow);
  const auto cyrillic = fixture::policy_of("lexicon(\"c\")", "[lexicon.c]\nwords = [\"сор\", \"хер\"]\n");
  CHECK(fixture::judged(*cyrillic, "the cop and the xep").action == Action::allow);
  const auto emphasis = fixture::policy_of("lexicon(\"c\")", "[lexicon.c]\nwords = [\"жоре\"]\n");
  CHECK(fixture::judged(*emphasis, "there is **ope** taxi").action == Action::allow);
  CHECK(fixture::judged(*emphasis, "там *оре всё").action == Action::hold);
}

TEST_CASE("the lexicons that ship are well-formed, small, and each entry stands once") {
  std::set<std::string> kinds;
  for (const base::EmbeddedFile& file : policy_data::embedded()) {
    if (!file.path.starts_with("lexicons/")) continue;
    CAPTURE(file.path);
    Diagnostics diagnostics;
    const TomlItem root = parse_toml(file.bytes, diagnostics);
    CHECK_FALSE(diagnostics.has_errors());
    for (const char* key : {"kind", "language", "source", "licence"}) CHECK(root.find(key) != nullptr);
  }
  for (const Lexicon& lexicon : shipped_lexicons()) {
    CAPTURE(lexicon.name);
    CHECK_FALSE(lexicon.is_public);
    CHECK(lexicon.entries.size() > 10);
    kinds.insert(lexicon.name);
    std::set<std::string> seen;
    for (const LexiconEntry& entry : lexicon.entries) {
      CAPTURE(entry.shown());
      // One word of two languages that means different things is an entry of each.
      CHECK(seen.insert(text::fold_word(entry.shown()) + (entry.only ? entry.language : "")).second);
      CHECK(entry.severity >= 1);
      CHECK(entry.severity <= 3);
      CHECK_FALSE(entry.language.empty());
    }
  }
  CHECK(kinds == std::set<std::string>{"insult", "profanity", "sexual", "slur", "threat"});
}

TEST_CASE("the lists that ship find the forms of a word in each language") {
  const auto policy = fixture::policy_of("lexicon(\"insult\") || lexicon(\"profanity\")");
  REQUIRE(policy);
  for (const std::string_view text :
       {"You nincompoops again.", "What a bunch of dimwits.", "Опять эти болваны.", "С тупицами не спорю.",
        "Er ist von Dummschwätzern umgeben.", "Diese Vollidioten!", "Encore ces nigauds.", "Quelle nigaude !",
        "Otra vez estos lerdos.", "Qué mentecata.", "Bu budalalara bak.", "Sersemler yine geldi.", "Bu axmaqlara bax.",
        "Səfehlərin işi", "Էլի այդ ապուշները։", "Հիմարներին մի հավատա։", "هؤلاء الأغبياء", "يا أحمق"}) {
    CAPTURE(text);
    CHECK(fixture::judged(*policy, text).action == Action::hold);
  }
}

TEST_CASE("the lists that ship leave innocent sentences alone") {
  const auto policy = fixture::policy_of(
      "lexicon(\"insult\") || lexicon(\"profanity\") || lexicon(\"slur\") || lexicon(\"sexual\") || "
      "lexicon(\"threat\")");
  REQUIRE(policy);
  for (const std::string_view text : {"Scunthorpe, Essex and Penistone are towns; a cocktail in Sussex.",
                                      "Dick Van Dyke and Moby Dick",
                                      "magna cum laude",
                                      "shiitake with classic sauce",
                                      "The Wankel engine",
                                      "The knee-jerk reaction was jerk chicken.",
                                      "Oscar Wilde's assassin passed the class",
                                      "Он оскорблять никого не хотел.",
                                      "Застрахуйте машину в Херсоне.",
                                      "Команда сыграла в дурака.",
                                      "Козел отпущения найден.",
                                      "Der Nachbar kam nachher näher.",
                                      "Die FDP trifft sich in Essen.",
                                      "la mer de Chine",
                                      "Le débat est clos, il demeure ici.",
                                      "El cono de la calle, los débiles y la paleta",
                                      "Psikoloji bölümü, küçük bir kutu, pic nic",
                                      "Bu çanta çok sıktı beni.",
                                      "Hava çok şıktı.",
                                      "Mən kiçik bir uşaq görürəm.",
                                      "Հայաստանում լավ եղանակ է։",
                                      "طقس جميل اليوم في المدينة",
                                      "Ebola, Monika and the Kabbalah",
                                      "My tweet got 3 likes"}) {
    CAPTURE(text);
    Facts facts;
    facts.language = text::language_of(text);
    CHECK(fixture::cited(fixture::judged(*policy, text, facts), text) == std::vector<std::string>{});
  }
}

TEST_CASE("what is harmless in Turkish and an insult in Azerbaijani is found in Azerbaijani only") {
  const auto policy = fixture::policy_of(
      "lexicon(\"l\")", "[lexicon.l]\nlanguages = [\"az\"]\nonly = true\nwords = [\"küçük\"]\n");  // small; a puppy
  const auto action = [&](std::string_view text) {
    Facts facts;
    facts.language = text::language_of(text);
    return fixture::judged(*policy, text, facts).action;
  };
  CHECK(action("Bunun için çok küçük bir kutu gerek.") == Action::allow);
  CHECK(action("Küçük değil mi?") == Action::allow);
  CHECK(action("Mən səni tanıyıram, küçük!") == Action::hold);
}

TEST_CASE("no entry that ships is found by another's any ending") {
  for (const Lexicon& lexicon : shipped_lexicons()) {
    std::vector<std::string> stems;
    for (const LexiconEntry& entry : lexicon.entries) {
      if (entry.any_ending && !entry.only) stems.push_back(text::fold_word(entry.word));
    }
    for (const LexiconEntry& entry : lexicon.entries) {
      const std::string word = text::fold_word(entry.word);
      CAPTURE(entry.shown());
      CHECK(std::none_of(stems.begin(), stems.end(), [&](const std::string& stem) {
        return word.starts_with(stem) && !(entry.any_ending && word == stem) && word.find(' ') == std::string::npos;
      }));
    }
  }
}

TEST_CASE("a list that no fluent person has read never refuses") {
  const auto tried = [](std::string_view clause) {
    return fixture::complaints(
        compile("format = 1\nname = \"T\"\nlanguages = [\"en\"]\n[lexicon.mine]\nwords = [\"humbug\"]\n"
                "[[clause]]\nid = \"rule\"\ntitle.en = \"a\"\ntext.en = \"b\"\n" +
                std::string(clause)));
  };
  CHECK(tried("action = \"hold\"\nwhen = 'lexicon(\"insult\") || lexicon(\"mine\")'\n") == "");
  CHECK(tried("action = \"refuse\"\nwhen = 'lexicon(\"mine\")'\n") == "");
  const std::string refused = tried("action = \"refuse\"\nwhen = 'lexicon(\"mine\") || lexicon(\"insult\")'\n");
  CHECK(refused.find("error: the word list 'insult' may not refuse a comment") != std::string::npos);
  CHECK(refused.find("ar, az, de") != std::string::npos);
  CHECK(refused.find("write action = \"hold\"") != std::string::npos);
  CHECK(tried("action = \"advise\"\nthen = \"refuse\"\nwhen = 'lexicon(\"threat\") || lexicon(\"mine\")'\n")
            .find("write then = \"hold\"") != std::string::npos);
  CHECK(tried("action = \"hold\"\nwhen = 'lexicon(\"mine\")'\nrefuse_when = 'lexicon(\"slur\")'\n")
            .find("may not refuse") != std::string::npos);
}

TEST_CASE("the page says which languages' lists nobody has reviewed") {
  const auto policy = fixture::policy_of("lexicon(\"insult\")");
  REQUIRE(policy);
  const std::string page = to_html(*policy, "en");
  CHECK(page.find("never refuses a comment: العربية, azərbaycan, Deutsch, español") != std::string::npos);
  CHECK(page.find("English") == std::string::npos);
  const auto own = fixture::policy_of("lexicon(\"mine\")", "[lexicon.mine]\nwords = [\"humbug\"]\n");
  CHECK(to_html(*own, "en").find("never refuses") == std::string::npos);
}

TEST_CASE("so does the policy as plain text, under each rule that asks the list, and of what it refuses by") {
  const auto policy = fixture::policy_of("lexicon(\"insult\")");
  REQUIRE(policy);
  const std::string text = to_plain_text(*policy, "en");
  CHECK(text.find("Word lists used:\n- insult: ") != std::string::npos);
  CHECK(text.find("it never refuses a comment: العربية, azərbaycan, Deutsch, español") != std::string::npos);
  CHECK(to_plain_text(*policy, "ru").find("العربية, azərbaycan, Deutsch") != std::string::npos);
  const auto own = compile(
      "format = 1\nname = \"T\"\nlanguages = [\"en\"]\n[lexicon.mine]\nwords = [\"humbug\", \"pshaw\"]\n"
      "[[clause]]\nid = \"rule\"\ntitle.en = \"a\"\ntext.en = \"b\"\naction = \"hold\"\n"
      "when = 'comment.length > 5'\nrefuse_when = 'lexicon(\"mine\")'\n");
  REQUIRE(own.policy);
  CHECK(to_plain_text(*own.policy, "en").find("- mine: 2 entries") != std::string::npos);
  CHECK(to_plain_text(*own.policy, "en").find("\n  humbug, pshaw\n") != std::string::npos);
  CHECK(to_plain_text(*own.policy, "en").find("never refuses") == std::string::npos);
  CHECK(to_html(*own.policy, "en").find("<bdi>humbug</bdi>") != std::string::npos);
}

TEST_CASE("entries are checked as they are read") {
  LexiconEntry entry;
  std::string complaint;
  CHECK(read_entry("poppycock*", entry, complaint));
  CHECK(entry.any_ending);
  CHECK(entry.word == "poppycock");
  for (const char* bad : {"", "a", "*", "ab*", "a*b", " a b", "a\nb"}) {
    complaint.clear();
    CHECK_FALSE(read_entry(bad, entry, complaint));
    CHECK_FALSE(complaint.empty());
  }
}

}  // namespace comity::policy
