#include "http/pages/frame.h"

#include "http/messages.h"
#include "http/pages/assets.h"
#include "http/readers.h"

namespace comity::http {
namespace {

void write_head(HtmlWriter& w, const Frame& frame) {
  const std::string title =
      frame.site != nullptr && frame.site->name != frame.title ? frame.title + " - " + frame.site->name : frame.title;
  w.raw("<!doctype html>\n").open("html").attribute("lang", frame.reader.lang);
  w.attribute("dir", direction(frame.reader.lang)).raw("").open("head").raw("<meta charset=\"utf-8\">");
  w.element("title", "", title);
  w.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
  w.raw("<meta name=\"color-scheme\" content=\"light dark\">");
  if (!frame.indexed) w.raw("<meta name=\"robots\" content=\"noindex\">");
  for (const std::string_view sheet : {"page.css", "discussion.css"}) {
    w.open("link").attribute("rel", "stylesheet").attribute("href", asset_path(sheet));
  }
  w.raw("<link rel=\"icon\" href=\"").text(asset_path("icon.svg")).raw("\" type=\"image/svg+xml\">");
  if (frame.widget && !widget_path().empty()) {
    w.open("script").attribute("type", "module").attribute("src", widget_path()).raw("").close("script");
  }
  if (const std::string_view script = asset_path(frame.script); !script.empty())
    w.open("script").attribute("type", "module").attribute("src", script).raw("").close("script");
  w.close("head");
}

void write_languages(HtmlWriter& w, const Frame& frame) {
  if (frame.path.empty()) return;
  w.open("nav", "languages").attribute("aria-label", message(frame.reader.lang, "front.languages"));
  for (const std::string& lang : interface_languages()) {
    w.open("a").attribute("href", Reader::link_in(lang, frame.path)).attribute("lang", lang);
    w.attribute("hreflang", lang).attribute("dir", direction(lang));
    if (lang == frame.reader.lang) w.attribute("aria-current", "true");
    w.text(message(lang, "meta.language")).close("a");
  }
  w.close("nav");
}

void write_foot(HtmlWriter& w, const Frame& frame) {
  const std::string& lang = frame.reader.lang;
  w.open("footer", "colophon");
  if (frame.site != nullptr) {
    w.open("p")
        .link(frame.reader.link(policy_path(*frame.site)), "", message(lang, "discussion.policy_link"))
        .close("p");
    if (const std::string account = account_path(*frame.site); !account.empty())
      w.open("p").link(frame.reader.link(account), "", message(lang, "reader.form.link")).close("p");
  }
  w.open("p").link(frame.reader.link("/case"), "", message(lang, "front.case_link")).close("p");
  if (frame.site != nullptr) {
    w.open("form").attribute("method", "post").attribute("action", frame.reader.link("/forget/" + frame.site->key));
    w.open("button").attribute("type", "submit").attribute("title", message(lang, "form.forget_help"));
    w.text(message(lang, "form.forget")).close("button").close("form");
  }
  w.element("p", "", message(lang, "front.footer")).close("footer");
}

}  // namespace

std::string page_html(const Frame& frame) {
  std::string out;
  out.reserve(frame.main.markup.size() + 4096);
  HtmlWriter w(out);
  write_head(w, frame);
  const std::string& lang = frame.reader.lang;
  w.open("body").raw("").link("#main", "skip", message(lang, "front.skip"));
  w.open("header", "masthead");
  const std::string home = frame.site != nullptr ? "/s/" + frame.site->key : "/";
  w.open("a", "paper").attribute("href", frame.reader.link(home));
  if (frame.site != nullptr && !frame.site->languages.empty()) w.attribute("lang", frame.site->languages.front());
  w.open("bdi").text(frame.site != nullptr ? frame.site->name : "Comity").close("bdi").close("a");
  write_languages(w, frame);
  w.close("header");
  w.open("main", "page").attribute("id", "main").html(frame.main).close("main");
  write_foot(w, frame);
  w.close("body").close("html").raw("\n");
  return out;
}

const Headers& page_headers() {
  static const Headers headers = {
      {"Content-Security-Policy",
       "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
       "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
      {"Referrer-Policy", "strict-origin-when-cross-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
  };
  return headers;
}

Response public_page(int status, const Frame& frame) {
  Response response = html_response(status, page_html(frame));
  for (const auto& [name, value] : page_headers()) response.set(name, value);
  response.set("Cache-Control", status == 200 ? "public, max-age=2, stale-while-revalidate=30" : "no-store");
  return response;
}

Response private_page(int status, Frame frame) {
  frame.indexed = false;
  const bool has_script = !frame.script.empty();
  Response response = html_response(status, page_html(frame));
  for (const auto& [name, value] : page_headers()) response.set(name, value);
  response.set("Cache-Control", "no-store").set("Referrer-Policy", "same-origin").set("X-Robots-Tag", "noindex");
  if (has_script) {
    const std::string policy(response.header("content-security-policy"));
    response.set("Content-Security-Policy", policy + "; require-trusted-types-for 'script'; trusted-types 'none'");
  }
  return response;
}

Response secret_page(int status, Frame frame) {
  Response response = private_page(status, std::move(frame));
  response.set("Referrer-Policy", "no-referrer");
  return response;
}

}  // namespace comity::http
