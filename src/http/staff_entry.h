// From a tried password to a session: rates, alarms, cookies.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "http/entry.h"
#include "http/forms.h"
#include "http/posting.h"

namespace comity::http {

// Takes from the rates, asks the gate, counts and alarms.
tl::expected<discussion::Person, NotLetIn> try_password(App& app, const Request& request, const discussion::Site& site,
                                                        std::string_view name, std::string_view password);

// Between password and code: says whose password was right, for five minutes. Not valid once the password changes.
std::string entry_ticket(const App& app, const discussion::Person& person, const discussion::Credentials& credentials);
// Whose it is; nobody's when it is over.
std::optional<discussion::Person> person_of_ticket(App& app, const discussion::Site& site, std::string_view ticket);

struct Entered {
  discussion::Person person;
  discussion::Way way;
};
tl::expected<Entered, NotLetIn> try_code(App& app, const Request& request, const discussion::Site& site,
                                         std::string_view ticket, std::string_view code);
// A passkey's answer (passkeys.h): alone, or as the second step of whose ticket it is. Why one that names a passkey of
// somebody's was refused stands in the log.
tl::expected<Entered, NotLetIn> try_passkey(App& app, const Request& request, const discussion::Site& site,
                                            std::string_view ticket, const Form& form);

// Begins a session: on to `next`, or first to a page that tells of failures since the last sign-in.
Response let_in(App& app, const Request& request, const discussion::Site& site, const discussion::Person& person,
                std::string_view next, discussion::Way way);

// Where to after signing in: an address of this site's console or account, else ''.
std::string safe_next(std::string_view next, const discussion::Site& site);

}  // namespace comity::http
