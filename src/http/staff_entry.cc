#include "http/staff_entry.h"

#include <algorithm>
#include <charconv>
#include <functional>

#include "actions/second_step.h"
#include "actions/sign_in.h"
#include "http/messages.h"
#include "http/pages/frame.h"
#include "http/pages/pages.h"
#include "http/passkeys.h"
#include "http/staff_cookies.h"

namespace comity::http {
namespace {

using discussion::Person;

Key128 account_key(const App& app, const discussion::Site& site, std::string_view name) {
  return keyed_hash(app.world.secret, "staff account\n" + site.key + "\n" + std::string(name));
}

// At 5, 10, 20, 40 ... wrong ones in a row, so that an attack does not fill the log. Only names that exist are told:
// what else stands in the field may be a password.
void alarm(App& app, const Request& request, const discussion::Site& site, std::string_view name, bool known) {
  const auto checked = discussion::checked_sign_in_name(name);
  if (!checked) return;
  const auto person = app.world.store.person_by_name(site.id, *checked);
  if (!person || person->removed) return;
  std::int64_t step = 5;
  while (step < person->failures) step *= 2;
  if (step != person->failures) return;
  app.log("request " + request.id + ": sign-in: " + std::to_string(person->failures) +
          " wrong passwords, codes or passkeys for " + person->name + " of " + site.key +
          " since the last sign-in, this one from a browser " +
          (known ? "that has signed in before" : "never signed in before"));
}

Response welcome(const Request& request, const discussion::Site& site, const Person& person, const std::string& next) {
  Frame frame;
  frame.reader = reader_for(asked_language(request), site);
  frame.site = &site;
  const std::string& lang = frame.reader.lang;
  frame.title = message(lang, "sign_in.failures.title");
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.element("p", "lede",
            message(lang, "sign_in.failures",
                    {{"n", person.failures}, {"date", date_time(lang, person.last_failure.value_or(Time{}))}}));
  w.element("p", "", message(lang, "sign_in.failures.advice"));
  w.open("p").link(frame.reader.link(next), "", message(lang, "sign_in.go_on")).close("p");
  return private_page(200, std::move(frame));
}

constexpr std::chrono::minutes ticket_lasts{5};

std::string ticket_until(const App& app, const Person& person, const discussion::Credentials& credentials,
                         std::int64_t until_ms) {
  const std::string what = std::to_string(person.id.value) + "." + std::to_string(until_ms);
  const Key128 mac = keyed_hash(app.world.secret, "sign-in ticket\n" + std::to_string(person.site.value) + "\n" + what +
                                                      "\n" + credentials.password);
  return what + "." + to_base64url(mac);
}

struct Ticket {
  std::int64_t person = 0, until_ms = 0;
};
std::optional<Ticket> read_ticket(std::string_view text) {
  Ticket ticket;
  for (std::int64_t* number : {&ticket.person, &ticket.until_ms}) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
    if (error != std::errc() || end == text.data() + text.size() || *end != '.') return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  }
  return ticket;
}

// A person's password, code or passkey is tried.
template <class Who>
tl::expected<Who, NotLetIn> tried(App& app, const Request& request, const discussion::Site& site, std::string_view name,
                                  const std::function<Result<Who>()>& check) {
  const bool known = is_known_browser(app.world, request, site, name);
  return weighed<Who>(app, request, {account_key(app, site, name), known}, check,
                      [&] { alarm(app, request, site, name, known); });
}

}  // namespace

tl::expected<Person, NotLetIn> try_password(App& app, const Request& request, const discussion::Site& site,
                                            std::string_view name, std::string_view password) {
  const auto checked = discussion::checked_sign_in_name(name);
  return tried<Person>(app, request, site, checked ? std::string_view(*checked) : name,
                       [&] { return actions::check_password(app.world, app.passwords, site, name, password); });
}

std::string entry_ticket(const App& app, const Person& person, const discussion::Credentials& credentials) {
  return ticket_until(app, person, credentials, to_ms(app.world.clock.now() + ticket_lasts));
}

std::optional<Person> person_of_ticket(App& app, const discussion::Site& site, std::string_view ticket) {
  const auto read = read_ticket(ticket);
  if (!read || read->until_ms <= to_ms(app.world.clock.now())) return std::nullopt;
  auto person = app.world.store.person(site.id, PersonId{read->person});
  const auto credentials = app.world.store.credentials(site.id, PersonId{read->person});
  if (!person || !credentials || person->removed) return std::nullopt;
  if (ticket_until(app, *person, *credentials, read->until_ms) != ticket) return std::nullopt;
  return *std::move(person);
}

tl::expected<Entered, NotLetIn> try_code(App& app, const Request& request, const discussion::Site& site,
                                         std::string_view ticket, std::string_view code) {
  const auto person = person_of_ticket(app, site, ticket);
  if (!person) return tl::unexpected(NotLetIn{403, "sign_in.code.over", 0});
  auto entered = tried<Entered>(app, request, site, person->name, [&]() -> Result<Entered> {
    COMITY_TRY(const discussion::Way way, actions::take_code(app.world, *person, code));
    return Entered{*person, way};
  });
  if (!entered && entered.error().key == "sign_in.wrong") entered.error().key = "sign_in.code.wrong";
  return entered;
}

tl::expected<Entered, NotLetIn> try_passkey(App& app, const Request& request, const discussion::Site& site,
                                            std::string_view ticket, const Form& form) {
  std::optional<Person> first;  // whose password was typed
  if (!ticket.empty()) {
    first = person_of_ticket(app, site, ticket);
    if (!first) return tl::unexpected(NotLetIn{403, "sign_in.code.over", 0});
  }
  const auto second_step_of = first ? std::optional(first->id) : std::nullopt;
  const auto asked = asked_to_sign_in(app, request, site, form, second_step_of);
  if (!asked) return tl::unexpected(NotLetIn{403, "sign_in.passkey.over", 0});
  const actions::UsedPasskey used = used_passkey(form);
  const auto known = app.world.store.passkey(site.id, used.credential);
  const auto owner = known ? app.world.store.person(site.id, known->person) : Result<Person>(Person{});
  bool counted_back = false;
  auto entered = tried<Entered>(app, request, site, owner ? owner->name : "", [&]() -> Result<Entered> {
    auto person = actions::use_passkey(app.world, app.challenges, site, *asked, used, second_step_of);
    if (person) return Entered{*std::move(person), first ? discussion::Way::second_passkey : discussion::Way::passkey};
    const actions::PasskeyRefusal& why = person.error();
    counted_back = why.counted_back;
    if (why.owner)
      app.log("request " + request.id + ": sign-in: a passkey of " + why.owner->name + " of " + site.key +
              " was refused, WebAuthn section " + why.error.detail);
    return fail(why.error);
  });
  if (!entered && entered.error().key == "sign_in.wrong")
    entered.error().key = counted_back ? "sign_in.passkey.copied" : "sign_in.passkey.wrong";
  return entered;
}

Response let_in(App& app, const Request& request, const discussion::Site& site, const Person& person,
                std::string_view next, discussion::Way way) {
  const auto token = actions::begin_session(app.world, person, browser_name(request), way);
  if (!token) return error_page(app, request, token.error());
  count(app, SignIn::done);
  const std::string to = next.empty() ? "/console/" + site.key : std::string(next);
  const Reader reader = reader_for(asked_language(request), site);
  Response response = person.failures > 0 ? welcome(request, site, person, to) : see_other(reader.link(to));
  response.set("Cache-Control", "no-store");
  set_session_cookie(response, request, site.key, *token);
  remember_browser(app.world, response, request, site, person.name);
  return response;
}

std::string safe_next(std::string_view next, const discussion::Site& site) {
  const auto under = [&](const std::string& base) {
    return next.starts_with(base) &&
           (next.size() == base.size() || next[base.size()] == '/' || next[base.size()] == '?');
  };
  const bool plain = std::all_of(next.begin(), next.end(), [](char c) { return c > ' ' && c < 0x7F && c != '\\'; });
  if (!plain || next.size() > 2000 || next.find("//") != std::string_view::npos ||
      next.find("..") != std::string_view::npos)
    return {};
  return under("/console/" + site.key) || under("/account/" + site.key) ? std::string(next) : std::string();
}

}  // namespace comity::http
