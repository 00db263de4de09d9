// The policy's document: checked as it is written, its examples run, tried on what is stored, tried in the shadow, and
// published with the report of what it was found to change.
#include "actions/manage_site.h"
#include "actions/shadow_policy.h"
#include "actions/try_policy.h"
#include "base/json.h"
#include "http/console/console.h"
#include "http/console/policy_form.h"
#include "http/console/policy_versions.h"
#include "http/console/reported.h"
#include "http/console/stopped_rules.h"
#include "http/console/tried_drafts.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "http/pages/policy_counts_html.h"

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

// What the draft would have said of the latest texts, beside the policy in force; and of the same with the sides' names
// exchanged. Kept, for when it is published.
Done write_trial(HtmlWriter& w, App& app, const SignedIn& who, TriedDrafts& drafts, const std::string& source) {
  COMITY_TRY(const auto trial, actions::try_policy(app.world, who.site, source));
  const actions::TriedPolicy tried = actions::kept_of(trial, app.world.clock.now());
  drafts.keep(who.site.id, tried);
  store::PolicyDocument counts;
  counts.replay = tried.counts;
  w.open("section").attribute("aria-labelledby", "trial").open("h2").attribute("id", "trial").attribute("tabindex", -1);
  w.flag("autofocus").text(message(who.lang, "console.policy.trial")).close("h2");
  write_policy_counts(w, counts, trial.after.get(), who.lang, true);
  w.element("p", "quiet", message(who.lang, "console.policy.trial.help"));
  w.element("h3", "", message(who.lang, "console.policy.replay"));
  w.open("pre", "report")
      .attribute("lang", "en")
      .attribute("dir", "auto")
      .attribute("tabindex", 0)
      .text(policy::to_text(trial.replay))
      .close("pre");
  w.element("h3", "", message(who.lang, "console.policy.mirror"));
  if (trial.mirror) {
    w.open("pre", "report").attribute("lang", "en").attribute("dir", "auto").attribute("tabindex", 0);
    w.text(policy::to_text(*trial.after, *trial.mirror)).close("pre");
  } else {
    w.element("p", "", message(who.lang, "console.policy.no_sides"));
  }
  w.close("section");
  return {};
}

// What an editor is at: the draft as it was sent, and what was chosen with it.
struct Draft {
  std::optional<std::string> source{};  // none: the policy in force
  bool despite_mirror = false;
  std::string tried{};         // the text that was tried last on this page, by its id; ''
  bool tries = false;          // shows what it would change
  std::string asks_untried{};  // the text, by its id, that would be published without a report; ''
};

// A part of the draft as fields. Its source goes along, and comes back changed.
// `wrong`: the fields that could not be taken, and why.
struct Untaken {
  const Form& form;
  const Error& error;
};
Result<Response> form_page(const Request& request, const SignedIn& who, const Draft& draft, std::string_view part,
                           const std::optional<Untaken>& wrong) {
  const std::string& source = *draft.source;
  COMITY_TRY(const auto document, policy::DocumentEditor::of(source));
  const std::string& lang = who.lang;
  ConsolePage page;
  page.current = "policy";
  page.path = "/policy";
  page.title = message(lang, "console.form");
  if (wrong) page.notice = error_notice(wrong->error, lang);
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title).element("p", "quiet", message(lang, "console.form.help"));
  const auto parts = policy_parts(document, lang);
  if (part.empty() && !parts.empty()) part = parts.front().name;
  open_console_form(w, request, who, "/policy");
  w.hidden("tried", draft.tried);
  if (draft.despite_mirror) w.hidden("despite_mirror", "yes");
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
  write_policy_fields(w, document, part, lang, wrong ? &wrong->form : nullptr);
  w.close("form");
  return console_answer(request, who, wrong ? 400 : 200, page);
}

// Publishing what was not tried, or was another text when it was, is asked once more.
void write_question(HtmlWriter& w, const Draft& draft, const std::string& lang) {
  w.open("div", "decide").raw("");
  w.element("p", "", message(lang, draft.tried.empty() ? "console.policy.untried" : "console.policy.tried_other"));
  w.hidden("untried", draft.asks_untried).open("p", "buttons").raw("");
  for (const char* deed : {"try", "publish_untried"}) {
    w.open("button", std::string_view(deed) == "try" ? "" : "second").attribute("type", "submit");
    w.attribute("name", "do").attribute("value", deed).text(message(lang, "console.policy." + std::string(deed)));
    w.close("button").text(" ");
  }
  w.close("p").close("div");
}

void write_draft(HtmlWriter& w, const Request& request, const SignedIn& who, const Draft& draft,
                 const std::string& source) {
  const std::string& lang = who.lang;
  open_console_form(w, request, who, "/policy");
  w.hidden("tried", draft.tried);
  if (!draft.asks_untried.empty()) write_question(w, draft, lang);
  w.open("p").open("label").text(message(lang, "console.policy.source")).raw("<br>");
  w.open("textarea", "source").attribute("name", "source").attribute("rows", "30").attribute("spellcheck", "false");
  w.attribute("dir", "ltr").attribute("data-check", console_link(request, who, "/policy/check"));
  w.raw("\n").text(source).close("textarea").close("label").close("p");
  write_diagnostics(w, policy::compile(source), lang);
  w.open("p").open("label").open("input").attribute("type", "checkbox").attribute("name", "despite_mirror");
  w.attribute("value", "yes");
  if (draft.despite_mirror) w.flag("checked");
  w.text(" ").text(message(lang, "console.policy.despite_mirror")).close("label").close("p");
  w.open("p", "buttons").raw("");
  for (const char* deed : {"check", "form", "try", "shadow", "publish"}) {
    w.open("button", std::string_view(deed) == "publish" ? "" : "second").attribute("type", "submit");
    w.attribute("name", "do").attribute("value", deed).text(message(lang, "console.policy." + std::string(deed)));
    w.close("button").text(" ");
  }
  w.close("p").close("form");
}

Result<Response> editor(App& app, const Request& request, const SignedIn& who, TriedDrafts& drafts, const Draft& draft,
                        const Error* error = nullptr) {
  const std::string& lang = who.lang;
  COMITY_TRY(const auto versions, app.world.store.policies(who.site.id));
  COMITY_TRY(const auto shadow, app.world.store.shadow(who.site.id));
  std::string source = draft.source.value_or("");
  if (!draft.source && !versions.empty()) source = versions.front().source;
  ConsolePage page;
  page.current = "policy";
  page.path = "/policy";
  page.title = message(lang, "console.policy.title");
  if (request.query_value("published")) page.notice = message_html(lang, "console.policy.published");
  if (request.query_value("released")) page.notice = message_html(lang, "console.brake.released");
  if (error != nullptr) page.notice = message_html(lang, "console.error." + std::string(name(error->code)));
  if (!draft.asks_untried.empty()) page.notice = message_html(lang, "console.policy.asked");
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  if (error != nullptr) w.open("pre").attribute("lang", "en").attribute("dir", "ltr").text(error->detail).close("pre");
  const auto live = app.world.policies.live(who.site);
  write_stopped_rules(w, app, request, who, live ? live->get() : nullptr);
  if (shadow) {
    w.element("p", "",
              message(lang, "console.policy.in_shadow",
                      {{"id", to_hex(shadow->id).substr(0, 16)}, {"date", date_time(lang, shadow->published)}}));
    open_console_form(w, request, who, "/policy");
    w.open("button").attribute("type", "submit").attribute("name", "do").attribute("value", "end_shadow");
    w.text(message(lang, "console.policy.end_shadow")).close("button").close("form");
  }
  // Tried first: the form behind it says that this text was.
  std::string trial;
  if (draft.tries) {
    HtmlWriter report(trial);
    const Done tried = write_trial(report, app, who, drafts, source);
    if (!tried) {
      report.open("pre").attribute("lang", "en").attribute("dir", "ltr").text(tried.error().detail).close("pre");
    }
  }
  write_draft(w, request, who, draft, source);
  w.html(trusted_html(std::move(trial)));
  write_policy_history(w, request, who, versions);
  const bool is_wrong = error != nullptr || !draft.asks_untried.empty();
  return console_answer(request, who, is_wrong ? 400 : 200, page);
}

// Puts it in force, naming the report of exactly this text; without one it is asked first.
Result<Response> publish(App& app, const Request& request, const SignedIn& who, TriedDrafts& drafts, Draft draft,
                         std::string_view untried) {
  const std::string& source = *draft.source;
  const Hash256 id = sha256(source);
  actions::PublishOptions options;
  options.despite_mirror = draft.despite_mirror;
  options.tried = drafts.of(who.site.id, id, who.site.policy);
  if (!options.tried && untried != to_hex(id) && id != who.site.policy && policy::compile(source).policy) {
    draft.asks_untried = to_hex(id);
    return editor(app, request, who, drafts, draft);
  }
  const auto published = actions::publish_policy(app.world, who.site, source, who.person.name, options);
  if (!published) return editor(app, request, who, drafts, draft, &published.error());
  return console_move(who,
                      asked_language(request).empty() ? "/policy?published=1" : "/policy?published=1&lang=" + who.lang);
}

Result<Response> act(App& app, const Request& request, const SignedIn& who, TriedDrafts& drafts) {
  COMITY_TRY(const Form form, parse_form(request, most_fields));
  const std::string_view deed = form.value("do");
  Draft draft{source_in(form), form.value("despite_mirror") == "yes"};
  if (hash256_from_hex(form.value("tried"))) draft.tried = form.value("tried");
  const std::string& source = *draft.source;
  if (deed == "form" || deed == "apply" || deed == "apply_form" || form.has("go")) {
    const auto changed = with_policy_fields(source, form);
    if (!changed && deed == "form") return editor(app, request, who, drafts, draft, &changed.error());
    if (!changed) return form_page(request, who, draft, form.value("part"), Untaken{form, changed.error()});
    draft.source = *changed;
    if (deed == "apply") return editor(app, request, who, drafts, draft);
    return form_page(request, who, draft, form.value(form.has("go") ? "go" : "part"), std::nullopt);
  }
  if (deed == "try") {
    draft.tries = true;
    draft.tried = to_hex(sha256(source));
  }
  if (deed == "release") return release_rule(app, who, form.value("clause"));
  if (deed == "end_shadow") {
    COMITY_CHECK(actions::set_shadow(app.world, who.site, "", who.person.name));
    return console_move(who, "/policy");
  }
  if (deed == "shadow") {
    const Done set = actions::set_shadow(app.world, who.site, source, who.person.name);
    if (!set) return editor(app, request, who, drafts, draft, &set.error());
    return console_move(who, "/policy");
  }
  if (deed == "publish") return publish(app, request, who, drafts, draft, "");
  if (deed == "publish_untried") return publish(app, request, who, drafts, draft, form.value("untried"));
  return editor(app, request, who, drafts, draft);
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

}  // namespace

void add_policy_editor(App& app) {
  const auto drafts = std::make_shared<TriedDrafts>();
  add_staff_route(app, "GET", "/console/{site}/policy", Permission::edit_policy,
                  [drafts](App& a, const Request& request, const SignedIn& who) {
                    auto page = editor(a, request, who, *drafts, {});
                    return page ? *std::move(page) : console_error(request, who, page.error());
                  });
  add_staff_route(app, "POST", "/console/{site}/policy", Permission::edit_policy,
                  [drafts](App& a, const Request& request, const SignedIn& who) {
                    auto page = act(a, request, who, *drafts);
                    return page ? *std::move(page) : console_error(request, who, page.error());
                  });
  add_staff_route(app, "POST", "/console/{site}/policy/check", Permission::edit_policy, check);
  add_policy_versions(app);
}

}  // namespace comity::http
