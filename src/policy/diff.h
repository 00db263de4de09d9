// What was changed between two policy documents, as an editor would say it.
#pragma once

#include <string>
#include <vector>

#include "policy/policy.h"

namespace comity::policy {

struct Difference {
  enum class Kind { added, removed, changed } kind = Kind::changed;
  std::string section;        // "clause", "lexicon", "pattern", "freedom", "ladder", "sides", "document"
  std::string id;             // of the clause, the list ...; '' where there is one only
  std::string what;           // "prose", "condition", "action", "examples", "words" ...; '' when all of it came or went
  std::string before, after;  // as written; '' when there is none
  std::vector<std::string> gone, come;  // entries of a list

  bool operator==(const Difference&) const = default;
};

// In the new document's order, then what only the old one had. None: the two say the same.
std::vector<Difference> differences(const Compiled& before, const Compiled& after);

// For a terminal, a line or a few for each; "" for none.
std::string to_text(const std::vector<Difference>& differences);

}  // namespace comity::policy
