// Rules that the brake stopped at hold, told to everybody at the desk.
#pragma once

#include "http/console/console.h"

namespace comity::http {

// Above the queue and the policy: which rule, since when, of how many comments it touched how many. Who edits the
// policy also has the button that releases it. Nothing while no rule is stopped.
void write_stopped_rules(HtmlWriter& w, App& app, const Request& request, const SignedIn& who,
                         const policy::Compiled* policy);

// What that button sends to /console/{site}/policy: do=release and the clause's id.
// Errors: `not_found` - the rule is not stopped, or no longer.
Result<Response> release_rule(App& app, const SignedIn& who, std::string_view clause);

}  // namespace comity::http
