// /sign-in and /sign-out: for those who work for a site.
#include "actions/sign_in.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "http/pages/staff_forms.h"
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

struct Tried {
  std::string name, next, fault;
};

Response form_page(const Request& request, int status, const Sites& sites, const Tried& tried) {
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
  w.close("form").element("p", "cd-help", message(lang, "sign_in.forgotten")).close("div");
  return private_page(status, std::move(frame));
}

// The second step. The password was right: the ticket says whose.
Response code_page(const Request& request, int status, const Sites& sites, const Tried& tried,
                   std::string_view ticket) {
  Frame frame = frame_for(request, sites);
  const std::string& lang = frame.reader.lang;
  frame.title = message(lang, "sign_in.code.title");
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  write_fault(w, tried.fault);
  open_form(w, frame.reader.link("/sign-in/code"), "");
  w.hidden("site", sites.chosen->key).hidden("ticket", ticket).hidden("next", tried.next);
  write_field(
      w, {"code", "text", "one-time-code", message(lang, "sign_in.code"), "", message(lang, "sign_in.code.help"), 40});
  write_submit(w, message(lang, "sign_in.submit"));
  w.close("form").close("div");
  return private_page(status, std::move(frame));
}

Response with_wait(Response response, const NotLetIn& why) {
  if (why.retry_after_s > 0) response.set("Retry-After", std::to_string(why.retry_after_s));
  return response;
}

Response sign_in(App& app, const Request& request) {
  if (const auto foreign = refused_origin(app, request, nullptr)) {
    return error_page(app, request, foreign->status, foreign->code);
  }
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const auto sites = sites_for(app, form->value("site"));
  if (!sites) return error_page(app, request, sites.error());
  Tried tried{std::string(form->value("name")), "", ""};
  if (sites->chosen == nullptr) return form_page(request, 400, *sites, tried);
  tried.next = safe_next(form->value("next"), *sites->chosen);
  const std::string lang = frame_for(request, *sites).reader.lang;
  if (!request.private_way) {
    count(app, SignIn::not_private);
    return form_page(request, 403, *sites, tried);
  }
  auto person = try_password(app, request, *sites->chosen, form->value("name"), form->value("password"));
  if (person && person->has_totp) {
    const auto credentials = app.world.store.credentials(sites->chosen->id, person->id);
    if (!credentials) return error_page(app, request, credentials.error());
    return code_page(request, 200, *sites, tried, entry_ticket(app, *person, *credentials));
  }
  if (person) return let_in(app, request, *sites->chosen, *person, tried.next);
  tried.fault = message(lang, person.error().key, {{"n", person.error().retry_after_s}});
  return with_wait(form_page(request, person.error().status, *sites, tried), person.error());
}

Response enter_code(App& app, const Request& request) {
  if (const auto foreign = refused_origin(app, request, nullptr)) {
    return error_page(app, request, foreign->status, foreign->code);
  }
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const auto sites = sites_for(app, form->value("site"));
  if (!sites) return error_page(app, request, sites.error());
  if (sites->chosen == nullptr || !request.private_way) return form_page(request, 403, *sites, {});
  Tried tried{"", safe_next(form->value("next"), *sites->chosen), ""};
  const auto person = try_code(app, request, *sites->chosen, form->value("ticket"), form->value("code"));
  if (person) return let_in(app, request, *sites->chosen, *person, tried.next);
  const NotLetIn& why = person.error();
  tried.fault = message(frame_for(request, *sites).reader.lang, why.key, {{"n", why.retry_after_s}});
  if (why.key == "sign_in.code.over") return form_page(request, why.status, *sites, tried);
  return with_wait(code_page(request, why.status, *sites, tried, form->value("ticket")), why);
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
    return form_page(request, request.private_way ? 200 : 403, *sites, tried);
  });
  app.router.add("POST", "/sign-in", [&app](const Request& request) { return sign_in(app, request); });
  app.router.add("POST", "/sign-in/code", [&app](const Request& request) { return enter_code(app, request); });
  add_staff_route(app, "POST", "/sign-out/{site}", Permission::own_account, sign_out);
}

}  // namespace comity::http
