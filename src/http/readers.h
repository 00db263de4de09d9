// The way in for readers who have an account: who is signed in, under which key they write, and routes that only they
// can reach.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "actions/reader_account.h"
#include "http/app.h"
#include "http/entry.h"
#include "http/host_cookie.h"

namespace comity::http {

// Whoever is signed in, by the cookie of our own pages or the widget's `Authorization: Bearer r.<22 letters>`. What
// changes something counts from our own pages alone when it comes with a cookie.
std::optional<actions::CurrentReader> signed_in_reader(App& app, const Request& request, const discussion::Site& site);

// Under which key something is written, reported or asked for: the account's, else the guest's (guest.h).
struct Writer {
  std::optional<Key128> key;
  std::optional<actions::CurrentReader> reader;  // then the key is their account's
};
Writer writer_of(App& app, const Request& request, const discussion::Site& site);
inline std::optional<Key128> writer_key(App& app, const Request& request, const discussion::Site& site) {
  return writer_of(app, request, site).key;
}

// "/reader/herald".
std::string reader_path(const discussion::Site& site);
// The same; '' where readers have no accounts.
std::string account_path(const discussion::Site& site);

std::optional<Key128> reader_cookie(const Request& request, const discussion::Site& site);
// A page of the site's publisher, to go back to: an address under one of its origins, without its fragment; else ''.
std::string publisher_page(std::string_view address, const discussion::Site& site);

void begin_reading(Response& response, const Request& request, const discussion::Site& site, const Key128& token);
void end_reading(Response& response, const Request& request, const discussion::Site& site);

// Takes from the rates, asks the gate, counts.
tl::expected<discussion::Account, NotLetIn> try_reader_password(App& app, const Request& request,
                                                                const discussion::Site& site, std::string_view address,
                                                                std::string_view password);
// The name under which staff_cookies.h remembers a reader's browser.
std::string known_reader(std::string_view address);
// For a letter that is asked for to this address: nothing, or how long to wait.
std::optional<NotLetIn> refused_letter(App& app, const Request& request, const discussion::Site& site,
                                       std::string_view address);

struct ReaderIn {
  actions::CurrentReader who;
  discussion::Site site;
  std::string csrf;
  std::string lang;  // of the interface: ?lang=, else the site's
};
using ReaderHandler = std::function<Response(App&, const Request&, const ReaderIn&)>;

// Adds a route under "/reader/{site}". Nobody signed in: 303 to the site's page for signing in, and back from there
// after a GET. For all but GET and HEAD the Origin and the CSRF token are asked for (403). Answers are `no-store`.
void add_reader_route(App& app, std::string_view method, std::string_view pattern, ReaderHandler handler);

// Where to after signing in: a page of this site's readers, else ''.
std::string safe_reader_next(std::string_view next, const discussion::Site& site);

}  // namespace comity::http
