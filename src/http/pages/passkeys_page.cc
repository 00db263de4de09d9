// /account/{site}/passkeys: one's own passkeys - made, named, taken away.
#include "actions/passkey.h"
#include "base/base64.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/account_pages.h"
#include "http/pages/pages.h"
#include "http/pages/passkey_forms.h"
#include "http/pages/staff_forms.h"
#include "http/passkeys.h"
#include "http/staff.h"

namespace comity::http {
namespace {

using discussion::Passkey;

std::string path_of(const SignedIn& who) { return account_path_of(who) + "/passkeys"; }

void write_table(HtmlWriter& w, const std::vector<Passkey>& passkeys, const std::string& lang) {
  w.open("div", "prose").open("table", "sessions").open("tr");
  for (const char* heading : {"account.passkeys.name", "account.passkeys.made", "account.seen"})
    w.element("th", "", message(lang, heading));
  w.close("tr");
  for (const Passkey& one : passkeys) {
    w.open("tr").open("td").html(bdi(one.name));
    if (one.doubted)
      w.open("p", "cd-note cd-note-error")
          .text(message(lang, "account.passkeys.doubted", {{"date", date_time(lang, *one.doubted)}}))
          .close("p");
    w.close("td").open("td").attribute("data-heading", message(lang, "account.passkeys.made"));
    w.text(date_time(lang, one.created)).close("td");
    w.open("td").attribute("data-heading", message(lang, "account.seen"));
    w.text(one.used ? date_time(lang, *one.used) : message(lang, "account.passkeys.never")).close("td").close("tr");
  }
  w.close("table").close("div");
}

void write_choice(HtmlWriter& w, const std::vector<Passkey>& passkeys, std::string_view id, const std::string& lang) {
  w.open("p", "cd-field").open("label").attribute("for", id).text(message(lang, "account.passkeys.which"));
  w.close("label").open("select").attribute("id", id).attribute("name", "passkey").raw("");
  for (const Passkey& one : passkeys)
    w.open("option").attribute("value", to_base64url(one.credential)).text(one.name).close("option");
  w.close("select").close("p");
}

void write_add(HtmlWriter& w, const SignedIn& who, const Reader& reader, std::string_view typed) {
  const std::string& lang = who.lang;
  const std::string label = message(lang, "account.passkeys.add");
  const PasskeyButton button{"create", reader.link(path_of(who) + "/options"), reader.link(path_of(who)), label};
  w.element("h2", "", label);
  w.open("p", "cd-help").flag("data-passkey-none").text(message(lang, "account.passkeys.script")).close("p");
  open_form(w, button.action, who.csrf);
  open_passkey_part(w, button, lang);
  write_field(w, {"name", "text", "off", message(lang, "account.passkeys.name"), typed,
                  message(lang, "account.passkeys.name.help"), 60});
  write_field(w, {"password", "password", "current-password", message(lang, "account.password.now"), "", "", 1024});
  close_passkey_part(w, button);
  w.close("form");
}

void write_change(HtmlWriter& w, const SignedIn& who, const Reader& reader, const std::vector<Passkey>& passkeys) {
  const std::string& lang = who.lang;
  w.element("h2", "", message(lang, "account.passkeys.rename"));
  open_form(w, reader.link(path_of(who) + "/rename"), who.csrf);
  write_choice(w, passkeys, "renamed", lang);
  write_field(w, {"new_name", "text", "off", message(lang, "account.passkeys.new_name"), "", "", 60});
  write_submit(w, message(lang, "account.passkeys.rename"));
  w.close("form").element("h2", "", message(lang, "account.passkeys.remove"));
  open_form(w, reader.link(path_of(who) + "/remove"), who.csrf);
  write_choice(w, passkeys, "removed", lang);
  write_field(w, {"now", "password", "current-password", message(lang, "account.password.now"), "",
                  message(lang, "account.passkeys.remove.help"), 1024});
  write_submit(w, message(lang, "account.passkeys.remove"));
  w.close("form");
}

// `typed`: a name that could not be taken.
Response page(App& app, const Request& request, const SignedIn& who, int status, const std::string& fault,
              std::string_view typed = "") {
  const auto passkeys = app.world.store.passkeys(who.site.id, who.person.id);
  if (!passkeys) return error_page(app, request, passkeys.error());
  const PasskeyHost host = passkey_host(app, request);
  Frame frame = account_frame(request, who, "account.passkeys");
  frame.path = path_of(who);
  if (host.party) frame.script = passkey_script;
  const std::string& lang = who.lang;
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  write_fault(w, fault);
  w.element("p", "", message(lang, "account.passkeys.text"));
  if (!passkeys->empty()) write_table(w, *passkeys, lang);
  if (!host.party) {
    w.element("p", "cd-note", why_no_passkeys(app, request, host, lang));
  } else if (passkeys->size() >= discussion::most_passkeys) {
    w.element("p", "cd-note", message(lang, "account.passkeys.fault.many", {{"n", discussion::most_passkeys}}));
  } else {
    write_add(w, who, frame.reader, typed);
  }
  if (!passkeys->empty()) write_change(w, who, frame.reader, *passkeys);
  w.open("p").link(frame.reader.link(account_path_of(who)), "", message(lang, "account.title")).close("p");
  w.close("div");
  return private_page(status, std::move(frame));
}

Response to_page(const Request& request, const SignedIn& who) {
  return see_other(reader_for(asked_language(request), who.site).link(path_of(who)));
}

// For the script: what to ask the browser for, or a sentence to show.
Response options(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return problem(form.error(), request);
  const PasskeyHost host = passkey_host(app, request);
  if (!host.party) return passkey_fault(409, why_no_passkeys(app, request, host, who.lang));
  if (!discussion::checked_passkey_name(form->value("name")))
    return passkey_fault(422, message(who.lang, "account.passkeys.fault.name"));
  if (const auto right = ask_password(app, request, who, form->value("password")); !right)
    return passkey_fault(right.error().status, right.error().fault);
  Response response = json_response(200, creation_options(app, *host.party, who));
  return response.set("Cache-Control", "no-store");
}

// What is said of a change that could not be made, with its status.
Response refused(App& app, const Request& request, const SignedIn& who, const Error& error, std::string_view conflict,
                 std::string_view typed = "") {
  const auto again = [&](int status, std::string_view key) {
    return page(app, request, who, status, message(who.lang, key, {{"n", discussion::most_passkeys}}), typed);
  };
  switch (error.code) {
    case Error::Code::invalid:
      return again(422, "account.passkeys.fault.name");
    case Error::Code::forbidden:
      return again(422, "account.passkeys.fault.wrong");
    case Error::Code::conflict:
      return again(409, conflict);
    case Error::Code::not_found:
      return again(404, "account.passkeys.fault.gone");
    default:
      return error_page(app, request, error);
  }
}

Response add(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const std::string_view name = form->value("name");
  const auto asked = asked_to_add(app, request, who, *form);
  if (!asked) return page(app, request, who, 409, "", name);  // which says why there are none
  const auto added =
      actions::add_passkey(app.world, app.challenges, who.person, *asked, new_passkey(*form), name, who.session);
  if (!added) {
    if (added.error().code == Error::Code::forbidden)
      app.log("request " + request.id + ": a new passkey of " + who.person.name + " of " + who.site.key +
              " was refused, WebAuthn section " + added.error().detail);
    const bool full = who.person.passkeys >= static_cast<std::int64_t>(discussion::most_passkeys);
    return refused(app, request, who, added.error(),
                   full ? "account.passkeys.fault.many" : "account.passkeys.fault.there", name);
  }
  if (!added->recovery_codes.empty()) return recovery_page(request, who, added->recovery_codes);
  return to_page(request, who);
}

Response rename(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const std::string credential = from_base64url(form->value("passkey")).value_or("");
  const Done done = actions::rename_passkey(app.world, who.person, credential, form->value("new_name"));
  return done ? to_page(request, who) : refused(app, request, who, done.error(), "account.passkeys.fault.gone");
}

Response remove(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  if (const auto right = ask_password(app, request, who, form->value("now")); !right)
    return page(app, request, who, right.error().status, right.error().fault);
  const std::string credential = from_base64url(form->value("passkey")).value_or("");
  const Done done = actions::remove_passkey(app.world, who.person, credential);
  return done ? to_page(request, who) : refused(app, request, who, done.error(), "account.passkeys.fault.last");
}

}  // namespace

void add_passkeys_pages(App& app) {
  add_staff_route(app, "GET", "/account/{site}/passkeys", Permission::own_account,
                  [](App& a, const Request& request, const SignedIn& who) { return page(a, request, who, 200, ""); });
  add_staff_route(app, "POST", "/account/{site}/passkeys", Permission::own_account, add);
  add_staff_route(app, "POST", "/account/{site}/passkeys/options", Permission::own_account, options);
  add_staff_route(app, "POST", "/account/{site}/passkeys/rename", Permission::own_account, rename);
  add_staff_route(app, "POST", "/account/{site}/passkeys/remove", Permission::own_account, remove);
}

}  // namespace comity::http
