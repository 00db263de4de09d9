// /reader/{site} for whoever is not signed in: the ways in, a new account, and the page behind a letter's link. Nothing
// here says whether an address has an account.
#include "http/forms.h"
#include "http/guest.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "http/pages/reader_pages.h"
#include "http/pages/staff_forms.h"
#include "http/posting.h"
#include "http/staff_cookies.h"
#include "text/name.h"

namespace comity::http {
namespace {

struct Tried {
  std::string address, name, next;
  std::string fault, where;  // a sentence, and the form it is about: "link" | "password" | "join"
  bool along = true;
};

Frame frame_of(const Request& request, const discussion::Site& site, std::string_view title) {
  Frame frame;
  frame.reader = reader_for(asked_language(request), site);
  frame.site = &site;
  frame.title = message(frame.reader.lang, title, {{"site", site.name}});
  return frame;
}

void begin(HtmlWriter& w, const Frame& frame) {
  const std::string& lang = frame.reader.lang;
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
}

void begin_form(HtmlWriter& w, const Frame& frame, const Tried& tried, std::string_view what, std::string_view title) {
  w.element("h2", "", message(frame.reader.lang, title));
  if (tried.where == what) write_fault(w, tried.fault);
  open_form(w, frame.reader.link(reader_path(*frame.site) + "/" + std::string(what)), "");
  if (!tried.next.empty()) w.hidden("next", tried.next);
}

void write_address(HtmlWriter& w, std::string_view id, const Frame& frame, const Tried& tried) {
  // Every form has one of its own: ids are unique, the field's name is not.
  w.open("p", "cd-field").open("label").attribute("for", id).text(message(frame.reader.lang, "contact.address"));
  w.close("label").open("input").attribute("id", id).attribute("name", "address").attribute("type", "email");
  w.attribute("autocomplete", "email").attribute("dir", "ltr").attribute("maxlength", std::int64_t{254});
  w.flag("required");
  if (!tried.address.empty()) w.attribute("value", tried.address);
  w.raw("").close("p");
}

void write_join(HtmlWriter& w, const Request& request, const Frame& frame, const Tried& tried) {
  const std::string& lang = frame.reader.lang;
  begin_form(w, frame, tried, "join", "reader.join");
  w.element("p", "", message(lang, "reader.join.text"));
  w.open("p", "cd-field").open("label").attribute("for", "name").text(message(lang, "form.name")).close("label");
  w.open("input").attribute("id", "name").attribute("name", "name").attribute("autocomplete", "nickname");
  w.attribute("maxlength", static_cast<std::int64_t>(text::max_name_bytes)).attribute("dir", "auto").flag("required");
  if (!tried.name.empty()) w.attribute("value", tried.name);
  w.attribute("aria-describedby", "name-help").raw("").open("span", "cd-help").attribute("id", "name-help");
  w.text(message(lang, "reader.join.name_help")).close("span").close("p");
  write_address(w, "join-address", frame, tried);
  if (guest_key(request, frame.site->key)) {
    w.open("p").open("label", "cd-check").open("input").attribute("type", "checkbox").attribute("name", "along");
    w.attribute("value", "yes");
    if (tried.along) w.flag("checked");
    w.text(" ").text(message(lang, "reader.join.along")).close("label").close("p");
  }
  write_submit(w, message(lang, "reader.join.submit"));
  w.close("form");
}

Response entry_page(const Request& request, const discussion::Site& site, int status, const Tried& tried) {
  Frame frame = frame_of(request, site, "reader.title");
  const std::string& lang = frame.reader.lang;
  if (!request.private_way) return not_private_page(std::move(frame));
  frame.path = reader_path(site);
  HtmlWriter w(frame.main.markup);
  begin(w, frame);
  w.element("p", "", message(lang, "reader.text"));
  begin_form(w, frame, tried, "link", "reader.link");
  w.element("p", "", message(lang, "reader.link.text"));
  write_address(w, "link-address", frame, tried);
  write_submit(w, message(lang, "reader.link.submit"));
  w.close("form");
  begin_form(w, frame, tried, "sign-in", "reader.password");
  write_address(w, "address", frame, tried);
  write_field(w, {"password", "password", "current-password", message(lang, "sign_in.password"), "", "", 1024});
  write_submit(w, message(lang, "sign_in.submit"));
  w.close("form").element("p", "cd-help", message(lang, "reader.password.forgotten"));
  write_join(w, request, frame, tried);
  w.open("p", "cd-help").link(frame.reader.link(policy_path(site)), "", message(lang, "discussion.policy_link"));
  w.close("p").close("div");
  return private_page(status, std::move(frame));
}

// The same whether a letter goes or not.
Response letter_page(const Request& request, const discussion::Site& site, const std::string& said,
                     const std::string& address) {
  Frame frame = frame_of(request, site, "reader.sent.title");
  const std::string& lang = frame.reader.lang;
  HtmlWriter w(frame.main.markup);
  begin(w, frame);
  w.open("p").attribute("role", "status").html(message_html(lang, said, {{"address", bdi(address)}}));
  w.close("p").element("p", "cd-help", message(lang, "reader.sent.help"));
  w.open("p").link(frame.reader.link(reader_path(site)), "", message(lang, "reader.back")).close("p").close("div");
  return private_page(200, std::move(frame));
}

// What every form asks first: a site with accounts, a page of ours, a way on which nobody listens.
using Answer = Response (*)(App&, const Request&, const discussion::Site&, const Form&, Tried&);
Response with_form(App& app, const Request& request, Answer answer) {
  const auto site = site_of(app, request);
  if (!site) return error_page(app, request, site.error());
  if (!site->reader_accounts) return error_page(app, request, 404, "not_found");
  if (const auto foreign = refused_origin(app, request, nullptr))
    return error_page(app, request, foreign->status, foreign->code);
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  if (!request.private_way) {
    count(app, SignIn::not_private);
    return entry_page(request, *site, 403, {});
  }
  Tried tried;
  tried.address = form->value("address").substr(0, discussion::max_address_bytes);
  tried.next = safe_reader_next(form->value("next"), *site);
  return answer(app, request, *site, *form, tried);
}

Response let_nobody_in(const Request& request, const discussion::Site& site, const NotLetIn& why, Tried& tried) {
  const std::string lang = reader_for(asked_language(request), site).lang;
  const bool wrong = why.key == "sign_in.wrong";
  tried.fault = message(lang, wrong ? "reader.password.wrong" : why.key, {{"n", why.retry_after_s}});
  Response response = entry_page(request, site, why.status, tried);
  if (why.retry_after_s > 0) response.set("Retry-After", std::to_string(why.retry_after_s));
  return response;
}

Response refused_entry(App& app, const Request& request, const discussion::Site& site, const Error& error,
                       Tried& tried) {
  const bool name = error.detail.starts_with(actions::about_the_name);
  std::string key;
  if (error.code == Error::Code::invalid) key = name ? "error.name" : "contact.fault.address";
  if (error.code == Error::Code::forbidden || error.code == Error::Code::conflict) key = "error.name_taken";
  if (key.empty()) return error_page(app, request, error);
  tried.fault = message(reader_for(asked_language(request), site).lang, key);
  return entry_page(request, site, error.code == Error::Code::conflict ? 409 : 422, tried);
}

Response send_link(App& app, const Request& request, const discussion::Site& site, const Form&, Tried& tried) {
  tried.where = "link";
  if (const auto no = refused_letter(app, request, site, tried.address))
    return let_nobody_in(request, site, *no, tried);
  const Done sent = actions::send_sign_in_link(app.world, site, tried.address);
  return sent ? letter_page(request, site, "reader.sent.link", tried.address)
              : refused_entry(app, request, site, sent.error(), tried);
}

Response sign_in(App& app, const Request& request, const discussion::Site& site, const Form& form, Tried& tried) {
  tried.where = "sign-in";
  const auto account = try_reader_password(app, request, site, tried.address, form.value("password"));
  if (!account) return let_nobody_in(request, site, account.error(), tried);
  const auto token = actions::begin_reader_session(app.world, *account, browser_name(request));
  if (!token) return error_page(app, request, token.error());
  count(app, SignIn::done);
  const Reader reader = reader_for(asked_language(request), site);
  Response response = see_other(reader.link(tried.next.empty() ? reader_path(site) : tried.next));
  response.set("Cache-Control", "no-store");
  begin_reading(response, request, site, *token);
  remember_browser(app.world, response, request, site, known_reader(tried.address));
  return response;
}

Response join(App& app, const Request& request, const discussion::Site& site, const Form& form, Tried& tried) {
  tried.where = "join";
  tried.name = form.value("name");
  tried.along = form.value("along") == "yes";
  if (const auto no = refused_letter(app, request, site, tried.address))
    return let_nobody_in(request, site, *no, tried);
  const std::string lang = reader_for(asked_language(request), site).lang;
  const auto guest = tried.along ? guest_key(request, site.key) : std::nullopt;
  const Done made = actions::join_readers(app.world, site, {tried.name, tried.address, lang, guest});
  return made ? letter_page(request, site, "reader.sent.join", tried.address)
              : refused_entry(app, request, site, made.error(), tried);
}

Response gone_page(const Request& request, const discussion::Site& site) {
  Frame frame = frame_of(request, site, "reader.gone.title");
  const std::string& lang = frame.reader.lang;
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title).element("p", "lede", message(lang, "reader.gone"));
  w.open("p").link(frame.reader.link(reader_path(site)), "", message(lang, "reader.back")).close("p");
  return secret_page(404, std::move(frame));
}

// Programs that look at mail follow links: a GET signs nobody in.
Response link_page(const Request& request, const discussion::Site& site, const actions::OpenedLink& link) {
  const bool opens = !link.account.opened.has_value();
  Frame frame = frame_of(request, site, opens ? "reader.open.title" : "reader.title");
  const std::string& lang = frame.reader.lang;
  HtmlWriter w(frame.main.markup);
  begin(w, frame);
  w.element("p", "",
            message_html(lang, opens ? "reader.open.text" : "reader.in.text",
                         {{"name", bdi(link.account.name)}, {"address", bdi(link.contact.address)}}));
  open_form(w, frame.reader.link(request.path), "");
  write_submit(w, message(lang, opens ? "reader.open.submit" : "sign_in.submit"));
  w.close("form").element("p", "cd-help", message(lang, "reader.open.help")).close("div");
  return secret_page(200, std::move(frame));
}

Response follow_link(App& app, const Request& request) {
  const auto site = site_of(app, request);
  if (!site) return error_page(app, request, site.error());
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (!reads) {
    if (const auto foreign = refused_origin(app, request, nullptr))
      return error_page(app, request, foreign->status, foreign->code);
  }
  const auto token = key128_from_base64url(request.param("token").value_or(""));
  if (!token) return gone_page(request, *site);
  if (!request.private_way) return not_private_page(frame_of(request, *site, "reader.title"));
  const auto link = actions::open_sign_in_link(app.world, *site, *token);
  if (!link) {
    const bool gone = link.error().code == Error::Code::not_found;
    return gone ? gone_page(request, *site) : error_page(app, request, link.error());
  }
  if (reads) return link_page(request, *site, *link);
  const auto session = actions::use_sign_in_link(app.world, *link, browser_name(request));
  if (!session) {
    const auto code = session.error().code;
    const bool gone = code == Error::Code::not_found || code == Error::Code::conflict;
    return gone ? gone_page(request, *site) : error_page(app, request, session.error());
  }
  count(app, SignIn::done);
  Response response = see_other(reader_for(asked_language(request), *site).link(reader_path(*site)));
  response.set("Cache-Control", "no-store");
  begin_reading(response, request, *site, *session);
  remember_browser(app.world, response, request, *site, known_reader(link->contact.address));
  return response;
}

}  // namespace

Response reader_entry(const Request& request, const discussion::Site& site) {
  Tried tried;
  tried.next = safe_reader_next(request.query_value("next").value_or(""), site);
  const std::string back = publisher_page(request.query_value("back").value_or(""), site);
  if (tried.next.empty() && !back.empty()) tried.next = with_query(reader_path(site), "back", back);
  return entry_page(request, site, request.private_way ? 200 : 403, tried);
}

void add_reader_entry_pages(App& app) {
  const auto add = [&app](const char* pattern, Answer answer) {
    app.router.add("POST", pattern, [&app, answer](const Request& request) { return with_form(app, request, answer); });
  };
  add("/reader/{site}/link", send_link);
  add("/reader/{site}/sign-in", sign_in);
  add("/reader/{site}/join", join);
  app.router.add("GET", "/reader/{site}/in/{token}",
                 [&app](const Request& request) { return follow_link(app, request); });
  app.router.add("POST", "/reader/{site}/in/{token}",
                 [&app](const Request& request) { return follow_link(app, request); });
}

}  // namespace comity::http
