#include "policy/diff.h"

#include <doctest.h>

#include "policy/clause_meaning.h"
#include "policy/policy_fixture.h"

namespace comity::policy {
namespace {

constexpr std::string_view house = "[lexicon.house]\nwords = [\"humbug\"]\n";

std::string changed(std::string document, std::string_view from, std::string_view to) {
  const std::size_t at = document.find(from);
  REQUIRE(at != std::string::npos);
  return document.replace(at, from.size(), to);
}

std::vector<Difference> between(const std::string& before, const std::string& after) {
  const auto a = compile(before), b = compile(after);
  REQUIRE_MESSAGE(a.policy, fixture::complaints(a));
  REQUIRE_MESSAGE(b.policy, fixture::complaints(b));
  return differences(*a.policy, *b.policy);
}

// The one difference, or a failed test.
Difference only(const std::vector<Difference>& all) {
  REQUIRE_MESSAGE(all.size() == 1, to_text(all));
  return all.front();
}

TEST_CASE("a policy does not differ from itself, whatever its comments and blanks") {
  const std::string document = fixture::document("lexicon(\"house\")", house);
  CHECK(between(document, document).empty());
  CHECK(between(document, "# a word to the reader\n\n" + document).empty());
}

TEST_CASE("each part of a clause that changed is told by its name") {
  const std::string document = fixture::document("lexicon(\"house\")", house);
  CHECK(only(between(document, changed(document, "Keep it.", "Keep to it."))).what == "text.en");
  CHECK(only(between(document, changed(document, "\"A rule\"", "\"The rule\""))).what == "title.en");
  CHECK(only(between(document, changed(document, "\"hold\"", "\"refuse\""))).after == "refuse");
  CHECK(only(between(document, changed(document, "lexicon(\"house\")", "lexicon(\"house\", 2)"))).what == "condition");
  const Difference examples = only(between(
      document,
      changed(document, house, "[[clause.example]]\ntext = \"humbug\"\nexpect = \"hold\"\n" + std::string(house))));
  CHECK(examples.what == "examples");
  CHECK(examples.come == std::vector<std::string>{"hold: humbug"});
}

TEST_CASE("words that came into a list and went are told one by one") {
  const std::string document = fixture::document("lexicon(\"house\")", house);
  const Difference words = only(between(document, changed(document, "[\"humbug\"]", "[\"tosh\", \"twaddle\"]")));
  CHECK(words.section == "lexicon");
  CHECK(words.id == "house");
  CHECK(words.gone == std::vector<std::string>{"humbug"});
  CHECK(words.come == std::vector<std::string>{"tosh", "twaddle"});
  CHECK(to_text({words}) == "lexicon 'house': words, 1 gone, 2 new\n    - humbug\n    + tosh\n    + twaddle\n");
}

TEST_CASE("clauses that come, go or change places are told") {
  const std::string one = fixture::document("lexicon(\"house\")");
  const std::string second = "[[clause]]\nid = \"tone\"\ntitle.en = \"Tone\"\ntext.en = \"Mind it.\"\n";
  const auto added = between(one + std::string(house), one + second + std::string(house));
  CHECK(only(added).kind == Difference::Kind::added);
  CHECK(only(added).id == "tone");
  CHECK(only(between(one + second + std::string(house), one + std::string(house))).kind == Difference::Kind::removed);
  const std::string head = one.substr(0, one.find("[[clause]]"));
  const std::string first = one.substr(head.size());
  const auto moved = between(head + first + second + std::string(house), head + second + first + std::string(house));
  CHECK(to_text(moved) == "document: order of clauses in another order\n");
}

TEST_CASE("the policies that ship differ from the first one in something") {
  const auto first = compile(shipped_policy()).policy;
  for (const std::string_view name : {"strict", "lenient", "youth"}) {
    const auto other = compile(shipped_policy(name)).policy;
    REQUIRE(other);
    CHECK_FALSE(differences(*first, *other).empty());
    CHECK(differences(*other, *other).empty());
  }
}

TEST_CASE("what refuses and whose contacts are allowed are parts of a policy too") {
  const std::string document = fixture::document("lexicon(\"house\") || contacts(\"email\")", house);
  const std::string refusing =
      changed(document, "action = \"hold\"", "action = \"hold\"\nrefuse_when = 'size(comment.links) > 3'");
  const Difference difference = only(between(document, refusing));
  CHECK(difference.what == "refuse_when");
  CHECK(difference.after == "size(comment.links) > 3");
  const std::string allowing = document + "[contacts]\nallow = [\"herald.example\"]\n";
  CHECK(only(between(document, allowing)).come == std::vector<std::string>{"herald.example"});
  // The brake watches a clause that became another.
  const auto of = [](const std::string& source) { return compile(source).policy; };
  CHECK(newly_live(of(document).get(), *of(document)).empty());
  CHECK(newly_live(of(document).get(), *of(refusing)).size() == 1);
  CHECK(newly_live(of(document).get(), *of(allowing)).size() == 1);
}

}  // namespace
}  // namespace comity::policy
