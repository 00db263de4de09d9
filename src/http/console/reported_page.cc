// /console/{site}/reported: what readers reported and nobody has decided upon. However many report a comment, it is one
// item; a crowd that came at once is marked so, and weighs no more than one of them.
#include <algorithm>

#include "actions/decide_comment.h"
#include "actions/decide_reports.h"
#include "base/json.h"
#include "http/console/card.h"
#include "http/console/evidence.h"
#include "http/console/reported.h"
#include "http/messages.h"
#include "http/pages/clauses.h"
#include "http/pages/pages.h"
#include "text/language.h"

namespace comity::http {
namespace {

using discussion::Decision;
using discussion::Deed;
using discussion::Report;
using discussion::ReportKind;

constexpr std::size_t most_listed = 50;

struct Reported {
  ConsoleCase at;
  std::vector<Report> waiting;  // oldest first
};

Result<Reported> load(App& app, const Request& request, const SignedIn& who) {
  const auto story = story_from_short_id(request.param("story").value_or(""));
  const auto comment = number_in(request.param("comment").value_or(""));
  if (!story || !comment) return fail(Error::Code::not_found, "no such comment");
  Reported out;
  COMITY_TRY(out.at, load_case(app, who, *story, {*comment}));
  COMITY_TRY(out.waiting, actions::waiting_reports(app.world, who.site.id, *story, {*comment}));
  return out;
}

// "3 reports, 1 notice · rule 2, No attacks · many at once"
void write_sum(HtmlWriter& w, const SignedIn& who, const std::vector<Report>& reports, const policy::Compiled* policy,
               Time now) {
  const std::string& lang = who.lang;
  const auto notices = std::count_if(reports.begin(), reports.end(),
                                     [](const Report& report) { return report.kind == ReportKind::notice; });
  w.open("p", "quiet").text(message(lang, "report.console.count", {{"n", reports.size()}}));
  if (notices > 0) {
    w.text(" · ").open("strong").text(message(lang, "report.console.notices", {{"n", notices}})).close("strong");
  }
  if (!reports.empty()) w.text(" · ").html(ago(reports.front().filed, now, lang));
  if (is_burst(reports)) {
    w.text(" · ").open("strong", "burst").attribute("title", message(lang, "report.console.burst_help"));
    w.text(message(lang, "report.console.burst")).close("strong");
  }
  w.close("p");
  std::vector<std::string> clauses = clauses_in(reports);
  if (clauses.empty()) return;
  w.open("ul", "under").raw("");
  for (const std::string& clause : clauses) w.open("li").html(rule_inline(policy, clause, lang)).close("li");
  w.close("ul");
}

Result<Response> list(App& app, const Request& request, const SignedIn& who) {
  store::Store& store = app.world.store;
  COMITY_TRY(const auto items, store.reported(who.site.id, 0, most_listed));
  COMITY_TRY(const auto counts, store.reported_counts(who.site.id));
  const auto live = app.world.policies.live(who.site);
  const Time now = app.world.clock.now();
  ConsolePage page;
  page.current = "reported";
  page.path = "/reported";
  page.title = message(who.lang, "report.console.title", {{"n", counts.comments}});
  page.notice = reported_notice(request, who.lang);
  if (const auto done = request.query_value("done"); done && request.query_value("deed") == "remove")
    page.undo = "decision=" + std::string(*done);
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  if (items.empty()) w.element("p", "empty", message(who.lang, "report.console.none"));
  w.open("div", "cards").raw("");
  for (const store::ReportedComment& item : items) {
    const discussion::Comment& comment = item.comment;
    COMITY_TRY(const auto reports, actions::waiting_reports(app.world, who.site.id, comment.story, comment.id));
    COMITY_TRY(const auto revisions, store.revisions(who.site.id, comment.story, comment.id));
    COMITY_TRY(const auto story, store.story(who.site.id, comment.story));
    const discussion::Revision& shown =
        revisions.at(static_cast<std::size_t>(std::max<std::int64_t>(1, comment.live_revision) - 1));
    const std::string id = "c" + short_id(comment.story).substr(1) + "-" + std::to_string(comment.id.value);
    w.open("article", "card").attribute("aria-labelledby", id).open("h2").attribute("id", id).open("a");
    w.attribute("href", console_link(request, who, reported_place(comment.story, comment.id)));
    w.attribute("data-key", "open").open("bdi").text(comment.name).close("bdi").close("a").close("h2");
    w.open("p", "quiet").open("bdi").text(title_of(story, who.lang)).close("bdi").close("p");
    const bool rtl = text::direction_of(shown.text) == text::Direction::rtl;
    w.open("div", "text").attribute("lang", shown.facts.language).attribute("dir", rtl ? "rtl" : "ltr");
    w.text(shown.text).close("div");
    write_sum(w, who, reports, live ? live->get() : nullptr, now);
    w.close("article");
  }
  w.close("div").open("p", "pages").link(console_link(request, who, "/danger"), "", message(who.lang, "danger.title"));
  if (may(who.person, Permission::record_orders))
    w.text(" · ").link(console_link(request, who, "/orders"), "", message(who.lang, "order.title"));
  w.close("p");
  return console_answer(request, who, 200, page);
}

struct Typed {
  Deed deed = Deed::keep;
  std::vector<std::string> clauses;
  std::string reason, freedom;
  std::vector<discussion::ReportId> seen;
};

Result<Typed> typed_in(const Form& form) {
  Typed typed;
  const std::string_view deed = form.value("deed");
  if (deed != "keep" && deed != "remove") return fail(Error::Code::invalid, "no such decision");
  typed.deed = deed == "keep" ? Deed::keep : Deed::remove;
  for (const auto& [name, value] : form.fields) {
    if (name == "clause") typed.clauses.push_back(value);
    if (name == "report") typed.seen.push_back({number_in(value).value_or(0)});
  }
  typed.reason = form.value("reason");
  typed.freedom = form.value("freedom");
  if (typed.reason.size() > 2'000) return fail(Error::Code::invalid, "a sentence of at most 2000 bytes");
  if (typed.deed == Deed::keep) typed.clauses.clear();
  if (typed.deed == Deed::remove) typed.freedom.clear();
  return typed;
}

void write_form(HtmlWriter& w, const Request& request, const SignedIn& who, const Reported& of,
                const std::optional<Typed>& typed) {
  const std::string& lang = who.lang;
  const discussion::Comment& comment = of.at.own.comment;
  if (of.waiting.empty() || comment.state != discussion::State::published || !may(who.person, Permission::decide))
    return;
  w.open("section", "decide").attribute("aria-labelledby", "decide").raw("");
  w.open("h2").attribute("id", "decide").text(message(lang, "console.decide")).close("h2");
  open_console_form(w, request, who, reported_place(comment.story, comment.id));
  for (const Report& report : of.waiting) w.hidden("report", std::to_string(report.id.value));
  w.hidden("revision", std::to_string(comment.last_revision));
  w.open("fieldset", "deeds").element("legend", "", message(lang, "console.deed"));
  for (const char* deed : {"keep", "remove"}) {
    w.open("label").open("input").attribute("type", "radio").attribute("name", "deed").attribute("value", deed);
    w.attribute("data-key", deed).flag("required");
    if (typed && name(typed->deed) == deed) w.flag("checked");
    w.text(" ").text(message(lang, "report.console." + std::string(deed))).close("label");
  }
  w.close("fieldset");
  if (of.at.live) {
    write_clause_boxes(w, *of.at.live, typed ? typed->clauses : clauses_in(of.waiting), lang);
    if (source_of(of.waiting) == discussion::Source::notice)
      w.element("p", "quiet", message(lang, "report.console.by_law"));
    write_freedoms(w, *of.at.live, typed ? typed->freedom : "", lang);
  }
  w.open("p").open("label").text(message(lang, "report.console.reason")).raw("<br>");
  w.open("textarea").attribute("name", "reason").attribute("rows", "2").attribute("maxlength", "1000");
  w.attribute("dir", "auto").text(typed ? typed->reason : "").close("textarea").close("label").close("p");
  w.open("p", "buttons").open("button").attribute("type", "submit").attribute("data-key", "send");
  w.text(message(lang, "console.send")).close("button").text(" ");
  w.open("button", "second").attribute("type", "submit").attribute("name", "preview").attribute("value", "yes");
  w.text(message(lang, "console.preview")).close("button").close("p").close("form");
  w.open("p").open("a").attribute("data-key", "pass");
  w.attribute("href", console_link(request, who, reported_place(comment.story, comment.id) + "/pass"));
  w.text(message(lang, "console.pass")).close("a").close("p").close("section");
}

void write_preview_of(HtmlWriter& w, App& app, const SignedIn& who, const Reported& of, const Typed& typed) {
  if (typed.deed != Deed::remove) return;
  Decision decision;
  decision.id = {1};
  decision.deed = Deed::remove;
  decision.clauses = typed.clauses;
  decision.reason = typed.reason;
  decision.actor = discussion::Actor::moderator;
  decision.decided = app.world.clock.now();
  decision.revision = of.at.own.comment.live_revision;
  decision.source = source_of(of.waiting);
  decision.detected = discussion::Detected::report;
  if (of.at.live) decision.policy = of.at.live->id;
  w.open("section", "preview").attribute("aria-labelledby", "preview").raw("");
  w.open("h2").attribute("id", "preview").text(message(who.lang, "console.preview.title")).close("h2");
  write_preview(w, app, of.at.own, decision, who.lang);
  w.close("section");
}

Response page_of(App& app, const Request& request, const SignedIn& who, const Reported& of, Claims& claims,
                 const std::optional<Typed>& typed, const Error* error) {
  const std::string& lang = who.lang;
  const discussion::Comment& comment = of.at.own.comment;
  const Time now = app.world.clock.now();
  ConsolePage page;
  page.current = "reported";
  page.path = reported_place(comment.story, comment.id);
  page.title = message(lang, "console.comment.title", {{"name", comment.name}});
  page.notice = error != nullptr ? error_notice(*error, lang) : reported_notice(request, lang);
  HtmlWriter w(page.main.markup);
  w.open("h1").html(message_html(lang, "console.comment.title", {{"name", bdi(comment.name)}})).close("h1");
  const auto others = claims.look(who.site.id, comment.story, comment.id, who.person.name, now);
  w.open("p", "presence").attribute("role", "status").attribute("id", "presence");
  w.attribute("data-here", console_link(request, who, page.path + "/here"));
  for (const std::string& other : others)
    w.html(message_html(lang, "console.presence", {{"name", bdi(other)}})).text(" ");
  w.close("p").open("div", "columns").open("div", "first").raw("");
  write_text(w, request, who, of.at, now);
  if (of.waiting.empty()) {
    w.element("p", "empty", message(lang, "report.console.none_here"));
  } else {
    write_sum(w, who, of.waiting, of.at.live.get(), now);
    write_reports(w, of.waiting, of.at.live.get(), lang, now);
  }
  write_form(w, request, who, of, typed);
  if (typed && error == nullptr) write_preview_of(w, app, who, of, *typed);
  write_danger(w, app, request, who, comment.story, comment.id);
  w.close("div").open("div", "second").raw("");
  write_evidence(w, app, who, of.at, now, Beside::reports);
  w.close("div").close("div");
  const int status = error == nullptr ? 200 : error->code == Error::Code::conflict ? 409 : 400;
  return console_answer(request, who, status, page);
}

// The next item behind the one that was looked at; else the list.
std::string next_place(App& app, const SignedIn& who, StoryId story, CommentId comment) {
  const auto items = app.world.store.reported(who.site.id, 0, most_listed);
  if (!items || items->empty()) return "/reported";
  const auto here = std::find_if(items->begin(), items->end(), [&](const store::ReportedComment& item) {
    return item.comment.story == story && item.comment.id == comment;
  });
  auto next = here == items->end() ? items->begin() : here + 1;
  if (next == items->end()) next = items->begin();
  return reported_place(next->comment.story, next->comment.id);
}

Response decide(App& app, const Request& request, const SignedIn& who, Claims& claims) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  const auto of = load(app, request, who);
  if (!of) return console_error(request, who, of.error());
  const auto typed = typed_in(*form);
  if (!typed) return page_of(app, request, who, *of, claims, std::nullopt, &typed.error());
  if (form->has("preview")) return page_of(app, request, who, *of, claims, *typed, nullptr);
  const discussion::Comment& comment = of->at.own.comment;
  Result<Decision> decision = fail(Error::Code::conflict, "its author has changed it since");
  const bool unread = of->waiting.empty();  // somebody was first
  if (typed->deed == Deed::keep) {
    actions::KeepReported keep{who.site.id,   comment.story,  comment.id,     typed->seen,
                               typed->reason, typed->freedom, who.person.name};
    decision = actions::keep_reported(app.world, keep);
  } else if (!unread && form->value("revision") == std::to_string(comment.last_revision)) {
    actions::DecideComment remove;
    remove.site = who.site.id;
    remove.story = comment.story;
    remove.comment = comment.id;
    remove.deed = Deed::remove;
    remove.clauses = typed->clauses;
    remove.reason = typed->reason;
    remove.by = who.person.name;
    remove.actor = discussion::Actor::moderator;
    decision = actions::decide_comment(app.world, remove);
  }
  if (!decision) {
    Error error = decision.error();
    if (error.code == Error::Code::forbidden) error.code = Error::Code::conflict;  // its state is another one now
    return page_of(app, request, who, *of, claims, *typed, &error);
  }
  claims.leave(who.site.id, comment.story, comment.id, who.person.name);
  return console_move(who, "/reported?done=" + std::to_string(decision->id.value) +
                               "&deed=" + std::string(discussion::name(typed->deed)) +
                               (asked_language(request).empty() ? "" : "&lang=" + who.lang));
}

Response here(App& app, const Request& request, const SignedIn& who, Claims& claims) {
  const auto of = load(app, request, who);
  if (!of) return problem(of.error(), request);
  const discussion::Comment& comment = of->at.own.comment;
  std::string said;
  for (const std::string& other :
       claims.look(who.site.id, comment.story, comment.id, who.person.name, app.world.clock.now()))
    said += message(who.lang, "console.presence", {{"name", other}}) + " ";
  if (of->waiting.empty()) said += message(who.lang, "console.decided_meanwhile");
  std::string body;
  json::Writer out(body);
  out.object().key("said").value(said).end();
  return json_response(200, std::move(body));
}

}  // namespace

void add_reported_pages(App& app, const std::shared_ptr<Claims>& claims) {
  add_staff_route(app, "GET", "/console/{site}/reported", Permission::read_queue,
                  [](App& a, const Request& request, const SignedIn& who) {
                    auto page = list(a, request, who);
                    return page ? *std::move(page) : console_error(request, who, page.error());
                  });
  add_staff_route(app, "GET", "/console/{site}/reported/{story}/{comment}", Permission::read_queue,
                  [claims](App& a, const Request& request, const SignedIn& who) {
                    const auto of = load(a, request, who);
                    return of ? page_of(a, request, who, *of, *claims, std::nullopt, nullptr)
                              : console_error(request, who, of.error());
                  });
  add_staff_route(
      app, "POST", "/console/{site}/reported/{story}/{comment}", Permission::decide,
      [claims](App& a, const Request& request, const SignedIn& who) { return decide(a, request, who, *claims); });
  add_staff_route(app, "GET", "/console/{site}/reported/{story}/{comment}/pass", Permission::read_queue,
                  [claims](App& a, const Request& request, const SignedIn& who) {
                    const auto of = load(a, request, who);
                    if (!of) return console_error(request, who, of.error());
                    const discussion::Comment& comment = of->at.own.comment;
                    claims->leave(who.site.id, comment.story, comment.id, who.person.name);
                    return console_move(who, next_place(a, who, comment.story, comment.id));
                  });
  add_staff_route(
      app, "POST", "/console/{site}/reported/{story}/{comment}/here", Permission::read_queue,
      [claims](App& a, const Request& request, const SignedIn& who) { return here(a, request, who, *claims); });
}

}  // namespace comity::http
