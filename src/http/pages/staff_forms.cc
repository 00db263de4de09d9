#include "http/pages/staff_forms.h"

#include "http/messages.h"

namespace comity::http {
namespace {

constexpr std::string_view nginx_lines = R"(# nginx
server {
  listen 443 ssl;
  server_name talk.example.org;
  ssl_certificate     /etc/ssl/talk.example.org.pem;
  ssl_certificate_key /etc/ssl/talk.example.org.key;
  location / {
    proxy_pass http://127.0.0.1:8080;
    proxy_http_version 1.1;
    proxy_set_header Host $host;
    proxy_set_header Connection "";
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
  }
}
)";

constexpr std::string_view caddy_lines = R"(# or Caddy, which gets the certificate by itself
talk.example.org {
  reverse_proxy 127.0.0.1:8080
}
)";

constexpr std::string_view comity_line = R"(# and then
comity serve --data DIR --public-url https://talk.example.org --trusted-proxy 127.0.0.1
)";

}  // namespace

void write_field(HtmlWriter& w, const Field& field) {
  w.open("p", "cd-field").open("label").attribute("for", field.id).text(field.label).close("label");
  w.open("input").attribute("id", field.id).attribute("name", field.id).attribute("type", field.type);
  w.attribute("autocomplete", field.autocomplete).attribute("autocapitalize", "none").attribute("spellcheck", "false");
  w.attribute("maxlength", field.most).attribute("dir", "auto").flag("required");
  if (!field.value.empty()) w.attribute("value", field.value);
  const std::string help_id = std::string(field.id) + "-help";
  if (!field.help.empty()) w.attribute("aria-describedby", help_id);
  w.raw("");
  if (!field.help.empty()) w.open("span", "cd-help").attribute("id", help_id).text(field.help).close("span");
  w.close("p");
}

void write_submit(HtmlWriter& w, std::string_view label) {
  w.open("p", "cd-submit").open("button").attribute("type", "submit").text(label).close("button").close("p");
}

void write_fault(HtmlWriter& w, std::string_view text) {
  if (text.empty()) return;
  w.open("p", "cd-note cd-note-error").attribute("role", "alert").text(text).close("p");
}

void open_form(HtmlWriter& w, std::string_view action, std::string_view csrf) {
  w.open("form", "cd-form").attribute("method", "post").attribute("action", action).raw("");
  if (!csrf.empty()) w.hidden("csrf", csrf);
}

Response not_private_page(Frame frame) {
  const std::string& lang = frame.reader.lang;
  frame.title = message(lang, "sign_in.not_private.title");
  frame.main = {};
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.element("p", "lede", message(lang, "sign_in.not_private.why"));
  w.element("p", "", message(lang, "sign_in.not_private.operator"));
  w.open("div", "prose").open("pre").attribute("dir", "ltr");
  w.text(nginx_lines).text("\n").text(caddy_lines).text("\n").text(comity_line).close("pre").close("div");
  return private_page(403, std::move(frame));
}

}  // namespace comity::http
