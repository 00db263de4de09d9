// What editors change most of a policy, as fields: clauses' prose and action, examples, words and exceptions, the
// ladder. The document stays the one thing that is edited: the fields' changes are written into its bytes.
#pragma once

#include <string>

#include "http/forms.h"
#include "http/html.h"
#include "policy/edit.h"

namespace comity::http {

// One part at a time is shown: a whole policy has more fields than a form may have.
struct PolicyPart {
  std::string name;   // "clause/3", "words" …
  std::string title;  // plain text
};
std::vector<PolicyPart> policy_parts(const policy::DocumentEditor& document, std::string_view lang);
// `typed`: fields that could not be taken, shown as they were sent.
void write_policy_fields(HtmlWriter& w, const policy::DocumentEditor& document, std::string_view part,
                         std::string_view lang, const Form* typed = nullptr);

// `source` with what was changed in the fields that write_policy_fields made of it. Errors: `invalid` - it is no TOML,
// or what was typed cannot stand there.
Result<std::string> with_policy_fields(std::string source, const Form& form);

}  // namespace comity::http
