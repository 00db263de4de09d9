#include "policy/policy.h"

#include <doctest.h>

namespace comity::policy {
namespace {

std::string complaints(const Checked& checked) {
  std::string text;
  for (const Diagnostic& diagnostic : checked.diagnostics) text += to_text(diagnostic, "policy.toml");
  return text;
}

}  // namespace

TEST_CASE("the policy that ships is right, and its examples come out as it says") {
  const Checked checked = compile(shipped_policy());
  CHECK(complaints(checked) == "");
  REQUIRE(checked.policy);
  CHECK(checked.policy->clauses.size() == 8);
  CHECK(checked.policy->freedoms.size() == 6);
}

TEST_CASE("eight policies ship, each right, each rule shown by comments that break it and comments that do not") {
  CHECK(shipped_policies() == std::vector<std::string_view>{"default", "breaking-conflict", "election", "lenient",
                                                            "local-paper", "premoderated-archive", "strict", "youth"});
  for (const std::string_view name : shipped_policies()) {
    CAPTURE(name);
    const Checked checked = compile(shipped_policy(name));
    CHECK(complaints(checked) == "");
    REQUIRE(checked.policy);
    CHECK(checked.policy->freedoms.size() == 6);
    for (const Clause& clause : checked.policy->clauses) {
      CAPTURE(clause.id);
      std::size_t allowed = 0;
      for (const Example& example : clause.examples) allowed += example.expect == Action::allow && !example.by_person;
      CHECK(allowed >= 2);
      // "Not restricted" is what editors have decided as it ships: nothing breaks this rule.
      if (clause.id != "denial") CHECK(clause.examples.size() - allowed >= 2);
      CHECK(clause.examples.size() >= 4);
    }
  }
}

TEST_CASE("in the policies that ship the engine by itself refuses only floods and exact repeats") {
  for (const std::string_view name : shipped_policies()) {
    CAPTURE(name);
    const auto checked = compile(shipped_policy(name));
    for (const Clause& clause : checked.policy->clauses) {
      CAPTURE(clause.id);
      CHECK(clause.action != Action::refuse);
      CHECK(clause.then != Action::refuse);
      CHECK((clause.refuse_when.empty() || clause.id == "spam"));
    }
  }
}

}  // namespace comity::policy
