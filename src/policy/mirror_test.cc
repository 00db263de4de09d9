#include "policy/mirror.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "policy/policy_fixture.h"
#include "policy/replay.h"

namespace comity::policy {
namespace {

const std::vector<Sides>& invented() {
  static const std::vector<Sides> sides = {
      {{"Quorl", "Quorlian", "Karvosh", "New Karvosh"}, {"Velmar", "Velmarian", "Lindmere", "Old Lindmere"}},
      {{"Кворл", "кворлиец"}, {"Вельмар", "вельмарец"}}};
  return sides;
}

std::string exchanged(std::string_view text) {
  static const Mirror mirror(invented());
  return mirror.mirrored(text).text;
}

constexpr std::string_view sides =
    "[[sides]]\na = [\"Quorl\", \"Quorlian\"]\nb = [\"Velmar\", \"Velmarian\"]\n[lexicon.house]\nwords = [\"humbug\", ";

MirrorTally tried(const Compiled& policy, const std::vector<std::string>& texts) {
  const Mirror mirror(policy.sides);
  const Judge judge(policy);
  Mirroring mirroring(mirror, judge);
  std::uint64_t order = 0;
  for (const std::string& text : texts) {
    ++order;
    mirroring.add(order, "line " + std::to_string(order), *text::checked(text), {}, {});
  }
  return mirroring.tally();
}

TEST_CASE("names are exchanged both ways at once") {
  CHECK(exchanged("Quorl attacked Velmar") == "Velmar attacked Quorl");
  CHECK(exchanged("A Quorlian in Karvosh, a Velmarian in Lindmere.") ==
        "A Velmarian in Lindmere, a Quorlian in Karvosh.");
  CHECK(exchanged("Nothing of the kind") == "Nothing of the kind");
}

TEST_CASE("the longer name wins, across a blank or a hyphen") {
  CHECK(exchanged("to New Karvosh and Karvosh") == "to Old Lindmere and Lindmere");
  CHECK(exchanged("NEW-KARVOSH") == "OLD LINDMERE");
}

TEST_CASE("case is kept, and endings, and a possessive") {
  CHECK(exchanged("QUORL! quorl? Quorl's") == "VELMAR! velmar? Velmar's");
  CHECK(exchanged("the Quorlians") == "the Velmarians");
  CHECK(exchanged("из Кворла").starts_with("из Вельмар"));
}

TEST_CASE("a name inside another word is another word") {
  CHECK(exchanged("Quorlux and aQuorl") == "Quorlux and aQuorl");
}

TEST_CASE("spans are moved with the words around them") {
  const Mirror mirror(invented());
  const std::string text = "> Quorl won\n\nWhat humbug, Karvosh";
  const Mirrored mirrored = mirror.mirrored(text);
  const text::Span quote = mirrored.moved({0, 11});
  CHECK(mirrored.text.substr(quote.begin, quote.end - quote.begin) == "> Velmar won");
  const text::Span word = mirrored.moved({18, 24});
  CHECK(mirrored.text.substr(word.begin, word.end - word.begin) == "humbug");
}

TEST_CASE("exchanged twice, a text of names as they are listed is what it was") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& choices) {
    static const std::vector<std::string> words = {"Quorl",   "Velmar",   "Quorlian", "Velmarian", "won",
                                                   "KARVOSH", "lindmere", ",",        "the"};
    std::string text;
    for (const std::uint8_t c : choices) text += words[c % words.size()] + " ";
    RC_ASSERT(exchanged(exchanged(text)) == text);
  }));
}

TEST_CASE("a policy that judges one side otherwise is told, with the word that does it") {
  const auto policy = fixture::policy_of("lexicon(\"house\")", std::string(sides) + "\"quorlian*\"]\n");
  REQUIRE(policy);
  const MirrorTally tally =
      tried(*policy, {"Quorl and the Quorlians", "the Velmarian mayor", "humbug in Quorl", "Good morning"});
  CHECK(tally.texts == 4);
  CHECK(tally.exchanged == 3);
  REQUIRE(tally.changed == 2);
  const MirrorChange& first = tally.changes.begin()->second;
  CHECK(first.words == std::vector<std::string>{"Quorlians"});
  CHECK(effect_of(first.before) == Effect::hold);
  CHECK(effect_of(first.after) == Effect::allow);
  CHECK(to_text(*policy, tally).find("because of \"Quorlians\"") != std::string::npos);
}

TEST_CASE("a policy that treats both alike changes no verdict") {
  const auto policy = fixture::policy_of("lexicon(\"house\")", std::string(sides) + "\"twaddle\"]\n");
  const MirrorTally tally = tried(*policy, {"humbug from Quorl", "twaddle from the Velmarians", "Quorl"});
  CHECK(tally.exchanged == 3);
  CHECK(tally.changed == 0);
  CHECK(to_text(*policy, tally) == "Tried on both sides: 3 texts, 3 exchanged, 0 verdicts changed.\n");
}

TEST_CASE("no policy that ships judges an attack otherwise when its two sides are exchanged") {
  const std::vector<std::string> attacks = {
      "Quorl attacked Velmar",       "All Quorlians are vermin",      "The Quorlians started it, you d4mn liar",
      "Кворл напал на Вельмар",      "Quorlians should go home",      "I will find you, Quorlian",
      "Nobody in Velmar told truth", "damn those Velmarian idiots",   "Velmarian soldiers shelled Karvosh",
      "What does Lindmere want?",    "Das waren die Quorlian-Leute!", "A Quorlian wrote: \"we won\""};
  int count = 0;
  for (const std::string_view name : {"default", "strict", "lenient", "local-paper", "breaking-conflict", "election",
                                      "premoderated-archive", "youth"}) {
    if (shipped_policy(name).empty()) continue;
    ++count;
    Compiled policy = *compile(shipped_policy(name)).policy;
    policy.sides = invented();
    const MirrorTally tally = tried(policy, attacks);
    CHECK(tally.exchanged == attacks.size());
    CHECK_MESSAGE(tally.changed == 0, to_text(policy, tally));
    CHECK_MESSAGE(mirrored_examples(policy).changed == 0, name);
  }
  CHECK(count >= 8);
}

// Whether a policy of this condition and these tables judges `text` under `story` alike when the names are exchanged;
// where not, the words that do it.
std::string lopsided(std::string_view when, std::string_view tables, std::string_view text,
                     const StoryFacts& story = {}) {
  const std::string more = "[[sides]]\na = [\"Quorl\"]\nb = [\"Velmar\"]\n" + std::string(tables);
  const Checked checked = compile(fixture::document(when, more));
  REQUIRE_MESSAGE(checked.policy, fixture::complaints(checked));
  const Mirror mirror(checked.policy->sides);
  const Judge judge(*checked.policy);
  Mirroring mirroring(mirror, judge);
  mirroring.add(1, "here", *text::checked(text), {}, story);
  CHECK(mirroring.tally().exchanged == 1);
  std::string words;
  for (const auto& [key, change] : mirroring.tally().changes)
    for (const std::string& word : change.words) words += words.empty() ? word : ' ' + word;
  return words;
}

TEST_CASE("every part of a policy that may name one side alone is found out") {
  CHECK(lopsided("contacts()", "[contacts]\nallow = [\"quorl.example\"]\n", "Write to desk@quorl.example today") ==
        "quorl");
  CHECK(lopsided("contacts()", "[contacts]\nallow = [\"quorl.example\", \"velmar.example\"]\n",
                 "Write to desk@quorl.example today") == "");
  CHECK(lopsided("contacts()", "", "Write to desk@quorl.example today") == "");
  CHECK(lopsided("pattern(\"shout\")", "[pattern.shout]\nregex = '(?i)down with quorl'\n", "Down with Quorl!") ==
        "Quorl");
  CHECK(lopsided("pattern(\"shout\")", "[pattern.shout]\nregex = '(?i)down with (quorl|velmar)'\n",
                 "Down with Quorl!") == "");
  CHECK(lopsided("lexicon(\"house\")", "[lexicon.house]\nwords = [\"rascal\"]\nexcept = [\"Quorl rascal\"]\n",
                 "You Quorl rascal") == "Quorl");
  CHECK(lopsided("comment.links.exists(h, h == \"quorl.example\")", "", "See https://quorl.example/news") == "quorl");
  CHECK(lopsided("comment.text.contains(\"Velmar\") && comment.length > 20", "", "Velmar and Quorl are neighbours") ==
        "");
}

TEST_CASE("what a story says of itself is exchanged with its comments") {
  CHECK(lopsided("\"Quorl\" in story.tags", "", "Good morning", {"en", "", {"bridge", "Quorl"}}) == "Quorl");
  CHECK(lopsided("story.section == \"velmar\"", "", "Good morning", {"en", "velmar", {}}) == "velmar");
  CHECK(lopsided("\"Quorl\" in story.tags || \"Velmar\" in story.tags", "", "Good morning, Quorl",
                 {"en", "", {"Quorl"}}) == "");
}

TEST_CASE("a condition that refuses one side is found out") {
  std::string source = fixture::document("lexicon(\"house\")", std::string(sides) + "\"poppycock\"]\n");
  source.insert(source.find("when ="), "refuse_when = 'comment.text.contains(\"bad Quorl\")'\n");
  const auto policy = compile(source).policy;
  REQUIRE_MESSAGE(policy, fixture::complaints(compile(source)));
  const MirrorTally tally = tried(*policy, {"The bad Quorl again", "Quorl and Velmar"});
  CHECK(tally.changed == 1);
  CHECK(tally.changes.begin()->second.before.verdict.action == Action::refuse);
}

}  // namespace
}  // namespace comity::policy
