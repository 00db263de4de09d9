// Cookies of people who sign in, staff and readers alike.
//
// Names begin with `__Host-` (RFC 6265bis section 4.1.3.2): Secure, for this host alone, for every path. Browsers take
// Secure cookies from http://localhost, too; Safari does not, and gets the bare name there.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "actions/world.h"
#include "http/message.h"

namespace comity::http {

// Nothing over a way on which others could read it.
std::optional<Key128> host_cookie(const Request& request, std::string_view bare_name);
// HttpOnly, SameSite=Lax.
void set_host_cookie(Response& response, const Request& request, std::string_view bare_name, const Key128& value,
                     std::chrono::seconds lasts);
void drop_host_cookie(Response& response, const Request& request, std::string_view bare_name);

// What a form sends back, shown only to whoever holds the cookie: the same on every page while the token lasts, and
// nobody without the cookie can compute it.
std::string csrf_token(const actions::World& world, const Key128& session_token);
// Whether it was sent back: as the field `csrf`, or by a script as the header X-Comity-CSRF.
bool has_csrf_token(const Request& request, const std::string& expected);

// "Firefox, Linux" of User-Agent, for the list of one's sessions; '' when it says nothing known.
std::string browser_name(const Request& request);

}  // namespace comity::http
