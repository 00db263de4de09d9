// Verdicts by a site's corrected classifier, and what the policies that ship let the classifier do at all.
#include <doctest.h>

#include "classify/correction.h"
#include "classify/model.h"
#include "policy/policy.h"
#include "policy/verdict.h"

using namespace comity;
using namespace comity::policy;

namespace {

std::shared_ptr<const Compiled> policy_with(const std::string& condition) {
  const Checked checked = compile(
      "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\n"
      "title.en = \"Manners\"\ntext.en = \"Be kind.\"\nwhen = '" +
      condition + "'\naction = \"hold\"\n");
  REQUIRE(checked.policy);
  return checked.policy;
}

// Whatever the model says of an insult in English comes out at most 0.2 lower.
std::shared_ptr<const classify::Correction> milder(std::string language = "en") {
  classify::CorrectionParts parts;
  parts.model = classify::shipped_model()->hash();
  parts.languages = {std::move(language)};
  parts.steps[static_cast<std::size_t>(classify::Label::insult)] = {{0, 0}, {2'000, 0}, {10'000, 8'000}};
  return classify::Correction::load(classify::to_bytes(parts)).value();
}

Verdict verdict(const Compiled& policy, const std::string& utf8) {
  const text::CheckedText text = text::checked(utf8).value();
  Facts facts;
  facts.language = "en";
  return evaluate(policy, {text, facts, {}});
}

constexpr const char* insult = "You are a stupid idiot and everyone knows it.";

}  // namespace

TEST_CASE("a corrected classifier is another engine, is named by its verdicts and changes them") {
  const auto policy = policy_with("model(\"INSULT\") > 0.9");
  const auto corrected = with_correction(policy, milder());
  CHECK(corrected->id == policy->id);
  CHECK(corrected->engine != policy->engine);
  CHECK(with_correction(corrected, nullptr)->engine == policy->engine);
  CHECK(with_correction(corrected, milder())->engine == corrected->engine);
  const Verdict before = verdict(*policy, insult), after = verdict(*corrected, insult);
  CHECK(before.action == Action::hold);
  CHECK(after.action == Action::allow);
  CHECK(after.engine == corrected->engine);
  CHECK(before.model->correction == Hash256{});
  CHECK(after.model->correction == milder()->hash());
  for (const Verdict& one : {before, after}) CHECK(decoded_verdict(encoded(one)).value() == one);
  std::string json;
  json::Writer out(json);
  write_json(out, after, insult, "en");
  CHECK(json.find("\"correction\":\"sha256:" + to_hex(milder()->hash())) != std::string::npos);
}

TEST_CASE("a correction counts in its languages, for its model, and where a condition asks") {
  const auto policy = policy_with("model(\"INSULT\") > 0.9");
  const Verdict other = verdict(*with_correction(policy, milder("de")), insult);
  CHECK(other.action == Action::hold);
  CHECK(other.model->correction == Hash256{});
  CHECK(other.model->scores == verdict(*policy, insult).model->scores);
  classify::CorrectionParts parts = milder()->parts();
  parts.model = {};
  const auto of_another = classify::Correction::load(classify::to_bytes(parts)).value();
  CHECK(with_correction(policy, of_another)->engine == policy->engine);
  const auto asks_nothing = policy_with("comment.length > 1000");
  CHECK(with_correction(asks_nothing, milder())->engine == asks_nothing->engine);
}

TEST_CASE("no policy that ships refuses anybody by what the classifier says") {
  for (const std::string_view name : shipped_policies()) {
    CAPTURE(name);
    const Checked checked = compile(shipped_policy(name), Examples::untried);
    REQUIRE(checked.policy);
    for (const Clause& clause : checked.policy->clauses) {
      CAPTURE(clause.id);
      CHECK(clause.refuse_when.find("model(") == std::string::npos);
      if (clause.when.find("model(") == std::string::npos) continue;
      CHECK(clause.action < Action::refuse);
      CHECK(clause.then < Action::refuse);
    }
  }
}
