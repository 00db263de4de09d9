// How a policy was tried before it was put in force, for readers and editors: counts, never a text.
#pragma once

#include <string_view>

#include "http/html.h"
#include "policy/policy.h"
#include "store/store.h"

namespace comity::http {

// With what it would have changed, by what is done and by rule; nothing where it was not tried. `policy`: the document
// itself, for its rules' titles; null: by their ids. `open`: all of it is seen at once.
void write_policy_counts(HtmlWriter& w, const store::PolicyDocument& document, const policy::Compiled* policy,
                         std::string_view lang, bool open = false);
// " · 12 of 1,000 texts otherwise", behind a version in a list; nothing where it was not tried.
void write_policy_counts_short(HtmlWriter& w, const store::PolicyDocument& document, std::string_view lang);

}  // namespace comity::http
