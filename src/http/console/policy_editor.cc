// The policy's document: checked as it is written, its examples run, tried in the shadow, published; and its history
// with what changed from one version to the next.
#include "actions/manage_site.h"
#include "actions/shadow_policy.h"
#include "actions/try_policy.h"
#include "base/json.h"
#include "http/console/console.h"
#include "http/console/policy_form.h"
#include "http/console/reported.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "policy/diff.h"

namespace comity::http {
namespace {

constexpr std::size_t most_fields = 512;  // of a clause with some hundred examples

// Browsers send a text's line ends as CR LF; a policy's id is the hash of its bytes.
std::string source_in(const Form& form) {
  std::string source(form.value("source"));
  for (std::size_t at = 0; (at = source.find("\r\n", at)) != std::string::npos;) source.erase(at, 1);
  return source;
}

void write_diagnostics(HtmlWriter& w, const policy::Checked& checked, std::string_view lang) {
  w.open("div").attribute("id", "diagnostics").attribute("role", "status").raw("");
  if (checked.diagnostics.empty()) {
    std::size_t examples = 0;
    if (checked.policy) {
      for (const policy::Clause& clause : checked.policy->clauses) examples += clause.examples.size();
    }
    w.element("p", "", message(lang, "console.policy.sound", {{"n", examples}}));
  }
  w.open("ol", "past").attribute("lang", "en").attribute("dir", "ltr").raw("");
  for (const policy::Diagnostic& one : checked.diagnostics) {
    const bool error = one.severity == policy::Diagnostic::Severity::error;
    w.open("li").open("strong").text(error ? "error" : "warning").close("strong");
    if (one.line > 0) w.text(" " + std::to_string(one.line) + ":" + std::to_string(one.column));
    w.text(" ").text(one.message);
    if (!one.advice.empty()) w.text(" - ").text(one.advice);
    w.close("li");
  }
  w.close("ol").close("div");
}

void write_history(HtmlWriter& w, const SignedIn& who, const std::vector<store::PolicyDocument>& versions) {
  w.open("section").element("h2", "", message(who.lang, "policy.versions")).open("ol", "past").raw("");
  for (const store::PolicyDocument& version : versions) {
    w.open("li").open("a");
    w.attribute("href", "/console/" + who.site.key + "/policy/" + to_hex(version.id));
    w.text(to_hex(version.id).substr(0, 16)).close("a").text(" · ").text(date_time(who.lang, version.published));
    w.text(" · ").open("bdi").text(version.by).close("bdi").close("li");
  }
  w.close("ol").close("section");
}

// What the draft would have said of the latest texts, beside the policy in force; and of the same with the sides' names
// exchanged.
Done write_trial(HtmlWriter& w, App& app, const SignedIn& who, const std::string& source) {
  COMITY_TRY(const auto trial, actions::try_policy(app.world, who.site, source));
  w.open("section").attribute("aria-labelledby", "trial").open("h2").attribute("id", "trial");
  w.text(message(who.lang, "console.policy.trial", {{"n", trial.looked_at}})).close("h2");
  w.element("p", "quiet", message(who.lang, "console.policy.trial.help"));
  w.open("div", "columns even").open("div").element("h3", "", message(who.lang, "console.policy.replay"));
  w.open("pre").attribute("lang", "en").attribute("dir", "auto").text(policy::to_text(trial.replay)).close("pre");
  w.close("div").open("div").element("h3", "", message(who.lang, "console.policy.mirror"));
  if (trial.mirror) {
    w.open("pre").attribute("lang", "en").attribute("dir", "auto");
    w.text(policy::to_text(*trial.after, *trial.mirror)).close("pre");
  } else {
    w.element("p", "", message(who.lang, "console.policy.no_sides"));
  }
  w.close("div").close("div").close("section");
  return {};
}

// A part of the draft as fields. Its source goes along, and comes back changed.
Result<Response> form_page(const Request& request, const SignedIn& who, const std::string& source,
                           std::string_view part, const Error* error) {
  COMITY_TRY(const auto document, policy::DocumentEditor::of(source));
  const std::string& lang = who.lang;
  ConsolePage page;
  page.current = "policy";
  page.path = "/policy";
  page.title = message(lang, "console.form");
  if (error != nullptr) page.notice = error_notice(*error, lang);
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title).element("p", "quiet", message(lang, "console.form.help"));
  const auto parts = policy_parts(document, lang);
  if (part.empty() && !parts.empty()) part = parts.front().name;
  open_console_form(w, request, who, "/policy");
  w.hidden("part", part).open("textarea").attribute("name", "source").flag("hidden").raw("\n").text(source);
  w.close("textarea");
  // The first button of a form is pressed by the Enter key: it writes, and stays here.
  w.open("p", "buttons").raw("");
  for (const char* deed : {"apply_form", "apply"}) {
    w.open("button", std::string_view(deed) == "apply_form" ? "" : "second").attribute("type", "submit");
    w.attribute("name", "do").attribute("value", deed).text(message(lang, "console.form." + std::string(deed)));
    w.close("button").text(" ");
  }
  w.close("p").open("fieldset", "parts").element("legend", "", message(lang, "console.form.parts"));
  for (const PolicyPart& one : parts) {
    w.open("button", "second").attribute("type", "submit").attribute("name", "go").attribute("value", one.name);
    if (one.name == part) w.attribute("aria-current", "true");
    w.attribute("dir", "auto").text(one.title).close("button").text(" ");
  }
  w.close("fieldset");
  write_policy_fields(w, document, part, lang);
  w.close("form");
  return console_answer(request, who, error == nullptr ? 200 : 400, page);
}

Result<Response> editor(App& app, const Request& request, const SignedIn& who, const std::optional<std::string>& typed,
                        const Error* error, bool tries = false) {
  const std::string& lang = who.lang;
  COMITY_TRY(const auto versions, app.world.store.policies(who.site.id));
  COMITY_TRY(const auto shadow, app.world.store.shadow(who.site.id));
  std::string source = typed.value_or("");
  if (!typed && !versions.empty()) source = versions.front().source;
  ConsolePage page;
  page.current = "policy";
  page.path = "/policy";
  page.title = message(lang, "console.policy.title");
  if (request.query_value("published")) page.notice = message_html(lang, "console.policy.published");
  if (error != nullptr) page.notice = message_html(lang, "console.error." + std::string(name(error->code)));
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  if (error != nullptr) w.open("pre").attribute("lang", "en").attribute("dir", "ltr").text(error->detail).close("pre");
  if (shadow) {
    w.element("p", "",
              message(lang, "console.policy.in_shadow",
                      {{"id", to_hex(shadow->id).substr(0, 16)}, {"date", date_time(lang, shadow->published)}}));
    open_console_form(w, request, who, "/policy");
    w.open("button").attribute("type", "submit").attribute("name", "do").attribute("value", "end_shadow");
    w.text(message(lang, "console.policy.end_shadow")).close("button").close("form");
  }
  open_console_form(w, request, who, "/policy");
  w.open("p").open("label").text(message(lang, "console.policy.source")).raw("<br>");
  w.open("textarea", "source").attribute("name", "source").attribute("rows", "30").attribute("spellcheck", "false");
  w.attribute("dir", "ltr").attribute("data-check", console_link(request, who, "/policy/check"));
  w.raw("\n").text(source).close("textarea").close("label").close("p");
  write_diagnostics(w, policy::compile(source), lang);
  w.open("p").open("label").open("input").attribute("type", "checkbox").attribute("name", "despite_mirror");
  w.attribute("value", "yes").text(" ").text(message(lang, "console.policy.despite_mirror")).close("label").close("p");
  w.open("p", "buttons").raw("");
  for (const char* deed : {"check", "form", "try", "shadow", "publish"}) {
    w.open("button", std::string_view(deed) == "publish" ? "" : "second").attribute("type", "submit");
    w.attribute("name", "do").attribute("value", deed).text(message(lang, "console.policy." + std::string(deed)));
    w.close("button").text(" ");
  }
  w.close("p").close("form");
  if (tries) {
    const Done tried = write_trial(w, app, who, source);
    if (!tried) w.open("pre").attribute("lang", "en").attribute("dir", "ltr").text(tried.error().detail).close("pre");
  }
  write_history(w, who, versions);
  return console_answer(request, who, error == nullptr ? 200 : 400, page);
}

Result<Response> act(App& app, const Request& request, const SignedIn& who) {
  COMITY_TRY(const Form form, parse_form(request, most_fields));
  const std::string_view deed = form.value("do");
  const std::string source = source_in(form);
  if (deed == "form" || deed == "apply" || deed == "apply_form" || form.has("go")) {
    const auto changed = with_policy_fields(source, form);
    if (!changed && deed == "form") return editor(app, request, who, source, &changed.error());
    if (!changed) return form_page(request, who, source, form.value("part"), &changed.error());
    if (deed == "apply") return editor(app, request, who, *changed, nullptr);
    return form_page(request, who, *changed, form.has("go") ? form.value("go") : form.value("part"), nullptr);
  }
  if (deed == "try") return editor(app, request, who, source, nullptr, true);
  if (deed == "end_shadow") {
    COMITY_CHECK(actions::set_shadow(app.world, who.site, "", who.person.name));
    return console_move(who, "/policy");
  }
  if (deed == "shadow") {
    const Done set = actions::set_shadow(app.world, who.site, source, who.person.name);
    if (!set) return editor(app, request, who, source, &set.error());
    return console_move(who, "/policy");
  }
  if (deed == "publish") {
    actions::PublishOptions options;
    options.despite_mirror = form.value("despite_mirror") == "yes";
    const auto published = actions::publish_policy(app.world, who.site, source, who.person.name, options);
    if (!published) return editor(app, request, who, source, &published.error());
    return console_move(who, "/policy?published=1");
  }
  return editor(app, request, who, source, nullptr);
}

Response check(App&, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return problem(form.error(), request);
  std::string html;
  {
    HtmlWriter w(html);
    write_diagnostics(w, policy::compile(source_in(*form)), who.lang);
  }
  return html_response(200, std::move(html));
}

// A version, and what it changed in the one before it.
Result<Response> version(App& app, const Request& request, const SignedIn& who) {
  const auto id = hash256_from_hex(request.param("id").value_or(""));
  if (!id) return fail(Error::Code::not_found, "no such policy");
  COMITY_TRY(const auto document, app.world.store.policy(who.site.id, *id));
  COMITY_TRY(const auto history, app.world.store.policy_history(who.site.id));
  const store::PolicyDocument* before = nullptr;
  for (const store::PolicyDocument& one : history) {
    if (one.id == *id) break;
    before = &one;
  }
  ConsolePage page;
  page.current = "policy";
  page.path = "/policy/" + to_hex(*id);
  page.title = message(who.lang, "policy.version_item",
                       {{"date", date_only(who.lang, document.published)}, {"id", to_hex(*id).substr(0, 16)}});
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  if (document.mirror) {
    w.element("p", "",
              message(who.lang, "policy.mirror",
                      {{"texts", document.mirror->exchanged}, {"verdicts", document.mirror->changed}}));
  }
  if (before != nullptr) {
    const auto older = app.world.policies.by_id(who.site.id, before->id);
    const auto newer = app.world.policies.by_id(who.site.id, *id);
    if (older && newer) {
      w.element("h2", "", message(who.lang, "console.policy.changes"));
      w.open("pre").attribute("dir", "auto").text(policy::to_text(policy::differences(**older, **newer))).close("pre");
    }
  }
  w.element("h2", "", message(who.lang, "console.policy.source"));
  w.open("pre").attribute("dir", "ltr").text(document.source).close("pre");
  return console_answer(request, who, 200, page);
}

}  // namespace

void add_policy_editor(App& app) {
  const auto as_page = [](auto make) {
    return [make](App& a, const Request& request, const SignedIn& who) {
      auto page = make(a, request, who);
      return page ? *std::move(page) : console_error(request, who, page.error());
    };
  };
  add_staff_route(app, "GET", "/console/{site}/policy", Permission::edit_policy,
                  as_page([](App& a, const Request& request, const SignedIn& who) {
                    return editor(a, request, who, std::nullopt, nullptr);
                  }));
  add_staff_route(app, "POST", "/console/{site}/policy", Permission::edit_policy, as_page(act));
  add_staff_route(app, "POST", "/console/{site}/policy/check", Permission::edit_policy, check);
  add_staff_route(app, "GET", "/console/{site}/policy/{id}", Permission::edit_policy, as_page(version));
}

}  // namespace comity::http
