#include "policy/explain.h"

#include <doctest.h>

#include "policy/policy_fixture.h"

namespace comity::policy {
namespace {

std::string told(Reader reader, std::string_view text, std::string_view language = "en", Facts facts = {}) {
  static const std::shared_ptr<const Compiled> policy = compile(shipped_policy()).policy;
  REQUIRE(policy);
  const text::CheckedText checked = *text::checked(text);
  const Submission submission{checked, facts, {}};
  return explained(*policy, submission, evaluate(*policy, submission), reader, language);
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

constexpr std::string_view attack = "Only a n1ncompoop would believe this report.";

}  // namespace

TEST_CASE("an author reads the rule, the words and what to do, and nothing of the machine") {
  const std::string text = told(Reader::author, attack);
  CHECK(has(text, "waits for a person"));
  CHECK(has(text, "Rule 2, No attacks on a person, may apply to “n1ncompoop”."));
  CHECK(has(text, "Answer what someone said or did."));
  CHECK(has(text, "You can change the words"));
  for (const std::string_view machine : {"lexicon", "insult", "entry", "0.", "score"}) CHECK_FALSE(has(text, machine));
  CHECK(has(told(Reader::author, attack, "ru"), "Без нападок на человека"));
  CHECK(has(told(Reader::author, attack, "ar"), "لا للهجوم على شخص"));
}

TEST_CASE("an author who wrote too often reads that no word is meant") {
  Facts facts;
  facts.author_10m = 12;
  CHECK(has(told(Reader::author, "And another thing.", "en", facts), "how often"));
}

TEST_CASE("an author whose text is like another reads which words are alike") {
  Facts facts;
  facts.similar_own = 9'600;
  facts.author_24h = 4;
  facts.alike_own = {{0, 13}, {18, 30}};
  const std::string near = told(Reader::author, "Read the book and the report again.", "en", facts);
  CHECK(has(near, "may apply to “Read the book”, “the report a”."));
  CHECK(has(near, "also stand in another comment"));
  facts.similar_own = 10'000;
  CHECK(has(told(Reader::author, "> Why?\n\nRead the report.", "ru", facts), "“Read the report.”"));
  facts.similar_own = 0;
  facts.author_10m = 40;
  CHECK_FALSE(has(told(Reader::author, "Read the report.", "en", facts), "another comment"));
}

TEST_CASE("a moderator reads also the entry, how its letters were read, and the facts beside their thresholds") {
  const std::string text = told(Reader::moderator, attack);
  CHECK(has(text, "“n1ncompoop”: word list insult, entry nincompoop"));
  CHECK(has(text, "digits or signs for letters"));
  Facts facts;
  facts.author_10m = 14;
  facts.similar_own = 9'250;
  facts.author_24h = 3;
  const std::string flood = told(Reader::moderator, "And another thing.", "en", facts);
  CHECK(has(flood, "recent.author_10m >= 12"));
  CHECK(has(flood, "recent.author_10m is 14"));
  CHECK(has(flood, "recent.similar_own is 0.925"));
  CHECK(has(told(Reader::moderator, "Ring +99 555 010 0199"), "“+99 555 010 0199”: contacts, phone"));
}

TEST_CASE("everybody reads the rule alone") {
  CHECK(told(Reader::everyone, attack) == "Rule 2, No attacks on a person\n");
  CHECK(told(Reader::everyone, "The bridge is closed.") == "No rule of the policy acts on this text.\n");
}

TEST_CASE("many words are told up to five, long ones cut") {
  ClauseVerdict clause;
  clause.findings.push_back({"pattern", "x", "", {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}}});
  CHECK(quoted_words(clause, "abcdef") == "“a”, “b”, “c”, “d”, “e” …");
  clause.findings[0].spans = {{0, 100}};
  CHECK(quoted_words(clause, std::string(100, 'x')) == "“" + std::string(60, 'x') + "…”");
  clause.findings[0].spans = {{0, 100}};
  CHECK(quoted_words(clause, "") == "");  // the text was erased
}

}  // namespace comity::policy
