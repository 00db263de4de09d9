// From a tried password to a session: rates, alarms, cookies.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "http/entry.h"
#include "http/posting.h"

namespace comity::http {

// Takes from the rates, asks the gate, counts and alarms.
tl::expected<discussion::Person, NotLetIn> try_password(App& app, const Request& request, const discussion::Site& site,
                                                        std::string_view name, std::string_view password);

// Between password and code: says whose password was right, for five minutes. Not valid once the password changes.
std::string entry_ticket(const App& app, const discussion::Person& person, const discussion::Credentials& credentials);
tl::expected<discussion::Person, NotLetIn> try_code(App& app, const Request& request, const discussion::Site& site,
                                                    std::string_view ticket, std::string_view code);

// Begins a session: on to `next`, or first to a page that tells of failures since the last sign-in.
Response let_in(App& app, const Request& request, const discussion::Site& site, const discussion::Person& person,
                std::string_view next);

// Where to after signing in: an address of this site's console or account, else ''.
std::string safe_next(std::string_view next, const discussion::Site& site);

}  // namespace comity::http
