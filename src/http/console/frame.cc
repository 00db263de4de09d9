// The frame of the console's pages, and the small things they share.
#include "http/pages/frame.h"

#include <algorithm>
#include <array>

#include "http/console/console.h"
#include "http/console/reported.h"
#include "http/messages.h"
#include "http/pages/assets.h"
#include "http/pages/pages.h"
#include "http/pages/receipt_html.h"

namespace comity::http {
namespace {

struct Place {
  std::string_view name;
  Permission permission;
};
constexpr std::array places = {
    Place{"queue", Permission::read_queue},       Place{"reported", Permission::read_queue},
    Place{"recent", Permission::read_queue},      Place{"appeals", Permission::read_queue},
    Place{"danger", Permission::read_queue},      Place{"overview", Permission::read_queue},
    Place{"stories", Permission::manage_stories}, Place{"policy", Permission::edit_policy},
    Place{"people", Permission::manage_people},   Place{"settings", Permission::manage_site}};

// Where the console begins for them: a reviewer has no queue.
std::string first_page(const Request& request, const SignedIn& who) {
  return console_link(request, who, may(who.person, Permission::read_queue) ? "/queue" : "");
}

void write_navigation(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsolePage& page) {
  w.open("header", "bar").open("a", "house").attribute("href", first_page(request, who));
  w.open("bdi").text(who.site.name).close("bdi").close("a");
  w.open("nav").attribute("aria-label", message(who.lang, "console.navigation")).raw("");
  for (const Place& place : places) {
    if (!may(who.person, place.permission)) continue;
    w.open("a").attribute("href", console_link(request, who, "/" + std::string(place.name)));
    if (page.current == place.name) w.attribute("aria-current", "page");
    w.text(message(who.lang, "console.nav." + std::string(place.name))).close("a");
  }
  const std::string account = "/account/" + who.site.key;
  w.close("nav").open("p", "who").open("bdi").text(who.person.name).close("bdi").text(" · ");
  w.link(asked_language(request).empty() ? account : with_query(account, "lang", who.lang), "",
         message(who.lang, "account.title"));
  w.close("p").close("header");
}

// What was done, or why it was not: then the page opens there.
void write_notice(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsolePage& page, bool is_wrong) {
  if (page.notice.empty() && page.undo.empty()) return;
  w.open("div", is_wrong ? "notice wrong" : "notice").attribute("role", is_wrong ? "alert" : "status");
  if (is_wrong) w.attribute("id", "wrong").attribute("tabindex", "-1").flag("autofocus");
  w.raw("");
  if (!page.notice.empty()) w.element("p", "", page.notice);
  if (!page.undo.empty()) {
    const std::size_t split = page.undo.find('=');
    open_console_form(w, request, who, "/undo");
    w.hidden(page.undo.substr(0, split), page.undo.substr(split + 1));
    w.open("button").attribute("type", "submit").attribute("data-key", "undo").text(message(who.lang, "console.undo"));
    w.close("button").close("form");
  }
  w.close("div");
}

void write_foot(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsolePage& page) {
  w.open("footer", "foot")
      .open("nav", "languages")
      .attribute("aria-label", message(who.lang, "front.languages"))
      .raw("");
  for (const std::string& lang : interface_languages()) {
    w.open("a").attribute("href", Reader::link_in(lang, "/console/" + who.site.key + page.path));
    w.attribute("lang", lang).attribute("hreflang", lang).attribute("dir", direction(lang));
    if (lang == who.lang) w.attribute("aria-current", "true");
    w.text(message(lang, "meta.language")).close("a");
  }
  w.close("nav");
  if (may(who.person, Permission::read_queue)) {
    const bool blurs = blurs_words(request);
    open_console_form(w, request, who, "/blur");
    w.hidden("blur", blurs ? "no" : "yes").hidden("back", page.path).open("button").attribute("type", "submit");
    w.text(message(who.lang, blurs ? "console.blur.off" : "console.blur.on")).close("button").close("form");
  }
  w.open("form").attribute("method", "post").attribute("action", "/sign-out/" + who.site.key).raw("");
  w.hidden("csrf", who.csrf).open("button").attribute("type", "submit").text(message(who.lang, "sign_in.out"));
  w.close("button").close("form");
  w.open("button", "scripted").attribute("type", "button").attribute("data-key", "help").flag("hidden");
  w.text(message(who.lang, "console.keys")).close("button").close("footer");
}

// Names of the keys for the live layer, which shows and changes them.
void write_key_names(HtmlWriter& w, std::string_view lang) {
  w.open("dialog").attribute("id", "keys").attribute("aria-labelledby", "keys-title").raw("");
  w.open("h2").attribute("id", "keys-title").text(message(lang, "console.keys")).close("h2");
  w.element("p", "", message(lang, "console.keys.help")).open("table").raw("");
  for (const char* deed : {"next", "previous", "open", "publish", "refuse", "return", "remove", "restore", "keep",
                           "close_replies", "send", "pass", "danger", "undo", "reveal", "queue", "help"}) {
    w.open("tr")
        .open("th")
        .attribute("scope", "row")
        .text(message(lang, "console.key." + std::string(deed)))
        .close("th");
    w.open("td").open("input").attribute("data-deed", deed).attribute("maxlength", "1").attribute("size", "2");
    w.attribute("autocapitalize", "off").attribute("autocomplete", "off");
    w.attribute("aria-label", message(lang, "console.key." + std::string(deed))).close("td").close("tr");
  }
  w.close("table").open("p").open("label").open("input").attribute("type", "checkbox").attribute("id", "keys-on");
  w.text(" ").text(message(lang, "console.keys.on")).close("label").close("p");
  w.open("form").attribute("method", "dialog").open("button").text(message(lang, "console.keys.close")).close("button");
  w.close("form").close("dialog");
}

Headers console_headers() {
  Headers headers = page_headers();
  headers.emplace_back("X-Robots-Tag", "noindex");
  return headers;
}

}  // namespace

std::string console_link(const Request& request, const SignedIn& who, std::string_view path) {
  std::string link = "/console/" + who.site.key + std::string(path);
  return asked_language(request).empty() ? link : with_query(link, "lang", who.lang);
}

void open_console_form(HtmlWriter& w, const Request& request, const SignedIn& who, std::string_view path) {
  w.open("form").attribute("method", "post").attribute("action", console_link(request, who, path)).raw("");
  w.hidden("csrf", who.csrf);
}

Html done_notice(const Request& request, std::string_view lang) {
  if (request.query_value("deed") == "proposed") return message_html(lang, "console.done.proposed");
  const auto deed = discussion::deed_from(request.query_value("deed").value_or(""));
  return deed && *deed != discussion::Deed::hold
             ? message_html(lang, "console.done." + std::string(discussion::name(*deed)))
             : Html{};
}

bool blurs_words(const Request& request) {
  return request.cookie("comity_blur") == std::optional<std::string_view>("yes");
}

Response console_answer(const Request& request, const SignedIn& who, int status, const ConsolePage& page) {
  std::string out;
  out.reserve(page.main.markup.size() + 8192);
  HtmlWriter w(out);
  w.raw("<!doctype html>\n").open("html").attribute("lang", who.lang).attribute("dir", direction(who.lang)).raw("");
  w.raw("<head><meta charset=\"utf-8\">").element("title", "", page.title + " - " + who.site.name);
  w.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
  w.raw("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">");
  w.open("link").attribute("rel", "stylesheet").attribute("href", asset_path("console.css"));
  w.raw("<link rel=\"icon\" href=\"").text(asset_path("icon.svg")).raw("\" type=\"image/svg+xml\">");
  if (const std::string_view script = asset_path("assets/console.js"); !script.empty()) {
    w.open("script").attribute("type", "module").attribute("src", script).raw("").close("script");
  }
  w.close("head").open("body", blurs_words(request) ? "blur" : "");
  w.attribute("data-console", "/console/" + who.site.key).attribute("data-csrf", who.csrf).raw("");
  w.link("#main", "skip", message(who.lang, "front.skip"));
  write_navigation(w, request, who, page);
  w.open("main").attribute("id", "main").attribute("tabindex", "-1").raw("");
  write_notice(w, request, who, page, status >= 400);
  w.html(page.main).close("main");
  write_foot(w, request, who, page);
  write_key_names(w, who.lang);
  w.close("body").close("html").raw("\n");
  Response response = html_response(status, std::move(out));
  for (const auto& [name, value] : console_headers()) response.set(name, value);
  response.set("Cache-Control", "no-store").set("Referrer-Policy", "same-origin");
  return response;
}

Response console_error(const Request& request, const SignedIn& who, const Error& error) {
  const Response as_problem = problem(error, request);
  ConsolePage page;
  page.title = message(who.lang, "console.error." + std::string(name(error.code)));
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  if (error.code == Error::Code::invalid || error.code == Error::Code::forbidden || error.code == Error::Code::conflict)
    w.open("p").attribute("lang", "en").attribute("dir", "ltr").text(error.detail).close("p");
  const bool has_queue = may(who.person, Permission::read_queue);
  w.open("p").link(first_page(request, who), "", message(who.lang, has_queue ? "console.to_queue" : "sign_in.console"));
  w.close("p");
  page.path = has_queue ? "/queue" : "";
  return console_answer(request, who, as_problem.status, page);
}

Response console_move(const SignedIn& who, std::string_view path) {
  return see_other("/console/" + who.site.key + std::string(path));
}

Html marked_text(std::string_view text, const std::vector<policy::ClauseVerdict>& findings) {
  std::vector<text::Span> spans;
  for (const policy::ClauseVerdict& clause : findings) {
    for (const policy::Finding& finding : clause.findings) {
      for (const text::Span span : finding.spans) {
        if (span.begin < span.end && span.end <= text.size()) spans.push_back(span);
      }
    }
  }
  std::sort(spans.begin(), spans.end());
  Html html;
  std::size_t at = 0;
  for (const text::Span span : spans) {
    const std::size_t begin = std::max<std::size_t>(at, span.begin);
    if (span.end <= begin) continue;
    html += escaped(text.substr(at, begin - at));
    html.markup += "<mark>";
    html += escaped(text.substr(begin, span.end - begin));
    html.markup += "</mark>";
    at = span.end;
  }
  html += escaped(text.substr(at));
  return html;
}

Html ago(Time then, Time now, std::string_view lang) {
  const std::int64_t minutes = std::max<std::int64_t>(0, (to_ms(now) - to_ms(then)) / 60'000);
  std::string words;
  if (minutes < 60) {
    words = message(lang, "console.ago.minutes", {{"n", minutes}});
  } else if (minutes < 48 * 60) {
    words = message(lang, "console.ago.hours", {{"n", minutes / 60}});
  } else {
    words = message(lang, "console.ago.days", {{"n", minutes / (24 * 60)}});
  }
  Html html;
  HtmlWriter(html.markup)
      .open("time")
      .attribute("datetime", rfc3339(then))
      .attribute("title", date_time(lang, then))
      .text(words)
      .close("time");
  return html;
}

std::string comment_place(StoryId story, CommentId comment) {
  return "/comment/" + short_id(story) + "/" + std::to_string(comment.value);
}

void write_preview(HtmlWriter& w, App& app, const actions::OwnComment& own, const discussion::Decision& decision,
                   std::string_view lang) {
  actions::OwnComment then = own;
  using discussion::Deed;
  using discussion::State;
  const bool first = own.comment.state == State::held;
  if (decision.deed == Deed::publish || decision.deed == Deed::restore) then.comment.state = State::published;
  if (decision.deed == Deed::refuse && first) then.comment.state = State::refused;
  if (decision.deed == Deed::return_) then.comment.state = State::returned;
  if (decision.deed == Deed::remove) then.comment.state = State::removed;
  if (!then.revisions.empty() && decision.deed == Deed::refuse) then.revisions.back().state = State::refused;
  if (!then.revisions.empty() && decision.deed == Deed::publish) then.revisions.back().state = State::published;
  then.decisions.push_back(decision);
  if (discussion::decides_state(decision.deed)) then.comment.decision = decision.id;
  const discussion::PolicyById by_id = [&](const Hash256& id) -> std::shared_ptr<const policy::Compiled> {
    auto found = app.world.policies.by_id(own.site.id, id);
    return found ? *std::move(found) : nullptr;
  };
  write_facts(w, then, by_id, lang);
}

void add_console(App& app) {
  const auto claims = std::make_shared<Claims>();
  add_queue_pages(app);
  add_comment_pages(app, claims);
  add_reported_pages(app, claims);
  add_danger_pages(app);
  add_order_pages(app);
  add_many_pages(app);
  add_recent_pages(app);
  add_overview_page(app);
  add_policy_editor(app);
  add_appeals_pages(app);
  add_stories_pages(app);
  add_settings_page(app);
}

}  // namespace comity::http
