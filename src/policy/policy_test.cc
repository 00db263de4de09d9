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

}  // namespace comity::policy
