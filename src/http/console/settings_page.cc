// /console/{site}/settings: what `comity admin site set` sets, with the same checks and in the same words.
#include <algorithm>

#include "actions/manage_site.h"
#include "actions/site_settings.h"
#include "http/console/console.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

using actions::SiteSetting;
using Kind = SiteSetting::Kind;
using Typed = std::vector<std::pair<std::string, std::string>>;  // by name, in the order of the settings

Typed stored(const discussion::Site& site) {
  Typed typed;
  for (const SiteSetting& setting : actions::site_settings())
    typed.emplace_back(setting.name, actions::setting_text(site, setting.name));
  return typed;
}

void write_choices(HtmlWriter& w, const std::string& lang, const SiteSetting& setting, const std::string& value) {
  std::vector<std::string_view> choices = setting.choices;
  if (setting.kind == Kind::yes_no) choices = {"yes", "no"};
  w.open("select").attribute("name", setting.name).raw("");
  for (const std::string_view choice : choices) {
    w.open("option").attribute("value", choice);
    if (choice == value) w.flag("selected");
    const std::string of = setting.kind == Kind::yes_no ? "" : std::string(setting.name) + ".";
    w.text(message(lang, "console.setting." + of + std::string(choice))).close("option");
  }
  w.close("select");
}

void write_setting(HtmlWriter& w, const std::string& lang, const SiteSetting& setting, const std::string& value,
                   const std::string& before) {
  const std::string key = "console.setting." + std::string(setting.name);
  w.open("p").open("label").text(message(lang, key)).raw("<br>");
  if (setting.kind == Kind::yes_no || setting.kind == Kind::choice) {
    write_choices(w, lang, setting, value);
  } else {
    w.open("input").attribute("type", "text").attribute("name", setting.name).attribute("value", value);
    if (setting.kind == Kind::number) {
      w.attribute("inputmode", "numeric").attribute("size", 6).attribute("dir", "ltr");
    } else {
      w.attribute("maxlength", 2'000).attribute("size", 60).attribute("dir", "auto");
    }
    w.raw("");
  }
  w.close("label");
  // So that one person's form does not undo what another changed meanwhile.
  w.hidden("was-" + std::string(setting.name), before);
  if (const std::string help = message(lang, key + ".help"); help != key + ".help")
    w.raw("<br>").open("small").text(help).close("small");
  w.close("p");
}

Response page_of(const Request& request, const SignedIn& who, const Typed& typed, const Error* error) {
  const std::string& lang = who.lang;
  ConsolePage page;
  page.current = "settings";
  page.path = "/settings";
  page.title = message(lang, "console.nav.settings");
  if (request.query_value("changed")) page.notice = message_html(lang, "console.setting.saved");
  if (error != nullptr) {
    page.notice = message_html(lang, "console.error." + std::string(name(error->code)));
    page.notice.markup += " <span lang=\"en\" dir=\"ltr\">";
    page.notice += escaped(error->detail);
    page.notice.markup += "</span>";
  }
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  w.element("p", "quiet", message(lang, "console.setting.about", {{"key", who.site.key}}));
  open_console_form(w, request, who, "/settings");
  const Typed now = stored(who.site);
  for (std::size_t i = 0; i < now.size(); ++i)
    write_setting(w, lang, actions::site_settings()[i], typed[i].second, now[i].second);
  w.open("p").open("button").attribute("type", "submit").text(message(lang, "console.setting.save"));
  w.close("button").close("p").close("form");
  w.element("h2", "", message(lang, "console.setting.words"));
  w.element("p", "", message(lang, "console.setting.words.help"));
  if (may(who.person, Permission::edit_policy))
    w.open("p").link(console_link(request, who, "/policy"), "", message(lang, "console.nav.policy")).close("p");
  return console_answer(request, who, error == nullptr ? 200 : 400, page);
}

Response change(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  discussion::Site site = who.site;
  Typed typed = stored(site);
  std::optional<Error> wrong;
  for (auto& [name, text] : typed) {
    if (!form->has(name) || form->value(name) == form->value("was-" + name)) continue;
    text = form->value(name);
    auto changed = actions::with_setting(site, name, text);
    if (changed) {
      site = *std::move(changed);
    } else if (!wrong) {
      wrong = changed.error();
    }
  }
  if (wrong) return page_of(request, who, typed, &*wrong);
  if (const auto set = actions::set_site(app.world, site); !set) return page_of(request, who, typed, &set.error());
  return console_move(who,
                      asked_language(request).empty() ? "/settings?changed=1" : "/settings?changed=1&lang=" + who.lang);
}

}  // namespace

void add_settings_page(App& app) {
  add_staff_route(app, "GET", "/console/{site}/settings", Permission::manage_site,
                  [](App&, const Request& request, const SignedIn& who) {
                    return page_of(request, who, stored(who.site), nullptr);
                  });
  add_staff_route(app, "POST", "/console/{site}/settings", Permission::manage_site, change);
}

}  // namespace comity::http
