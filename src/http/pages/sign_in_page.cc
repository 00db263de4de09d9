// /sign-in and /sign-out: for those who work for a site, by password, code and passkey.
#include "actions/sign_in.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "http/pages/passkey_forms.h"
#include "http/pages/staff_forms.h"
#include "http/passkeys.h"
#include "http/staff.h"
#include "http/staff_cookies.h"
#include "http/staff_entry.h"

namespace comity::http {
namespace {

struct Sites {
  std::vector<discussion::Site> all;
  const discussion::Site* chosen = nullptr;  // the one asked for; the only one there is
};

Result<Sites> sites_for(App& app, std::string_view key) {
  Sites sites;
  COMITY_TRY(sites.all, app.world.store.sites());
  if (sites.all.size() == 1) sites.chosen = &sites.all.front();
  for (const discussion::Site& one : sites.all) {
    if (one.key == key) sites.chosen = &one;
  }
  return sites;
}

Frame frame_for(const Request& request, const Sites& sites) {
  Frame frame;
  frame.reader = reader_for(asked_language(request), sites.chosen != nullptr ? *sites.chosen : discussion::Site{});
  frame.site = sites.chosen;
  frame.title = message(frame.reader.lang, "sign_in.title");
  return frame;
}

void write_sites(HtmlWriter& w, const Sites& sites, const std::string& lang) {
  if (sites.all.size() == 1) {
    w.hidden("site", sites.all.front().key);
    return;
  }
  w.open("p", "cd-field").open("label").attribute("for", "site").text(message(lang, "case.site")).close("label");
  w.open("select").attribute("id", "site").attribute("name", "site").raw("");
  for (const discussion::Site& one : sites.all) {
    w.open("option").attribute("value", one.key);
    if (&one == sites.chosen) w.flag("selected");
    w.text(one.name).close("option");
  }
  w.close("select").close("p");
}

void write_passkey_button(HtmlWriter& w, const Reader& reader, std::string_view label, bool quiet) {
  const PasskeyButton button{"get", reader.link("/sign-in/passkey/options"), reader.link("/sign-in/passkey"), label,
                             quiet};
  open_passkey_part(w, button, reader.lang);
  close_passkey_part(w, button);
}

struct Tried {
  std::string name, next, fault;
};

Response form_page(const App& app, const Request& request, int status, const Sites& sites, const Tried& tried) {
  Frame frame = frame_for(request, sites);
  const std::string& lang = frame.reader.lang;
  if (!request.private_way) return not_private_page(std::move(frame));
  frame.path = sites.chosen != nullptr ? with_query("/sign-in", "site", sites.chosen->key) : "/sign-in";
  if (!tried.next.empty()) frame.path = with_query(frame.path, "next", tried.next);
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  write_fault(w, tried.fault);
  w.element("p", "", message(lang, "sign_in.text"));
  open_form(w, frame.reader.link("/sign-in"), "");
  if (!tried.next.empty()) w.hidden("next", tried.next);
  write_sites(w, sites, lang);
  write_field(w, {"name", "text", "username", message(lang, "sign_in.name"), tried.name});
  write_field(w, {"password", "password", "current-password", message(lang, "sign_in.password"), "", "", 1024});
  write_submit(w, message(lang, "sign_in.submit"));
  if (passkey_host(app, request).party) {
    frame.script = passkey_script;
    const std::string label = message(lang, "sign_in.passkey");
    // Behind the button for the password: the first one is what Enter presses.
    write_passkey_button(w, frame.reader, label, true);
  }
  w.close("form").element("p", "cd-help", message(lang, "sign_in.forgotten")).close("div");
  return private_page(status, std::move(frame));
}

// The second step. The password was right: the ticket says whose.
Response code_page(const App& app, const Request& request, int status, const Sites& sites, const Tried& tried,
                   const discussion::Person& person, std::string_view ticket) {
  Frame frame = frame_for(request, sites);
  const std::string& lang = frame.reader.lang;
  frame.title = message(lang, "sign_in.code.title");
  const bool by_passkey = person.passkeys > 0 && passkey_host(app, request).party;
  if (by_passkey) frame.script = passkey_script;
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  write_fault(w, tried.fault);
  const auto open = [&] {
    open_form(w, frame.reader.link("/sign-in/code"), "");
    w.hidden("site", sites.chosen->key).hidden("ticket", ticket).hidden("next", tried.next);
  };
  if (by_passkey) {
    open();
    write_passkey_button(w, frame.reader, message(lang, "sign_in.passkey.second"), false);
    w.close("form");
  }
  open();
  const char* const help = person.has_totp ? "sign_in.code.help" : "sign_in.recovery.help";
  write_field(w, {"code", "text", "one-time-code", message(lang, "sign_in.code"), "", message(lang, help), 40});
  write_submit(w, message(lang, "sign_in.submit"));
  w.close("form").close("div");
  return private_page(status, std::move(frame));
}

Response with_wait(Response response, const NotLetIn& why) {
  if (why.retry_after_s > 0) response.set("Retry-After", std::to_string(why.retry_after_s));
  return response;
}

// What every form of the sign-in says first: from where it was sent, for which site.
struct Entering {
  Form form;
  Sites sites;
  Tried tried;
};
tl::expected<Entering, Response> entering(App& app, const Request& request) {
  const auto refuse = [](Response response) { return tl::unexpected<Response>(std::move(response)); };
  if (const auto foreign = refused_origin(app, request, nullptr))
    return refuse(error_page(app, request, foreign->status, foreign->code));
  auto form = parse_form(request);
  if (!form) return refuse(error_page(app, request, form.error()));
  auto sites = sites_for(app, form->value("site"));
  if (!sites) return refuse(error_page(app, request, sites.error()));
  Tried tried{std::string(form->value("name")), "", ""};
  if (sites->chosen == nullptr) return refuse(form_page(app, request, 400, *sites, tried));
  tried.next = safe_next(form->value("next"), *sites->chosen);
  if (!request.private_way) {
    count(app, SignIn::not_private);
    return refuse(form_page(app, request, 403, *sites, tried));
  }
  return Entering{*std::move(form), *std::move(sites), std::move(tried)};
}

// Nobody was let in. The second step goes on where it was; a ticket that is over leads back to its beginning.
Response again(App& app, const Request& request, Entering& in, const NotLetIn& why) {
  in.tried.fault = message(frame_for(request, in.sites).reader.lang, why.key, {{"n", why.retry_after_s}});
  const std::string_view ticket = in.form.value("ticket");
  const auto person = person_of_ticket(app, *in.sites.chosen, ticket);
  return with_wait(person ? code_page(app, request, why.status, in.sites, in.tried, *person, ticket)
                          : form_page(app, request, why.status, in.sites, in.tried),
                   why);
}

Response sign_in(App& app, const Request& request) {
  auto in = entering(app, request);
  if (!in) return in.error();
  const discussion::Site& site = *in->sites.chosen;
  auto person = try_password(app, request, site, in->form.value("name"), in->form.value("password"));
  if (!person) {
    in->tried.fault =
        message(frame_for(request, in->sites).reader.lang, person.error().key, {{"n", person.error().retry_after_s}});
    return with_wait(form_page(app, request, person.error().status, in->sites, in->tried), person.error());
  }
  if (!person->has_second_step()) return let_in(app, request, site, *person, in->tried.next, discussion::Way::password);
  const auto credentials = app.world.store.credentials(site.id, person->id);
  if (!credentials) return error_page(app, request, credentials.error());
  return code_page(app, request, 200, in->sites, in->tried, *person, entry_ticket(app, *person, *credentials));
}

Response enter_code(App& app, const Request& request) {
  auto in = entering(app, request);
  if (!in) return in.error();
  const discussion::Site& site = *in->sites.chosen;
  const auto entered = try_code(app, request, site, in->form.value("ticket"), in->form.value("code"));
  if (!entered) return again(app, request, *in, entered.error());
  return let_in(app, request, site, entered->person, in->tried.next, entered->way);
}

Response enter_by_passkey(App& app, const Request& request) {
  auto in = entering(app, request);
  if (!in) return in.error();
  const discussion::Site& site = *in->sites.chosen;
  const auto entered = try_passkey(app, request, site, in->form.value("ticket"), in->form);
  if (!entered) return again(app, request, *in, entered.error());
  return let_in(app, request, site, entered->person, in->tried.next, entered->way);
}

// For the script: what to ask the browser for.
Response passkey_options(App& app, const Request& request) {
  const auto in = entering(app, request);
  if (!in) return in.error();
  const discussion::Site& site = *in->sites.chosen;
  const Reader reader = frame_for(request, in->sites).reader;
  const PasskeyHost host = passkey_host(app, request);
  if (!host.party) return passkey_fault(409, why_no_passkeys(app, request, host, reader.lang));
  std::optional<PersonId> second_step_of;
  if (const std::string_view ticket = in->form.value("ticket"); !ticket.empty()) {
    const auto person = person_of_ticket(app, site, ticket);
    if (!person) return passkey_fault(403, message(reader.lang, "sign_in.code.over"));
    second_step_of = person->id;
  }
  Response response = json_response(200, "");
  const Key128 browser = browser_of(app, request, response);
  response.body = request_options(app, *host.party, site, browser, second_step_of);
  return response.set("Cache-Control", "no-store");
}

Response sign_out(App& app, const Request& request, const SignedIn& who) {
  const Done ended =
      actions::commit_staff(app.world, who.site.id, store::EndSessions{who.person.id, who.session, std::nullopt});
  if (!ended) return error_page(app, request, ended.error());
  Response response = see_other(with_query("/sign-in", "site", who.site.key));
  drop_session_cookie(response, request, who.site.key);
  return response;
}

}  // namespace

void add_sign_in_pages(App& app) {
  app.router.add("GET", "/sign-in", [&app](const Request& request) {
    const auto sites = sites_for(app, request.query_value("site").value_or(""));
    if (!sites) return error_page(app, request, sites.error());
    Tried tried;
    if (sites->chosen != nullptr) tried.next = safe_next(request.query_value("next").value_or(""), *sites->chosen);
    return form_page(app, request, request.private_way ? 200 : 403, *sites, tried);
  });
  app.router.add("POST", "/sign-in", [&app](const Request& request) { return sign_in(app, request); });
  app.router.add("POST", "/sign-in/passkey", [&app](const Request& request) { return enter_by_passkey(app, request); });
  app.router.add("POST", "/sign-in/passkey/options",
                 [&app](const Request& request) { return passkey_options(app, request); });
  app.router.add("POST", "/sign-in/code", [&app](const Request& request) { return enter_code(app, request); });
  add_staff_route(app, "POST", "/sign-out/{site}", Permission::own_account, sign_out);
}

}  // namespace comity::http
