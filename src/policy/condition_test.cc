#include <doctest.h>

#include "policy/policy_fixture.h"

namespace comity::policy {
namespace {

using fixture::cited;
using fixture::complaints;
using fixture::document;
using fixture::judged;
using fixture::policy_of;

constexpr std::string_view lists = R"(
[lexicon.house]
words = ["humbug", "poppycock*"]
[pattern.phone]
regex = '\+?\d[\d -]{8,}\d'
)";

Facts busy() {
  Facts facts;
  facts.author_published = 7;
  facts.author_10m = 3;
  facts.similar_own = 9'500;
  facts.language = "en";
  return facts;
}

StoryFacts story() { return {"en", "town", {"bridge", "council"}}; }

// "true", "false", or what is wrong with the condition.
std::string value(std::string_view when, std::string_view text = "Hello humbug, call +99 555 010 0199") {
  const Checked checked = compile(document(when, lists));
  if (!checked.policy) return complaints(checked);
  return judged(*checked.policy, text, busy(), story()).action == Action::hold ? "true" : "false";
}

// The first complaint's message.
std::string mistake(std::string_view when) {
  const Checked checked = compile(document(when, lists));
  for (const Diagnostic& d : checked.diagnostics) {
    if (d.severity == Diagnostic::Severity::error) return d.message;
  }
  return "no mistake";
}

std::string warning(std::string_view when) {
  for (const Diagnostic& d : compile(document(when)).diagnostics) {
    if (d.severity == Diagnostic::Severity::warning) return d.message;
  }
  return "no warning";
}

}  // namespace

TEST_CASE("conditions compare the facts of a submission") {
  CHECK(value("author.published == 7") == "true");
  CHECK(value("author.published > 7") == "false");
  CHECK(value("author.published >= 7.0") == "true");
  CHECK(value("recent.similar_own > 0.9499 && recent.similar_own < 0.9501") == "true");
  CHECK(value("similar(\"own\") == 0.95") == "true");
  CHECK(value("similar(\"others\") == 0") == "true");
  CHECK(value("author.kind == \"guest\"") == "true");
  CHECK(value("story.section != 'town'") == "false");
  CHECK(value("comment.is_reply == false") == "true");
  CHECK(value("!comment.is_reply") == "true");
  CHECK(value("comment.language in [\"en\", \"ru\"]") == "true");
  CHECK(value("author.published in [1, 7]") == "true");
  CHECK(value("\"bridge\" in story.tags") == "true");
  CHECK(value("comment.length == size(comment.text)") == "true");
}

TEST_CASE("arithmetic is exact, saturates and cannot fail") {
  CHECK(value("1 + 2 * 3 == 7") == "true");
  CHECK(value("(1 + 2) * 3 == 9") == "true");
  CHECK(value("7 / 2 == 3 && -7 / 2 == -3 && 7 % 2 == 1") == "true");
  CHECK(value("0.1 + 0.2 == 0.3") == "true");
  CHECK(value("0.5 * 3 == 1.5") == "true");
  CHECK(value("9223372036854775807 + 1 == 9223372036854775807") == "true");
  CHECK(value("author.published * 2 - 1 > 12") == "true");
  CHECK(value("(author.published > 5 ? 2 : 3) == 2") == "true");
}

TEST_CASE("texts are searched unfolded") {
  CHECK(value("comment.text.contains(\"humbug\")") == "true");
  CHECK(value("comment.text.contains(\"HUMBUG\")") == "false");
  CHECK(value("comment.text.startsWith(\"Hello\")") == "true");
  CHECK(value("comment.text.matches(r\"\\d{3} \\d{3}\")") == "true");
  CHECK(value("comment.text.matches(\"^humbug\")") == "false");
  CHECK(value("size(\"жук\") == 3") == "true");
  CHECK(value("\"жук\".size() == 3") == "true");
}

TEST_CASE("lists are asked as a whole") {
  CHECK(value("story.tags.exists(t, t.startsWith(\"br\"))") == "true");
  CHECK(value("story.tags.all(t, size(t) > 6)") == "false");
  CHECK(value("story.tags.all(t, size(t) > 5)") == "true");
  CHECK(value("[1, 2, 3].exists(n, n * 2 == 4)") == "true");
  CHECK(value("comment.links.all(h, h == \"a.example\")") == "true");  // of none
  CHECK(value("comment.links.exists(h, h == \"a.example\")", "see https://a.example/x") == "true");
  CHECK(value("comment.link_count == 3", "https://a.example https://b.example https://a.example/2") == "true");
  CHECK(value("comment.link_count == 0", "a.example has no scheme") == "true");
  CHECK(value("size(comment.links) == 2", "https://a.example https://b.example https://a.example/2") == "true");
}

TEST_CASE("&& binds before ||, ! before both, and ? last") {
  CHECK(value("true || false && false") == "true");
  CHECK(value("(true || false) && false") == "false");
  CHECK(value("!false && true") == "true");
  CHECK(value("false ? false : true || false") == "true");
}

TEST_CASE("what is true is found, with the author's own words") {
  const auto policy = policy_of("lexicon(\"house\") || pattern(\"phone\") || author.published > 100", lists);
  REQUIRE(policy);
  const Verdict verdict = judged(*policy, "Pure HUMB\u00ADUG, call +99 555 010 0199 for poppycockery");
  REQUIRE(verdict.clauses.size() == 1);
  const auto& findings = verdict.clauses[0].findings;
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].detector == "lexicon");
  CHECK(findings[0].name == "house");
  CHECK(findings[0].entry == "humbug");
  CHECK(findings[1].entry == "poppycock*");
  CHECK(findings[2] == Finding{"pattern", "phone", "", {{20, 36}}});
  CHECK(cited(verdict, "Pure HUMB\u00ADUG, call +99 555 010 0199 for poppycockery") ==
        std::vector<std::string>{"HUMB\u00ADUG", "poppycockery", "+99 555 010 0199"});
}

TEST_CASE("every operand is looked at: a true part is told even when another decided already") {
  const auto policy = policy_of("author.published == 0 || lexicon(\"house\")", lists);
  const Verdict verdict = judged(*policy, "humbug");
  REQUIRE(verdict.clauses.size() == 1);
  REQUIRE(verdict.clauses[0].findings.size() == 2);
  CHECK(verdict.clauses[0].findings[0] == Finding{"comparison", "author.published == 0", "", {}});
}

TEST_CASE("a negated part is found without words") {
  const auto policy = policy_of("!comment.text.contains(\"please\")");
  const Verdict verdict = judged(*policy, "give it");
  REQUIRE(verdict.clauses.size() == 1);
  CHECK(verdict.clauses[0].findings ==
        std::vector<Finding>{{"comparison", "!comment.text.contains(\"please\")", "", {}}});
}

TEST_CASE("a part of something that is not true is not told") {
  const auto policy = policy_of("(lexicon(\"house\") && author.published > 5) || comment.is_reply == false", lists);
  const Verdict verdict = judged(*policy, "humbug");
  REQUIRE(verdict.clauses.size() == 1);
  CHECK(cited(verdict, "humbug").empty());
}

TEST_CASE("links that a condition asks for are cited as written") {
  const auto policy = policy_of("comment.links.exists(h, h == \"spam.example\")");
  const std::string text = "see https://spam.example/buy and https://good.example";
  CHECK(cited(judged(*policy, text), text) == std::vector<std::string>{"https://spam.example/buy"});
}

TEST_CASE("mistakes of grammar are told in plain words") {
  CHECK(mistake("author.published = 3") == "a single '=' means nothing in a condition");
  CHECK(mistake("true and false") == "conditions write '&&' for and");
  CHECK(mistake("not true") == "conditions write '!' for not");
  CHECK(mistake("(true") == "')' is missing at the end");
  CHECK(mistake("true &&") == "the condition ends too early");
  CHECK(mistake("1 < 2 < 3") == "two comparisons stand in one row");
  CHECK(mistake("comment.text.contains(\"a") == "this text is not closed");
  CHECK(mistake("true true") == "did not expect 'true' here");
  CHECK(mistake("comment.text.contains(“a”)") == "a typographic sign: '“'");
  CHECK(mistake("author.published > 0.12345") == "a decimal has at most four places");
  CHECK(mistake("author.published > 99999999999999999999") == "this number is too large");
  CHECK(mistake("story.tags[0] == \"a\"") == "single elements of a list cannot be picked");
}

TEST_CASE("mistakes of meaning are told in plain words") {
  CHECK(mistake("comment.lenght > 3") == "unknown name 'comment.lenght'");
  CHECK(mistake("author.published") == "a condition is true or false, but this is a whole number");
  CHECK(mistake("author.published > \"3\"") == "this compares a whole number with a text");
  CHECK(mistake("author.published && true") == "'&&' joins things that are true or false, but this is a whole number");
  CHECK(mistake("lexicon(\"hous\")") == "there is no lexicon 'hous'");
  CHECK(mistake("pattern(\"fone\")") == "there is no pattern 'fone'");
  CHECK(mistake("model(\"INSULTS\") > 0.9") == "the model has no label 'INSULTS'");
  CHECK(mistake("comment.text.matches(\"(\")").starts_with("this is no regular expression: "));
  CHECK(mistake("comment.text.matches(author.kind)") == "matches() needs its pattern written out");
  CHECK(mistake("1 / author.published > 1") == "'/' needs a number written out on its right");
  CHECK(mistake("author.published / 0 > 1") == "division by zero");
  CHECK(mistake("0.5 * 0.5 > 1") == "two decimals are multiplied");
  CHECK(mistake("contain(\"a\")") == "unknown function 'contain'");
  CHECK(mistake("[1, \"a\"].exists(x, true)") == "the list mixes a whole number and a text");
  CHECK(mistake("story.tags.exists(t, story.tags.exists(u, u == t))") ==
        "exists() and all() cannot stand inside each other");
  CHECK(mistake("(true ? 1 : \"a\") == 1") == "one side of ':' is a whole number, the other a text");
}

TEST_CASE("advice names what was probably meant") {
  const std::string text =
      complaints(compile(document("comment.lenght > 3 && author.publishd > 2 && lexicon(\"profanty\")")));
  CHECK(text.find("did you mean 'comment.length'?") != std::string::npos);
  CHECK(text.find("did you mean 'author.published'?") != std::string::npos);
  CHECK(text.find("did you mean 'profanity'?") != std::string::npos);
}

TEST_CASE("a condition that can never be true is warned of") {
  CHECK(warning("comment.capitals > 1.0") == "'comment.capitals > 1.0' can never be true");
  CHECK(warning("similar(\"own\") > 1") == "'similar(\"own\") > 1' can never be true");
  CHECK(warning("author.published < 0") == "'author.published < 0' can never be true");
  CHECK(warning("comment.length > 10000") == "'comment.length > 10000' can never be true");
  CHECK(warning("comment.capitals >= 1.0") == "no warning");
}

TEST_CASE("deep and huge conditions are refused, long flat ones are not") {
  CHECK(mistake(std::string(40, '(') + "true" + std::string(40, ')')) == "the condition is nested deeper than 32");
  CHECK(mistake(std::string(60'000, '(')) == "the condition is nested deeper than 32");
  CHECK(mistake(std::string(60'000, '!') + "true") == "the condition is nested deeper than 32");
  std::string sum = "1";
  for (int i = 0; i < 40; ++i) sum += " + 1";
  CHECK(mistake(sum + " > 2") == "the condition is nested deeper than 32");
  std::string either = "author.published == 0";
  for (int i = 1; i < 1'000; ++i) either += " || author.published == " + std::to_string(i);
  CHECK(value(either) == "true");
  for (int i = 0; i < 1'000; ++i) either += " || author.published == 0";
  CHECK(mistake(either) == "the condition has more than 4096 parts");
  CHECK(mistake(std::string(70'000, ' ') + "true") == "the condition is longer than 65536 bytes");
}

}  // namespace comity::policy
