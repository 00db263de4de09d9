// The cookies of people who sign in: the session, and that this browser has signed in to this account before.
//
// Names begin with `__Host-` (RFC 6265bis section 4.1.3.2): Secure, for this host alone, for every path. Browsers take
// Secure cookies from http://localhost, too; Safari does not, and gets the bare name there.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "actions/world.h"
#include "http/message.h"

namespace comity::http {

std::optional<Key128> session_cookie(const Request& request, std::string_view site_key);
void set_session_cookie(Response& response, const Request& request, std::string_view site_key, const Key128& token);
void drop_session_cookie(Response& response, const Request& request, std::string_view site_key);

// Whether this browser has signed in as this person before; it then has a rate of its own for trying passwords.
bool is_known_browser(const actions::World& world, const Request& request, const discussion::Site& site,
                      std::string_view name);
void remember_browser(const actions::World& world, Response& response, const Request& request,
                      const discussion::Site& site, std::string_view name);

// The same for every page of one session; nobody without the cookie can compute it.
std::string csrf_token(const actions::World& world, const Key128& session_token);

// "Firefox, Linux" of User-Agent, for the list of one's sessions; '' when it says nothing known.
std::string browser_name(const Request& request);

}  // namespace comity::http
