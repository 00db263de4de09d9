// The way in for staff: routes that only people who are signed in and may can reach.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "http/app.h"
#include "http/permissions.h"

namespace comity::http {

struct SignedIn {
  discussion::Person person;
  discussion::Site site;
  std::string csrf;  // what a form sends back as the hidden field `csrf`, or a script as the header X-Comity-CSRF
  std::string lang;  // of the interface: ?lang=, else the site's
  Key128 session;    // the store's key of it, not the cookie
};

// Runs only when a person of the site {site} is signed in and may. May rely on that; answers are `no-store`.
using StaffHandler = std::function<Response(App&, const Request&, const SignedIn&)>;

// Adds a route of the console. `method` and `pattern` are literals. The pattern names its site: "/console/{site}/…";
// with Permission::own_case also its case, "…/{story}/{comment}": the story's short id and the comment's place, both
// checked here against the reviewer's own. What is asked, in this order:
//   the session (else 303 to the sign-in page, or 403 `signed_out` for a script), the permission (403 `forbidden`),
//   and for all but GET and HEAD the Origin and the CSRF token (403 `cross_site`).
// Roles are read anew each time: what was taken away is refused from the next request on.
void add_staff_route(App& app, std::string_view method, std::string_view pattern, Permission permission,
                     StaffHandler handler);

// For what goes on after its request, such as a stream: whether the session still is and still may. Reads the store.
bool still_may(App& app, const SignedIn& signed_in, Permission permission);

}  // namespace comity::http
