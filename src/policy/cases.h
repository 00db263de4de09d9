// Policy cases: comments with the verdicts a policy must give, in a text file that an editor can write.
//
// Form: docs/formats/case.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"

namespace comity::policy {

struct Case {
  std::string name;
  std::string text;
  Action expect = Action::allow;
  bool unchanged = false;                           // the author has seen an advice and posts as it is
  std::optional<std::vector<std::string>> clauses;  // ids of the clauses that are true, in order; none: not checked
  std::optional<std::vector<std::string>> cites;    // all the words cited, in the order they stand; none: not checked
  std::vector<std::string> quotes;                  // pieces of the text that are verified quotations
  Facts facts;
  StoryFacts story;
  int line = 0;
};

struct CaseFile {
  std::string policy;  // which policy the file is about: the name of one that ships
  std::vector<Case> cases;
};

// Errors: `invalid` - `detail` begins with the line.
Result<CaseFile> read_cases(std::string_view bytes);

// What came out otherwise than `expected` says; '' when all is as it should be.
std::string tried(const Compiled& policy, const Case& expected);

}  // namespace comity::policy
