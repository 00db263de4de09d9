// The versions of a policy for its editors: what each changed, by whom it was published, and how it was tried before.
#pragma once

#include "http/console/console.h"

namespace comity::http {

// Newest first, each with a link.
void write_policy_history(HtmlWriter& w, const Request& request, const SignedIn& who,
                          const std::vector<store::PolicyDocument>& versions);
void add_policy_versions(App& app);  // /console/{site}/policy/{id}

}  // namespace comity::http
