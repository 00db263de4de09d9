// /reader/{site}: a reader's own page - name, address, password, where they are signed in - and what it changes.
#include "http/forms.h"
#include "http/hand_over.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "http/pages/reader_pages.h"
#include "http/pages/session_table.h"
#include "http/pages/staff_forms.h"
#include "text/name.h"

namespace comity::http {
namespace {

struct Said {
  int status = 200;
  std::string fault{};  // a sentence; '' all is well
  std::string where{};  // the part it is about: "name" | "address" | "password"
  std::string typed{};  // the name; nothing is lost
};

// Back to the publisher's page the reader came from, where the widget is signed in by the code.
void write_way_back(HtmlWriter& w, App& app, const Request& request, const ReaderIn& in) {
  const std::string back = publisher_page(request.query_value("back").value_or(""), in.site);
  if (back.empty()) return;
  const Key128 code = app.world.random.key128();
  hand_overs().offer(code, in.site.id, in.who.account.author, app.world.clock.now());
  w.open("p").open("a", "cd-button").attribute("href", back + "#comity-in=" + to_base64url(code));
  w.text(message(in.lang, "reader.way_back")).close("a").close("p");
}

void write_name(HtmlWriter& w, App& app, const ReaderIn& in, const Reader& reader, const Said& said) {
  const std::string& lang = in.lang;
  const discussion::Account& account = in.who.account;
  w.element("h2", "", message(lang, "reader.name"));
  if (said.where == "name") write_fault(w, said.fault);
  w.element("p", "", message(lang, "reader.name.text"));
  if (!discussion::may_rename(account, app.world.clock.now())) {
    const Time next = account.renamed.value_or(account.created) + discussion::between_names;
    w.element("p", "cd-help", message(lang, "reader.name.soon", {{"date", date_time(lang, next)}}));
    return;
  }
  open_form(w, reader.link(reader_path(in.site) + "/name"), in.csrf);
  write_field(w, {"name", "text", "nickname", message(lang, "reader.name.new"), said.typed, "", 60});
  write_submit(w, message(lang, "reader.name.submit"));
  w.close("form");
}

void write_address(HtmlWriter& w, App& app, const ReaderIn& in, const Reader& reader, bool fresh, const Said& said) {
  const std::string& lang = in.lang;
  w.element("h2", "", message(lang, "contact.address"));
  if (said.where == "address") write_fault(w, said.fault);
  const auto contacts = app.world.store.contacts_of(in.site.id, discussion::owner(in.who.account.author));
  if (!contacts) return;
  for (const discussion::Contact& one : *contacts) {
    if (one.only) continue;
    const char* const key = one.confirmed ? "reader.address.is" : "contact.asked";
    w.element("p", "", message_html(lang, key, {{"address", bdi(one.address)}}));
  }
  if (!fresh) return;
  open_form(w, reader.link(reader_path(in.site) + "/address"), in.csrf);
  write_field(w, {"address", "email", "email", message(lang, "reader.address.new"), "", "", 254});
  write_submit(w, message(lang, "contact.submit"));
  w.close("form");
}

void write_password(HtmlWriter& w, const ReaderIn& in, const Reader& reader, bool fresh, const Said& said) {
  const std::string& lang = in.lang;
  w.element("h2", "", message(lang, "sign_in.password"));
  if (said.where == "password") write_fault(w, said.fault);
  w.element("p", "", message(lang, in.who.account.has_password ? "reader.password.is" : "reader.password.none"));
  if (!fresh) return;
  const std::string action = reader.link(reader_path(in.site) + "/password");
  open_form(w, action, in.csrf);
  write_field(w, {"new", "password", "new-password", message(lang, "account.password.new"), "",
                  message(lang, "account.password.help"), 1024});
  write_field(w, {"again", "password", "new-password", message(lang, "account.password.again"), "", "", 1024});
  write_submit(w, message(lang, "account.password.submit"));
  w.close("form");
  if (!in.who.account.has_password) return;
  open_form(w, action, in.csrf);
  w.hidden("deed", "none").open("button", "cd-button-quiet").attribute("type", "submit");
  w.text(message(lang, "reader.password.drop")).close("button").close("form");
}

void write_own_sessions(HtmlWriter& w, App& app, const ReaderIn& in, const Reader& reader) {
  const auto sessions = app.world.store.reader_sessions(in.site.id, in.who.account.author);
  if (!sessions) return;
  std::vector<SessionRow> rows;
  for (const discussion::ReaderSession& one : *sessions)
    if (!discussion::is_over(one, app.world.clock.now()))
      rows.push_back({one.key, one.begun, one.seen, one.browser, one.key == in.who.session.key});
  write_sessions(w, rows, in.lang, reader.link(reader_path(in.site) + "/sessions"), in.csrf);
}

Response own_page(App& app, const Request& request, const ReaderIn& in, const Said& said) {
  Frame frame;
  frame.reader = reader_for(asked_language(request), in.site);
  frame.site = &in.site;
  frame.title = message(in.lang, "account.title");
  frame.path = reader_path(in.site);
  const bool fresh = discussion::is_fresh(in.who.session, app.world.clock.now());
  const std::string& lang = in.lang;
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  w.element("p", "", message_html(lang, "reader.as", {{"name", bdi(in.who.account.name)}}));
  write_way_back(w, app, request, in);
  w.open("ul").open("li");
  w.link(frame.reader.link(reader_path(in.site) + "/mutes"), "", message(lang, "reader.mutes"));
  w.close("li").open("li").link(frame.reader.link("/data/" + in.site.key), "", message(lang, "erase.link"));
  w.close("li").close("ul");
  write_name(w, app, in, frame.reader, said);
  write_address(w, app, in, frame.reader, fresh, said);
  write_password(w, in, frame.reader, fresh, said);
  if (!fresh) w.element("p", "cd-help", message(lang, "reader.stale"));
  write_own_sessions(w, app, in, frame.reader);
  open_form(w, frame.reader.link(reader_path(in.site) + "/sign-out"), in.csrf);
  write_submit(w, message(lang, "sign_in.out"));
  w.close("form").close("div");
  return private_page(said.status, std::move(frame));
}

Response to_own_page(const Request& request, const ReaderIn& in) {
  return see_other(reader_for(asked_language(request), in.site).link(reader_path(in.site)));
}

Response refused_change(App& app, const Request& request, const ReaderIn& in, const Error& error, Said said,
                        std::string_view invalid_key) {
  std::string key;
  if (error.code == Error::Code::invalid) key = invalid_key;
  if (error.code == Error::Code::forbidden) key = "reader.stale";
  if (error.code == Error::Code::conflict) key = "contact.fault.many";
  if (error.code == Error::Code::unavailable) key = "sign_in.busy";
  if (key.empty()) return error_page(app, request, error);
  said.fault = message(in.lang, key);
  said.status = error.code == Error::Code::conflict ? 409 : error.code == Error::Code::unavailable ? 503 : 422;
  return own_page(app, request, in, said);
}

Response change_name(App& app, const Request& request, const ReaderIn& in) {
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  Said said{.where = "name", .typed = std::string(form->value("name").substr(0, text::max_name_bytes))};
  if (!discussion::may_rename(in.who.account, app.world.clock.now())) {
    said.status = 409;  // the page says until when
    return own_page(app, request, in, said);
  }
  const Done renamed = actions::rename_reader(app.world, in.site, in.who, said.typed, in.lang);
  if (renamed) return to_own_page(request, in);
  std::string_view key;
  if (renamed.error().code == Error::Code::invalid) key = "error.name";
  if (renamed.error().code == Error::Code::forbidden || renamed.error().code == Error::Code::conflict)
    key = "error.name_taken";
  if (key.empty()) return error_page(app, request, renamed.error());
  said.fault = message(in.lang, key);
  said.status = renamed.error().code == Error::Code::conflict ? 409 : 422;
  return own_page(app, request, in, said);
}

Response change_address(App& app, const Request& request, const ReaderIn& in) {
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const std::string address(form->value("address"));
  if (const auto no = refused_letter(app, request, in.site, address))
    return own_page(app, request, in, {429, message(in.lang, no->key, {{"n", no->retry_after_s}}), "address"});
  const Done left = actions::set_reader_address(app.world, in.who, address, in.lang);
  if (left) return to_own_page(request, in);
  return refused_change(app, request, in, left.error(), {.where = "address"}, "contact.fault.address");
}

Response change_password(App& app, const Request& request, const ReaderIn& in) {
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const bool drops = form->value("deed") == "none";
  if (!drops && form->value("new") != form->value("again"))
    return own_page(app, request, in, {422, message(in.lang, "account.password.differ"), "password"});
  // '' would take it away, which is asked for by another button.
  const std::string_view typed = drops ? "" : form->value("new").empty() ? "-" : form->value("new");
  const Done set = actions::set_reader_password(app.world, app.passwords, in.site, in.who, typed);
  if (set) return to_own_page(request, in);
  return refused_change(app, request, in, set.error(), {.where = "password"}, "account.password.help");
}

Response end_sessions(App& app, const Request& request, const ReaderIn& in) {
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  std::optional<Key128> key;
  if (form->value("session") != "others") {
    key = key128_from_base64url(form->value("session"));
    if (!key) return error_page(app, request, 400, "invalid");
  }
  const Done ended = actions::end_reader_sessions(app.world, in.who.account, key, in.who.session.key);
  return ended ? to_own_page(request, in) : error_page(app, request, ended.error());
}

Response sign_out(App& app, const Request& request, const ReaderIn& in) {
  const Done ended = actions::end_reader_sessions(app.world, in.who.account, in.who.session.key, std::nullopt);
  if (!ended) return error_page(app, request, ended.error());
  Response response = to_own_page(request, in);
  end_reading(response, request, in.site);
  return response;
}

}  // namespace

void add_reader_pages(App& app) {
  // Signed in or not: one address.
  app.router.add("GET", "/reader/{site}", [&app](const Request& request) {
    const auto site = site_of(app, request);
    if (!site) return error_page(app, request, site.error());
    if (!site->reader_accounts) return error_page(app, request, 404, "not_found");
    auto who = request.private_way ? signed_in_reader(app, request, *site) : std::nullopt;
    if (!who) return reader_entry(request, *site);
    const auto token = reader_cookie(request, *site);
    const std::string lang = reader_for(asked_language(request), *site).lang;
    return own_page(app, request, {*std::move(who), *site, token ? csrf_token(app.world, *token) : "", lang}, {});
  });
  add_reader_route(app, "POST", "/reader/{site}/address", change_address);
  add_reader_route(app, "POST", "/reader/{site}/name", change_name);
  add_reader_route(app, "POST", "/reader/{site}/password", change_password);
  add_reader_route(app, "POST", "/reader/{site}/sessions", end_sessions);
  add_reader_route(app, "POST", "/reader/{site}/sign-out", sign_out);
}

}  // namespace comity::http
