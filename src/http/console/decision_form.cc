#include "http/console/decision_form.h"

#include <algorithm>

#include "base/json.h"
#include "http/console/card.h"
#include "http/console/reported.h"
#include "http/messages.h"

namespace comity::http {
namespace {

using discussion::Decision;
using discussion::Deed;

constexpr std::size_t max_reason_bytes = 2'000;

bool releases(std::string_view deed) { return deed == "publish" || deed == "restore" || deed == "keep"; }

void write_below(HtmlWriter& w, std::string_view lang, Below chosen) {
  w.open("fieldset", "below").element("legend", "", message(lang, "console.below"));
  const std::pair<Below, std::string_view> ways[] = {
      {Below::keep, "keep"}, {Below::close, "close"}, {Below::each, "each"}};
  for (const auto& [way, name] : ways) {
    w.open("label").open("input").attribute("type", "radio").attribute("name", "below").attribute("value", name);
    if (way == chosen) w.flag("checked");
    w.text(" ").text(message(lang, "console.below." + std::string(name))).close("label");
  }
  w.close("fieldset");
}

std::string presence_said(const SignedIn& who, const ConsoleCase& at, Claims& claims, Time now) {
  const discussion::Comment& comment = at.own.comment;
  std::string said;
  for (const std::string& other : claims.look(who.site.id, comment.story, comment.id, who.person.name, now))
    said += message(who.lang, "console.presence", {{"name", other}}) + " ";
  return said;
}

}  // namespace

TypedDecision typed_decision(const Form& form, const std::vector<std::string>& deeds) {
  TypedDecision typed;
  for (const auto& [name, value] : form.fields) {
    if (name == "clause") typed.clauses.push_back(value);
  }
  typed.reason = form.value("reason");
  typed.freedom = form.value("freedom");
  if (typed.reason.size() > max_reason_bytes)
    typed.wrong = Error{Error::Code::invalid, "a sentence of at most 2000 bytes"};
  if (std::find(deeds.begin(), deeds.end(), form.value("deed")) == deeds.end()) {
    typed.wrong = Error{Error::Code::invalid, "no such decision"};
    return typed;
  }
  typed.deed = form.value("deed");
  releases(typed.deed) ? typed.clauses.clear() : typed.freedom.clear();
  if (typed.deed == "remove" && form.value("below") == "close") typed.below = Below::close;
  if (typed.deed == "remove" && form.value("below") == "each") typed.below = Below::each;
  return typed;
}

void write_decision_form(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsoleCase& at,
                         const DecisionForm& form, const std::optional<TypedDecision>& typed) {
  if (form.deeds.empty() || !may(who.person, Permission::decide)) return;
  const std::string& lang = who.lang;
  w.open("section", "decide").attribute("aria-labelledby", "decide").raw("");
  w.open("h2").attribute("id", "decide").text(message(lang, "console.decide")).close("h2");
  open_console_form(w, request, who, form.place);
  for (const auto& [name, value] : form.hidden) w.hidden(name, value);
  w.hidden("revision", std::to_string(at.own.comment.last_revision));
  w.open("fieldset", "deeds").element("legend", "", message(lang, "console.deed"));
  for (const auto& [deed, label] : form.deeds) {
    w.open("label").open("input").attribute("type", "radio").attribute("name", "deed").attribute("value", deed);
    w.attribute("data-key", deed).flag("required");
    if (typed ? typed->deed == deed : form.deeds.size() == 1) w.flag("checked");
    w.text(" ").text(label).close("label");
  }
  w.close("fieldset");
  if (at.live) {
    write_clause_boxes(w, *at.live, typed ? typed->clauses : form.clauses, lang);
    if (!form.clauses_note.empty()) w.element("p", "quiet", form.clauses_note);
    write_freedoms(w, *at.live, typed ? typed->freedom : "", lang);
  }
  if (form.asks_below) write_below(w, lang, typed ? typed->below : Below::keep);
  w.open("p").open("label").text(form.reason_label).raw("<br>");
  w.open("textarea").attribute("name", "reason").attribute("rows", "2").attribute("maxlength", "1000");
  w.attribute("dir", "auto").raw("\n").text(typed ? typed->reason : "").close("textarea").close("label").close("p");
  w.open("p", "buttons").open("button").attribute("type", "submit").attribute("data-key", "send");
  w.text(message(lang, "console.send")).close("button").text(" ");
  w.open("button", "second").attribute("type", "submit").attribute("name", "preview").attribute("value", "yes");
  w.text(message(lang, "console.preview")).close("button").close("p").close("form");
  w.open("p").open("a").attribute("data-key", "pass").attribute("href", form.pass);
  w.text(message(lang, "console.pass")).close("a").close("p").close("section");
}

void write_decision_preview(HtmlWriter& w, App& app, const SignedIn& who, const ConsoleCase& at,
                            const TypedDecision& typed, discussion::Source source) {
  const auto deed = discussion::deed_from(typed.deed);
  if (!deed || *deed == Deed::keep) return;  // whose author reads nothing of it
  Decision decision;
  decision.id = {1};
  decision.deed = *deed;
  decision.clauses = typed.clauses;
  decision.reason = typed.reason;
  decision.freedom = typed.freedom;
  decision.actor = discussion::Actor::moderator;
  decision.decided = app.world.clock.now();
  const discussion::Comment& comment = at.own.comment;
  const bool of_shown = (*deed == Deed::remove || *deed == Deed::close_replies) && comment.live_revision > 0;
  decision.revision = of_shown ? comment.live_revision : comment.last_revision;
  decision.source = source;
  decision.detected = source == discussion::Source::own ? discussion::Detected::person : discussion::Detected::report;
  if (at.live) decision.policy = at.live->id;
  for (const policy::ClauseVerdict& clause : at.hold.findings) {
    if (std::find(typed.clauses.begin(), typed.clauses.end(), clause.clause) != typed.clauses.end())
      decision.findings.push_back(clause);
  }
  w.open("section", "preview").attribute("aria-labelledby", "preview").raw("");
  w.open("h2").attribute("id", "preview").text(message(who.lang, "console.preview.title")).close("h2");
  write_preview(w, app, at.own, decision, who.lang);
  w.close("section");
}

void write_presence(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsoleCase& at, Claims& claims,
                    std::string_view place, Time now) {
  const discussion::Comment& comment = at.own.comment;
  w.open("p", "presence").attribute("role", "status").attribute("id", "presence");
  w.attribute("data-here", console_link(request, who, std::string(place) + "/here"));
  for (const std::string& other : claims.look(who.site.id, comment.story, comment.id, who.person.name, now))
    w.html(message_html(who.lang, "console.presence", {{"name", bdi(other)}})).text(" ");
  w.close("p");
}

Response presence_answer(const SignedIn& who, const ConsoleCase& at, Claims& claims, bool over, Time now) {
  std::string said = presence_said(who, at, claims, now);
  if (over) said += message(who.lang, "console.decided_meanwhile");
  std::string body;
  json::Writer out(body);
  out.object().key("said").value(said).end();
  return json_response(200, std::move(body));
}

}  // namespace comity::http
