// What conditions make of the classifier's scores.
#include <doctest.h>

#include "policy/model_reading.h"
#include "policy/policy_fixture.h"

namespace comity::policy {
namespace {

const std::string insult = "You are a stupid idiot and everyone knows it.";

Verdict judged(std::string_view condition, std::string_view utf8, const std::string& language = "en",
               std::vector<text::Span> quotes = {}, const std::string& more = "") {
  const Checked checked = compile(fixture::document(condition, more));
  REQUIRE_MESSAGE(checked.policy, fixture::complaints(checked));
  const text::CheckedText text = text::checked(utf8).value();
  Facts facts;
  facts.language = language;
  facts.quotes = std::move(quotes);
  return evaluate(*checked.policy, {text, facts, {}});
}

bool holds(std::string_view condition, std::string_view text, const std::string& language = "en") {
  return judged(condition, text, language).action != Action::allow;
}

}  // namespace

TEST_CASE("a score's finding shows condition, score and the words that weighed most") {
  const Verdict verdict =
      judged("model(\"INSULT\") > 0.9", "The bridge is fine. The mayor is a stupid idiot, you idiots.");
  REQUIRE(verdict.clauses.size() == 1);
  const Finding& finding = verdict.clauses[0].findings.at(0);
  CHECK(finding.detector == "model");
  CHECK(finding.name == "model(\"INSULT\") > 0.9");
  REQUIRE(verdict.model);
  CHECK(finding.entry == score_text(verdict.model->scores[2]));
  REQUIRE_FALSE(finding.spans.empty());
  for (const text::Span s : finding.spans) CHECK(s.begin > 20);
}

TEST_CASE("in a language that the model does not know nothing is met, however it is turned") {
  for (const char* const condition :
       {"model(\"INSULT\") > 0.9", "model(\"INSULT\") < 0.1", "!(model(\"INSULT\") > 0.9)", "model(\"INSULT\") != 0.5",
        "!(model(\"INSULT\") > 0.9 || author.published > 5)", "1.0 - model(\"INSULT\") > 0.1",
        "(model(\"INSULT\") > 0.9 ? true : true)", "!(model(\"INSULT\") in [0.1, 0.2])"}) {
    CAPTURE(condition);
    CHECK_FALSE(holds(condition, insult, "hy"));
    CHECK_FALSE(judged(condition, insult, "hy").model->is_known);
  }
  CHECK(holds("model(\"INSULT\") > 0.9 || author.published == 0", insult, "hy"));
  CHECK(holds("!(model(\"INSULT\") > 0.9 && author.published > 5)", insult, "hy"));
  CHECK(holds("!model_knows(comment.language)", insult, "hy"));
  CHECK_FALSE(holds("!model_knows(comment.language)", insult));
}

TEST_CASE("what stands in a verified quotation does not count where the clause says so") {
  const std::string text = insult + " I was shocked to read this on your pages.";
  const std::vector<text::Span> quote = {{0, static_cast<std::uint32_t>(insult.size())}};
  CHECK(judged("model(\"INSULT\") > 0.8", text, "en", quote).action != Action::allow);
  const Checked checked = compile(
      "format = 1\nname = \"x\"\nlanguages = [\"en\"]\n[[clause]]\nid = \"a\"\ntitle.en = \"a\"\ntext.en = \"a\"\n"
      "action = \"hold\"\nquotes = \"ignore\"\nwhen = 'model(\"INSULT\") > 0.8'\n");
  REQUIRE_MESSAGE(checked.policy, fixture::complaints(checked));
  const text::CheckedText checked_text = text::checked(text).value();
  Facts facts;
  facts.language = "en";
  facts.quotes = quote;
  CHECK(evaluate(*checked.policy, {checked_text, facts, {}}).action == Action::allow);
}

TEST_CASE("scores are stored with a verdict and read back") {
  for (const std::string language : {"en", "hy"}) {
    const Verdict verdict = judged("model(\"INSULT\") > 0.9", insult, language);
    const std::string bytes = encoded(verdict);
    CHECK(decoded_verdict(bytes).value() == verdict);
    CHECK_FALSE(decoded_verdict(bytes.substr(0, bytes.size() - 1)));
    CHECK_FALSE(decoded_verdict(bytes + '\0'));
  }
  CHECK_FALSE(judged("author.published > 5", insult).model);
}

TEST_CASE("a short comment is read in its story's language") {
  const text::CheckedText text = text::checked("you idiot").value();
  StoryFacts story;
  CHECK_FALSE(read_by_model(text, {}, story).is_known);
  story.language = "en-GB";
  CHECK(read_by_model(text, {}, story).is_known);
}

TEST_CASE("a policy's own names are as good as the listed ones, and exchanging them changes no score") {
  const std::string names = "[names]\nown = [\"Lindenford\", \"Lindenforder\", \"Lower Marrow\"]\n";
  const auto given = [&](std::string_view name, const std::string& more) {
    std::string text = "I hate # and the stupid bridges that they build in #'s fields.";
    for (std::size_t at = 0; (at = text.find('#', at)) != std::string::npos; at += name.size())
      text.replace(at, 1, name);
    return judged("model(\"INSULT\") > 0.9", text, "en", {}, more).model->scores;
  };
  CHECK(given("Lindenford", names) == given("Norway", names));
  CHECK(given("Lower Marrow", names) == given("Norway", names));
  CHECK(given("LINDENFORDER", names) == given("Norway", names));
  CHECK(given("Norway", names) == given("Norway", ""));
  CHECK(given("Lindenford", "") != given("Norway", ""));
}

TEST_CASE("what cannot be a name is told to the policy's author") {
  for (const char* const own : {"[\"\"]", "[\"!\"]", "[7]", "\"Lindenford\""}) {
    CAPTURE(own);
    CHECK_FALSE(
        compile(fixture::document("model(\"INSULT\") > 0.9", "[names]\nown = " + std::string(own) + "\n")).policy);
  }
  CHECK_FALSE(compile(fixture::document("model(\"INSULT\") > 0.9", "[names]\n")).policy);
}

}  // namespace comity::policy
