// A decision as the European Commission's DSA Transparency Database takes it (Regulation (EU) 2022/2065, Art. 24(5)):
// no personal data - no words of the author's, no name, no reason in somebody's own words. docs/formats/dsa.md says
// what each field holds.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "discussion/records.h"
#include "policy/policy.h"

namespace comity::discussion {

struct Submitted {
  const Decision& decision;
  const Revision& revision;        // that it is about
  Time written;                    // the comment
  std::optional<Time> ended;       // when a later decision ended it
  const policy::Compiled* policy;  // the one it names; null: it is gone
  std::string_view site_key;
  std::string_view policy_url;  // of that version; '' unknown
};

// What somebody here did to a comment or its author that kept them from something: what Art. 17 has a statement for.
bool is_restriction(const Decision& decision);
// Whether it belongs there: a restriction, and not one that an authority ordered (Art. 17(5)).
bool is_submitted(const Decision& decision);

// Under which of the database's categories it falls, without STATEMENT_CATEGORY_; and the rule that says so.
struct Categorised {
  std::string category;
  const policy::Clause* rule = nullptr;  // the first that names a category, else the first; null: `policy` has none
};
Categorised categorised(const Decision& decision, const policy::Compiled* policy);

// One JSON object. Only for what `is_submitted`.
std::string dsa_submission(const Submitted& s);

}  // namespace comity::discussion
