// The cookies of people who work for a site: the session, and that this browser has signed in to this account before.
#pragma once

#include <optional>
#include <string_view>

#include "http/host_cookie.h"

namespace comity::http {

std::optional<Key128> session_cookie(const Request& request, std::string_view site_key);
void set_session_cookie(Response& response, const Request& request, std::string_view site_key, const Key128& token);
void drop_session_cookie(Response& response, const Request& request, std::string_view site_key);

// Whether this browser has signed in as this person before; it then has a rate of its own for trying passwords. `name`
// is the person's, or "reader", a line's end and an address.
bool is_known_browser(const actions::World& world, const Request& request, const discussion::Site& site,
                      std::string_view name);
void remember_browser(const actions::World& world, Response& response, const Request& request,
                      const discussion::Site& site, std::string_view name);

}  // namespace comity::http
