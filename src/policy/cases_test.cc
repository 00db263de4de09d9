#include "policy/cases.h"

#include <doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "policy/policy_fixture.h"

namespace comity::policy {

TEST_CASE("every case of tests/policy comes out as written") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator("tests/policy")) {
    if (entry.path().extension() != ".case") continue;
    ++files;
    CAPTURE(entry.path().string());
    std::stringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    const auto file = read_cases(bytes.str());
    REQUIRE_MESSAGE(file.has_value(), (file ? "" : file.error().detail));
    const auto policy = compile(shipped_policy(file->policy)).policy;
    REQUIRE(policy);
    for (const Case& one : file->cases) {
      CAPTURE(one.line);
      CAPTURE(one.name);
      CHECK(tried(*policy, one) == "");
    }
  }
  CHECK(files > 0);
}

TEST_CASE("a case that comes out otherwise says how") {
  const auto policy = fixture::policy_of("lexicon(\"house\")", "[lexicon.house]\nwords = [\"humbug\"]\n");
  const auto outcome = [&](std::string_view bytes) { return tried(*policy, read_cases(bytes)->cases.at(0)); };
  CHECK(outcome("case: a\ntext: humbug\nexpect: hold\nclause: rule\ncites: humbug\n") == "");
  CHECK(outcome("case: a\ntext: humbug\nexpect: allow\n") ==
        "expected allow, got hold (clauses 'rule', words 'humbug')");
  CHECK(outcome("case: a\ntext: humbug\nexpect: hold\ncites: hum\n") == "expected to cite 'hum', got 'humbug'");
  CHECK(outcome("case: a\ntext: humbug\nexpect: hold\nclause: other\n") == "expected the clauses 'other', got 'rule'");
  CHECK(outcome("case: a\ntext: \"hum\\u200bbug\"\nexpect: hold\ncites: \"hum\\u200bbug\"\n") == "");
}

TEST_CASE("a file of cases that cannot be read says where") {
  CHECK(read_cases("").error().detail == "the file holds no case");
  CHECK(read_cases("text: a\n").error().detail == "line 1: a case begins with: case: what it shows");
  CHECK(read_cases("case: a\nexpct: hold\n").error().detail == "line 2: unknown key 'expct': did you mean 'expect'?");
  CHECK(read_cases("case: a\nexpect: maybe\n").error().detail ==
        "line 2: 'maybe' is no action: allow, advise, hold or refuse");
  CHECK(read_cases("case: a\nfact: author.age = 3\n").error().detail.starts_with("line 2: unknown fact 'author.age'"));
  CHECK(read_cases("case: a\nhello\n").error().detail == "line 2: a line reads: key: value");
}

}  // namespace comity::policy
