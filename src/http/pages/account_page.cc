// /account/{site}: one's own password, second step and sessions.
#include "actions/daily_letter.h"
#include "actions/manage_people.h"
#include "actions/second_step.h"
#include "actions/sign_in.h"
#include "base/one_time.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/account_pages.h"
#include "http/pages/pages.h"
#include "http/pages/qr_svg.h"
#include "http/pages/session_table.h"
#include "http/pages/staff_forms.h"
#include "http/staff.h"
#include "http/staff_cookies.h"
#include "http/staff_entry.h"

namespace comity::http {

std::string account_path_of(const SignedIn& who) { return "/account/" + who.site.key; }

Frame account_frame(const Request& request, const SignedIn& who, std::string_view title) {
  Frame frame;
  frame.reader = reader_for(asked_language(request), who.site);
  frame.site = &who.site;
  frame.title = message(who.lang, title);
  return frame;
}

Response recovery_page(const Request& request, const SignedIn& who, const std::vector<std::string>& codes) {
  Frame frame = account_frame(request, who, "account.recovery");
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title).element("p", "lede", message(who.lang, "account.recovery.text"));
  w.open("div", "prose").open("pre").attribute("dir", "ltr");
  for (const std::string& code : codes) w.text(code + "\n");
  w.close("pre").close("div");
  w.open("p").link(frame.reader.link(account_path_of(who)), "", message(who.lang, "account.recovery.done")).close("p");
  return private_page(200, std::move(frame));
}

tl::expected<void, WrongPassword> ask_password(App& app, const Request& request, const SignedIn& who,
                                               std::string_view typed) {
  const auto right = try_password(app, request, who.site, who.person.name, typed);
  if (right) return {};
  const NotLetIn& why = right.error();
  const bool wrong = why.key == "sign_in.wrong";
  return tl::unexpected(
      WrongPassword{wrong ? 422 : why.status,
                    message(who.lang, wrong ? "account.password.wrong" : why.key, {{"n", why.retry_after_s}})});
}

namespace {

std::string way_of(const discussion::StaffSession& session, const std::string& lang) {
  return session.way == discussion::Way::unknown
             ? std::string()
             : message(lang, "account.way." + std::string(discussion::name(session.way)));
}

void write_own_sessions(HtmlWriter& w, App& app, const SignedIn& who, const Reader& reader) {
  const auto sessions = app.world.store.sessions(who.site.id, who.person.id);
  if (!sessions) return;
  std::vector<SessionRow> rows;
  for (const discussion::StaffSession& one : *sessions)
    if (!discussion::is_over(one, app.world.clock.now()))
      rows.push_back({one.key, one.begun, one.seen, one.browser, one.key == who.session, way_of(one, who.lang)});
  write_sessions(w, rows, who.lang, reader.link(account_path_of(who) + "/sessions"), who.csrf);
}

// Where the daily letter goes.
void write_address(HtmlWriter& w, App& app, const SignedIn& who, const Reader& reader, std::string_view typed) {
  const auto contacts = app.world.store.contacts_of(who.site.id, discussion::owner(who.person.id));
  if (!contacts) return;
  const std::string& lang = who.lang;
  w.element("h2", "", message(lang, "account.daily"));
  w.element("p", "", message(lang, "account.daily.text", {{"hour", std::to_string(who.site.daily_hour)}}));
  for (const discussion::Contact& contact : *contacts) {
    const char* const key = contact.confirmed ? "contact.goes_to" : "contact.asked";
    w.element("p", "", message_html(lang, key, {{"address", bdi(contact.address)}}));
  }
  open_form(w, reader.link(account_path_of(who) + "/address"), who.csrf);
  write_field(w, {"address", "email", "email", message(lang, "contact.address"), typed, "", 254});
  write_submit(w, message(lang, "contact.submit"));
  w.close("form");
}

// `typed`: an address that could not be taken, so that it is not lost.
Response account(App& app, const Request& request, const SignedIn& who, int status, const std::string& fault,
                 std::string_view typed = "") {
  Frame frame = account_frame(request, who, "account.title");
  const std::string& lang = who.lang;
  frame.path = account_path_of(who);
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title).element("p", "", message(lang, "sign_in.as", {{"name", who.person.name}}));
  w.open("p").link(frame.reader.link("/console/" + who.site.key), "", message(lang, "sign_in.console")).close("p");
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  write_fault(w, fault);
  w.element("h2", "", message(lang, "account.second_step"));
  const char* const second = who.person.has_totp       ? "account.second_step.on"
                             : who.person.passkeys > 0 ? "account.second_step.passkey"
                                                       : "account.second_step.off";
  w.element("p", "", message(lang, second, {{"n", who.person.recovery_left}}));
  const std::string own = account_path_of(who);
  w.open("p").link(frame.reader.link(own + "/second-step"), "", message(lang, "account.second_step.set")).close("p");
  w.element("h2", "", message(lang, "account.passkeys"));
  w.element("p", "", message(lang, "account.passkeys.some", {{"n", who.person.passkeys}}));
  w.open("p").link(frame.reader.link(own + "/passkeys"), "", message(lang, "account.passkeys.manage"));
  w.close("p").element("h2", "", message(lang, "account.password"));
  open_form(w, frame.reader.link(account_path_of(who) + "/password"), who.csrf);
  write_field(w, {"password", "password", "current-password", message(lang, "account.password.now"), "", "", 1024});
  write_field(w, {"new", "password", "new-password", message(lang, "account.password.new"), "",
                  message(lang, "account.password.help"), 1024});
  write_field(w, {"again", "password", "new-password", message(lang, "account.password.again"), "", "", 1024});
  write_submit(w, message(lang, "account.password.submit"));
  w.close("form").raw("");
  write_address(w, app, who, frame.reader, typed);
  write_own_sessions(w, app, who, frame.reader);
  open_form(w, frame.reader.link("/sign-out/" + who.site.key), who.csrf);
  write_submit(w, message(lang, "sign_in.out"));
  w.close("form").close("div");
  return private_page(status, std::move(frame));
}

Response to_account(const Request& request, const SignedIn& who) {
  return see_other(reader_for(asked_language(request), who.site).link(account_path_of(who)));
}

Response leave_address(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const std::string typed(form->value("address"));
  const auto left = actions::leave_staff_address(app.world, who.site, {who.person.id, typed, who.lang});
  if (left) return to_account(request, who);
  if (left.error().code == Error::Code::invalid)
    return account(app, request, who, 422, message(who.lang, "contact.fault.address"), typed);
  if (left.error().code == Error::Code::conflict)
    return account(app, request, who, 409, message(who.lang, "contact.fault.many"), typed);
  return error_page(app, request, left.error());
}

Response change_password(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  if (form->value("new") != form->value("again"))
    return account(app, request, who, 422, message(who.lang, "account.password.differ"));
  if (const auto right = ask_password(app, request, who, form->value("password")); !right)
    return account(app, request, who, right.error().status, right.error().fault);
  const Done set = actions::set_password(app.world, app.passwords, who.site, who.person,
                                         {std::string(form->value("new")), {}, who.session});
  if (!set && set.error().code == Error::Code::invalid)
    return account(app, request, who, 422, message(who.lang, "account.password.help"));
  return set ? to_account(request, who) : error_page(app, request, set.error());
}

Response end_sessions(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  store::EndSessions end{who.person.id, {}, who.session};
  if (form->value("session") != "others") {
    end.key = key128_from_base64url(form->value("session"));
    if (!end.key) return error_page(app, request, 400, "invalid");
  }
  const Done ended = actions::commit_staff(app.world, who.site.id, end);
  return ended ? to_account(request, who) : error_page(app, request, ended.error());
}

Response second_step(App& app, const Request& request, const SignedIn& who, int status, const Key128& seed,
                     const std::string& fault) {
  Frame frame = account_frame(request, who, "account.second_step");
  const std::string& lang = who.lang;
  const std::string secret = actions::secret_of(app.world, who.person, seed);
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  write_fault(w, fault);
  w.element("p", "", message(lang, "account.second_step.text"));
  const std::string uri = otpauth_uri(secret, who.site.name, who.person.name);
  w.open("p").html(qr_svg(uri, message(lang, "account.second_step.picture"))).close("p");
  std::string spaced;
  for (const char c : to_base32(secret)) spaced += (spaced.size() % 5 == 4 ? " " : "") + std::string(1, c);
  w.open("p").text(message(lang, "account.second_step.secret")).text(": ");
  w.open("strong", "cd-code").attribute("dir", "ltr").text(spaced).close("strong").close("p");
  w.open("p").link(uri, "", message(lang, "account.second_step.open")).close("p");
  open_form(w, frame.reader.link(account_path_of(who) + "/second-step"), who.csrf);
  w.hidden("seed", to_base64url(seed));
  write_field(w, {"password", "password", "current-password", message(lang, "account.password.now"), "", "", 1024});
  write_field(w, {"code", "text", "one-time-code", message(lang, "account.second_step.code"), "", "", 10});
  write_submit(w, message(lang, "account.second_step.submit"));
  w.close("form")
      .open("p")
      .link(frame.reader.link(account_path_of(who)), "", message(lang, "account.title"))
      .close("p");
  w.close("div");
  return private_page(status, std::move(frame));
}

Response set_second_step(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const auto seed = key128_from_base64url(form->value("seed"));
  if (!seed) return error_page(app, request, 400, "invalid");
  if (const auto right = ask_password(app, request, who, form->value("password")); !right)
    return second_step(app, request, who, right.error().status, *seed, right.error().fault);
  const auto codes = actions::set_second_step(app.world, who.person, *seed, form->value("code"), who.session);
  if (codes) return recovery_page(request, who, *codes);
  if (codes.error().code != Error::Code::forbidden) return error_page(app, request, codes.error());
  return second_step(app, request, who, 422, *seed, message(who.lang, "sign_in.code.wrong"));
}

}  // namespace

void add_account_pages(App& app) {
  add_staff_route(
      app, "GET", "/account/{site}", Permission::own_account,
      [](App& a, const Request& request, const SignedIn& who) { return account(a, request, who, 200, ""); });
  add_staff_route(app, "POST", "/account/{site}/password", Permission::own_account, change_password);
  add_staff_route(app, "POST", "/account/{site}/address", Permission::own_account, leave_address);
  add_staff_route(app, "POST", "/account/{site}/sessions", Permission::own_account, end_sessions);
  add_staff_route(app, "GET", "/account/{site}/second-step", Permission::own_account,
                  [](App& a, const Request& request, const SignedIn& who) {
                    return second_step(a, request, who, 200, a.world.random.key128(), "");
                  });
  add_staff_route(app, "POST", "/account/{site}/second-step", Permission::own_account, set_second_step);
}

}  // namespace comity::http
