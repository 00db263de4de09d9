#include "policy/judgement.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "policy/policy_fixture.h"

namespace comity::policy {
namespace {

using fixture::policy_of;

// "hold", "allow", or "?" when it cannot be known of an imported comment.
std::string of_an_import(std::string_view when, std::string_view text = "What humbug!") {
  const auto policy = policy_of(when, "[lexicon.house]\nwords = [\"humbug\"]\n");
  REQUIRE(policy);
  const text::CheckedText checked = *text::checked(text);
  Facts facts;
  facts.author_kind = AuthorKind::imported;
  const Judgement judgement = Judge(*policy).judge({checked, facts, {}}, lacking(facts));
  CHECK(judgement.unknown.size() <= 1);
  if (!judgement.unknown.empty()) {
    CHECK(judgement.verdict.clauses.empty());
    return "?";
  }
  return std::string(name(judgement.verdict.action));
}

TEST_CASE("a clause whose truth hangs on a fact that is missing is not judgeable") {
  CHECK(of_an_import("author.published < 3") == "?");
  CHECK(of_an_import("author.published > 3") == "?");
  CHECK(of_an_import("!(recent.author_10m > 3)") == "?");
  CHECK(of_an_import("similar(\"own\") > 0.9") == "?");
  CHECK(of_an_import("lexicon(\"house\") && author.age_days < 2") == "?");
  CHECK(of_an_import("(author.strikes > 0) ? true : false") == "?");
}

TEST_CASE("a clause that is true or false whatever the missing fact was is judged") {
  CHECK(of_an_import("lexicon(\"house\")") == "hold");
  CHECK(of_an_import("lexicon(\"house\") || author.published < 3") == "hold");
  CHECK(of_an_import("lexicon(\"house\") && author.age_days < 2", "Good morning") == "allow");
  CHECK(of_an_import("!(lexicon(\"house\") || author.strikes > 0)") == "allow");
  CHECK(of_an_import("author.kind == \"imported\"") == "hold");
  CHECK(of_an_import("(author.strikes > 0) ? lexicon(\"house\") : lexicon(\"house\")") == "hold");
  CHECK(of_an_import("lexicon(\"house\") ? comment.length > 3 : author.strikes > 0") == "hold");
}

TEST_CASE("what refuses may hang on a missing fact as well") {
  const auto of = [](std::string_view refusal, std::string_view when = "lexicon(\"house\")") {
    std::string source = fixture::document(when, "[lexicon.house]\nwords = [\"humbug\"]\n");
    source.insert(source.find("when ="), "refuse_when = '" + std::string(refusal) + "'\n");
    const auto policy = compile(source).policy;
    REQUIRE(policy);
    Facts facts;
    facts.author_kind = AuthorKind::imported;
    const text::CheckedText text = *text::checked("What humbug!");
    const Judgement judgement = Judge(*policy).judge({text, facts, {}}, lacking(facts));
    return judgement.unknown.empty() ? std::string(name(judgement.verdict.action)) : "?";
  };
  CHECK(of("author.published < 3") == "?");
  CHECK(of("author.published < 3 && comment.length > 900") == "hold");
  CHECK(of("author.published < 3 || comment.length < 900") == "refuse");
  CHECK(of("comment.length < 900", "author.strikes > 0") == "refuse");
}

TEST_CASE("with every fact there, the judgement is the verdict") {
  const auto policy = compile(shipped_policy()).policy;
  const Judge judge(*policy);
  CHECK(rc::check([&](const std::string& any, bool reply) {
    const std::string scrubbed = text::scrubbed(any + " you d4mn fool a.k@example.org");
    const auto text = text::checked(scrubbed);
    RC_PRE(text.has_value());
    Facts facts;
    facts.is_reply = reply;
    const Submission submission{*text, facts, {}};
    for (const bool ignore_advice : {false, true}) {
      const Judgement judgement = judge.judge(submission, lacking(facts), ignore_advice);
      RC_ASSERT(judgement.unknown.empty());
      RC_ASSERT(judgement.verdict == evaluate(*policy, submission, ignore_advice));
    }
  }));
}

}  // namespace
}  // namespace comity::policy
