#include "http/readers.h"

#include <algorithm>

#include "http/forms.h"
#include "http/guest.h"
#include "http/pages/pages.h"
#include "http/posting.h"
#include "http/staff_cookies.h"

namespace comity::http {
namespace {

std::string cookie_name(const discussion::Site& site) { return "comity_reader_" + site.key; }

bool reads_only(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

// "Bearer r.<22 letters>": a guest's key has no dot.
std::optional<Key128> bearer_session(const Request& request) {
  constexpr std::string_view scheme = "Bearer r.";
  std::string_view value = request.header("authorization");
  if (!value.starts_with(scheme)) return std::nullopt;
  return key128_from_base64url(value.substr(scheme.size()));
}

// An address as it is counted: one that is none counts as typed.
Key128 counted_as(const App& app, const discussion::Site& site, std::string_view what, std::string_view typed) {
  const auto address = discussion::checked_address(typed);
  return keyed_hash(app.world.secret, std::string(what) + "\n" + site.key + "\n" +
                                          (address ? *address : std::string(typed.substr(0, 300))));
}

}  // namespace

std::optional<actions::CurrentReader> signed_in_reader(App& app, const Request& request, const discussion::Site& site) {
  if (!site.reader_accounts) return std::nullopt;
  auto token = bearer_session(request);
  if (!token) {
    // A page of the publisher's may write as a guest, by its own script; the account's cookie is not for it.
    const std::string_view from = request.header("sec-fetch-site");
    const bool foreign = from == "same-site" || from == "cross-site";
    const bool is_call = !reads_only(request) || request.header("sec-fetch-mode") == "cors";
    if (is_call && (foreign || refused_origin(app, request, nullptr))) return std::nullopt;
    token = reader_cookie(request, site);
  }
  if (!token) return std::nullopt;
  auto reader = actions::current_reader(app.world, site, *token);
  return reader ? std::optional(*std::move(reader)) : std::nullopt;
}

Writer writer_of(App& app, const Request& request, const discussion::Site& site) {
  Writer writer;
  writer.reader = signed_in_reader(app, request, site);
  writer.key = writer.reader ? actions::reader_key(app.world, site.id, writer.reader->account.author)
                             : guest_key(request, site.key);
  return writer;
}

std::string reader_path(const discussion::Site& site) { return "/reader/" + site.key; }

std::string publisher_page(std::string_view address, const discussion::Site& site) {
  const std::string page(address.substr(0, address.find('#')));
  const bool plain = std::all_of(page.begin(), page.end(), [](char c) { return c > ' ' && c < 0x7F && c != '\\'; });
  if (!plain || page.size() > 2000) return {};
  for (const std::string& origin : site.origins) {
    if (page.starts_with(origin) && (page.size() == origin.size() || page[origin.size()] == '/')) return page;
  }
  return {};
}

std::optional<Key128> reader_cookie(const Request& request, const discussion::Site& site) {
  return host_cookie(request, cookie_name(site));
}

std::string account_path(const discussion::Site& site) { return site.reader_accounts ? reader_path(site) : ""; }

void begin_reading(Response& response, const Request& request, const discussion::Site& site, const Key128& token) {
  set_host_cookie(response, request, cookie_name(site), token, discussion::reader_session_longest);
}

void end_reading(Response& response, const Request& request, const discussion::Site& site) {
  drop_host_cookie(response, request, cookie_name(site));
}

tl::expected<discussion::Account, NotLetIn> try_reader_password(App& app, const Request& request,
                                                                const discussion::Site& site, std::string_view address,
                                                                std::string_view password) {
  const Trying trying{counted_as(app, site, "reader account", address),
                      is_known_browser(app.world, request, site, known_reader(address))};
  return weighed<discussion::Account>(
      app, request, trying,
      [&] { return actions::check_reader_password(app.world, app.passwords, site, address, password); }, [] {});
}

std::string known_reader(std::string_view address) {
  return "reader\n" + discussion::checked_address(address).value_or(std::string());
}

std::optional<NotLetIn> refused_letter(App& app, const Request& request, const discussion::Site& site,
                                       std::string_view address) {
  return take_try(app, request, {counted_as(app, site, "reader letter", address), false});
}

void add_reader_route(App& app, std::string_view method, std::string_view pattern, ReaderHandler handler) {
  app.router.add(method, pattern, [&app, handle = std::move(handler)](const Request& request) {
    auto site = site_of(app, request);
    if (!site) return error_page(app, request, site.error());
    if (!site->reader_accounts) return error_page(app, request, 404, "not_found");
    const std::string_view asked = asked_language(request);
    const Reader reader = reader_for(asked, *site);
    auto who = signed_in_reader(app, request, *site);
    if (!who) {
      const std::string to = reader_path(*site);
      Response response = see_other(reader.link(reads_only(request) ? with_query(to, "next", request.path) : to));
      response.set("Cache-Control", "no-store");
      return response;
    }
    const auto token = reader_cookie(request, *site);
    std::string csrf = token ? csrf_token(app.world, *token) : "";
    if (!reads_only(request) && (!token || refused_origin(app, request, nullptr) || !has_csrf_token(request, csrf))) {
      ++app.counters.cross_site;
      return error_page(app, request, 403, "cross_site");
    }
    Response response = handle(app, request, {*std::move(who), *std::move(site), std::move(csrf), reader.lang});
    if (response.header("cache-control").empty()) response.set("Cache-Control", "no-store");
    return response;
  });
}

std::string safe_reader_next(std::string_view next, const discussion::Site& site) {
  const std::string base = reader_path(site);
  const bool plain = std::all_of(next.begin(), next.end(), [](char c) { return c > ' ' && c < 0x7F && c != '\\'; });
  const char after = next.size() > base.size() ? next[base.size()] : '/';
  const bool under = next.starts_with(base) && (after == '/' || after == '?');
  const bool steady = next.find("//") == std::string_view::npos && next.find("..") == std::string_view::npos;
  return plain && under && steady && next.size() <= 3000 ? std::string(next) : std::string();
}

}  // namespace comity::http
