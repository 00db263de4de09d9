// One comment at a time: what it says, why it waits, who wrote it, what was decided in like cases, and the decision.
#include <algorithm>

#include "actions/clause_gravity.h"
#include "actions/decide_comment.h"
#include "actions/undo_decision.h"
#include "base/json.h"
#include "http/console/card.h"
#include "http/console/evidence.h"
#include "http/console/reported.h"
#include "http/console/restrictions.h"
#include "http/messages.h"
#include "http/pages/clauses.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

using discussion::Decision;
using discussion::Deed;
using discussion::State;

Result<ConsoleCase> load(App& app, const Request& request, const SignedIn& who) {
  const auto story = story_from_short_id(request.param("story").value_or(""));
  const auto comment = number_in(request.param("comment").value_or(""));
  if (!story || !comment) return fail(Error::Code::not_found, "no such comment");
  return load_case(app, who, *story, {*comment});
}

// What may be decided now.
std::vector<Deed> deeds_for(const ConsoleCase& at) {
  if (at.waiting && at.own.comment.state == State::published) return {Deed::publish, Deed::refuse, Deed::remove};
  switch (at.own.comment.state) {
    case State::held:
      return {Deed::publish, Deed::refuse, Deed::return_};
    case State::published:
      return {Deed::remove};
    case State::refused:
    case State::removed:
      return {Deed::restore};
    case State::returned:
    case State::withdrawn:
      break;
  }
  return {};
}

struct Typed {
  Deed deed = Deed::publish;
  std::vector<std::string> clauses;
  std::string reason, freedom;
};

Result<Typed> typed_in(const Form& form) {
  Typed typed;
  const auto deed = discussion::deed_from(form.value("deed"));
  if (!deed) return fail(Error::Code::invalid, "no such decision");
  typed.deed = *deed;
  for (const auto& [name, value] : form.fields) {
    if (name == "clause") typed.clauses.push_back(value);
  }
  typed.reason = form.value("reason");
  typed.freedom = form.value("freedom");
  if (typed.reason.size() > 2'000) return fail(Error::Code::invalid, "a sentence of at most 2000 bytes");
  if (typed.deed == Deed::publish || typed.deed == Deed::restore) typed.clauses.clear();
  return typed;
}

void write_decision_form(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsoleCase& at,
                         const std::optional<Typed>& typed, std::string_view queue) {
  const std::vector<Deed> deeds = deeds_for(at);
  const std::string& lang = who.lang;
  if (deeds.empty() || !may(who.person, Permission::decide)) return;
  const discussion::Comment& comment = at.own.comment;
  w.open("section", "decide").attribute("aria-labelledby", "decide").raw("");
  w.open("h2").attribute("id", "decide").text(message(lang, "console.decide")).close("h2");
  open_console_form(w, request, who, comment_place(comment.story, comment.id));
  w.hidden("queue", queue).hidden("revision", std::to_string(comment.last_revision));
  w.open("fieldset", "deeds").element("legend", "", message(lang, "console.deed"));
  for (const Deed deed : deeds) {
    const std::string name(discussion::name(deed));
    w.open("label").open("input").attribute("type", "radio").attribute("name", "deed").attribute("value", name);
    w.attribute("data-key", name).flag("required");
    if (typed ? typed->deed == deed : deeds.size() == 1) w.flag("checked");
    w.text(" ").text(message(lang, "console.deed." + name)).close("label");
  }
  w.close("fieldset");
  if (at.live) {
    write_clause_boxes(w, *at.live, typed ? typed->clauses : at.hold.clauses, lang);
    if (!at.live->freedoms.empty()) {
      w.open("p").open("label").text(message(lang, "console.freedom")).text(" ");
      w.open("select").attribute("name", "freedom").raw("<option value=\"\"></option>");
      for (const policy::Freedom& freedom : at.live->freedoms) {
        w.open("option").attribute("value", freedom.id);
        if (typed && typed->freedom == freedom.id) w.flag("selected");
        w.text(prose_in(freedom.title, lang, *at.live).text).close("option");
      }
      w.close("select").close("label").close("p");
    }
  }
  w.open("p").open("label").text(message(lang, "console.reason")).raw("<br>");
  w.open("textarea").attribute("name", "reason").attribute("rows", "2").attribute("maxlength", "1000");
  w.attribute("dir", "auto").text(typed ? typed->reason : "").close("textarea").close("label").close("p");
  w.open("p", "buttons").open("button").attribute("type", "submit").attribute("data-key", "send");
  w.text(message(lang, "console.send")).close("button").text(" ");
  w.open("button", "second").attribute("type", "submit").attribute("name", "preview").attribute("value", "yes");
  w.text(message(lang, "console.preview")).close("button").close("p").close("form");
  w.open("p").open("a").attribute("data-key", "pass");
  w.attribute("href", "/console/" + who.site.key + comment_place(comment.story, comment.id) + "/pass" +
                          std::string(queue.empty() ? "?" : queue) + "&from=" + percent_encoded(at.place));
  w.text(message(lang, "console.pass")).close("a").close("p").close("section");
}

Response page_of(App& app, const Request& request, const SignedIn& who, const ConsoleCase& at, Claims& claims,
                 const std::optional<Typed>& typed, std::string_view queue, const Error* error) {
  const std::string& lang = who.lang;
  const discussion::Comment& comment = at.own.comment;
  const Time now = app.world.clock.now();
  ConsolePage page;
  page.current = "queue";
  page.path = comment_place(comment.story, comment.id) + std::string(queue);
  page.title = message(lang, "console.comment.title", {{"name", comment.name}});
  if (error != nullptr) {
    page.notice = message_html(lang, "console.error." + std::string(name(error->code)));
    if (error->code == Error::Code::invalid || error->code == Error::Code::forbidden) {
      page.notice.markup += " <span lang=\"en\" dir=\"ltr\">";
      page.notice += escaped(error->detail);
      page.notice.markup += "</span>";
    }
  } else if (const auto done = request.query_value("done")) {
    page.notice = done_notice(request, lang);
    page.undo = "decision=" + std::string(*done);
  } else if (request.query_value("undone")) {
    page.notice = message_html(lang, "console.undone");
  } else {
    page.notice = done_notice(request, lang);
  }
  HtmlWriter w(page.main.markup);
  w.open("h1").html(message_html(lang, "console.comment.title", {{"name", bdi(comment.name)}})).close("h1");
  const auto others = claims.look(who.site.id, comment.story, comment.id, who.person.name, now);
  w.open("p", "presence").attribute("role", "status").attribute("id", "presence");
  w.attribute("data-here", console_link(request, who, comment_place(comment.story, comment.id) + "/here"));
  for (const std::string& other : others) {
    w.html(message_html(lang, "console.presence", {{"name", bdi(other)}})).text(" ");
  }
  w.close("p");
  w.open("div", "columns").open("div", "first").raw("");
  write_text(w, request, who, at, now);
  write_decision_form(w, request, who, at, typed, queue);
  if (typed && error == nullptr) {
    Decision decision;
    decision.id = {1};
    decision.deed = typed->deed;
    decision.clauses = typed->clauses;
    decision.reason = typed->reason;
    decision.freedom = typed->freedom;
    decision.actor = discussion::Actor::moderator;
    decision.decided = now;
    decision.revision = comment.last_revision;
    if (at.live) decision.policy = at.live->id;
    for (const policy::ClauseVerdict& clause : at.hold.findings) {
      if (std::find(typed->clauses.begin(), typed->clauses.end(), clause.clause) != typed->clauses.end())
        decision.findings.push_back(clause);
    }
    w.open("section", "preview").attribute("aria-labelledby", "preview").raw("");
    w.open("h2").attribute("id", "preview").text(message(lang, "console.preview.title")).close("h2");
    write_preview(w, app, at.own, decision, lang);
    w.close("section");
  }
  write_danger(w, app, request, who, comment.story, comment.id);
  if (may(who.person, Permission::record_orders)) {
    w.open("p").link(
        console_link(request, who,
                     "/orders?story=" + short_id(comment.story) + "&comment=" + std::to_string(comment.id.value)),
        "", message(lang, "order.about_comment"));
    w.close("p");
  }
  w.close("div").open("div", "second").raw("");
  write_evidence(w, app, who, at, now);
  write_restrictions(w, app, request, who, at);
  w.close("div").close("div");
  return console_answer(request, who, error == nullptr ? 200 : error->code == Error::Code::conflict ? 409 : 400, page);
}

// The next card of the queue behind the one that was looked at; else the queue.
std::string next_place(App& app, const SignedIn& who, const QueueAsked& asked, std::string_view place) {
  store::WaitingQuery query = asked.query;
  query.limit = 1;
  if (const auto from = queue_asked(app, who, {{"after", std::string(place)}}).query.after) query.after = from;
  auto next = app.world.store.waiting(who.site.id, query);
  if (next && next->empty() && query.after) {  // from the beginning: what was passed on comes again
    query.after.reset();
    next = app.world.store.waiting(who.site.id, query);
  }
  if (!next || next->empty()) return "/queue" + asked.text;
  const discussion::Comment& comment = next->front().item.comment;
  return comment_place(comment.story, comment.id) + asked.text;
}

Response decide(App& app, const Request& request, const SignedIn& who, Claims& claims) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  const auto at = load(app, request, who);
  if (!at) return console_error(request, who, at.error());
  std::string queue(form->value("queue"));
  Pairs asked_pairs;
  if (queue.starts_with('?')) {
    if (auto pairs = parse_pairs(std::string_view(queue).substr(1))) asked_pairs = *std::move(pairs);
  }
  const QueueAsked asked = queue_asked(app, who, asked_pairs);
  queue = asked.text;
  const auto typed = typed_in(*form);
  if (!typed) return page_of(app, request, who, *at, claims, std::nullopt, queue, &typed.error());
  if (form->has("preview")) return page_of(app, request, who, *at, claims, *typed, queue, nullptr);
  const discussion::Comment& comment = at->own.comment;
  Result<Decision> decision = fail(Error::Code::conflict, "its author has changed it since");
  if (form->value("revision") == std::to_string(comment.last_revision)) {
    actions::DecideComment decide;
    decide.site = who.site.id;
    decide.story = comment.story;
    decide.comment = comment.id;
    decide.deed = typed->deed;
    decide.clauses = typed->clauses;
    decide.reason = typed->reason;
    decide.freedom = typed->freedom;
    decide.by = who.person.name;
    decide.actor = discussion::Actor::moderator;
    decision = actions::decide_comment(app.world, decide);
  }
  if (!decision) {
    Error error = decision.error();
    // Somebody was first: then its state is another one now.
    if (error.code == Error::Code::forbidden && !at->waiting) error.code = Error::Code::conflict;
    return page_of(app, request, who, *at, claims, *typed, queue, &error);
  }
  claims.leave(who.site.id, comment.story, comment.id, who.person.name);
  std::string next =
      at->waiting ? next_place(app, who, asked, at->place) : comment_place(comment.story, comment.id) + asked.text;
  next += "&done=" + std::to_string(decision->id.value) + "&deed=" + std::string(discussion::name(typed->deed));
  return console_move(who, next);
}

Response undo(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  if (const auto batch = key128_from_base64url(form->value("batch"))) {
    const auto undone = actions::undo_together(app.world, who.site.id, *batch, who.person.name);
    if (!undone) return console_error(request, who, undone.error());
    return console_move(who, "/queue?order=gravest&undone=1&left=" + std::to_string(undone->left));
  }
  const auto id = number_in(form->value("decision"));
  if (!id) return console_error(request, who, {Error::Code::invalid, "which decision?"});
  const auto correction =
      actions::undo_decision(app.world, {who.site.id, {*id}, who.person.name, discussion::Actor::moderator});
  if (!correction) return console_error(request, who, correction.error());
  return console_move(who, comment_place(correction->story, correction->comment) + "?order=gravest&undone=1");
}

}  // namespace

void add_comment_pages(App& app, const std::shared_ptr<Claims>& claims) {
  const auto add = [&app](std::string_view method, std::string_view pattern, Permission permission, auto handle) {
    add_staff_route(app, method, pattern, permission, std::move(handle));
  };
  add("GET", "/console/{site}/comment/{story}/{comment}", Permission::read_queue,
      [claims](App& a, const Request& request, const SignedIn& who) {
        const auto at = load(a, request, who);
        if (!at) return console_error(request, who, at.error());
        return page_of(a, request, who, *at, *claims, std::nullopt, queue_asked(a, who, request.query).text, nullptr);
      });
  add("POST", "/console/{site}/comment/{story}/{comment}", Permission::decide,
      [claims](App& a, const Request& request, const SignedIn& who) { return decide(a, request, who, *claims); });
  // Passing on needs no reason and leaves no trace: the next card behind this one.
  add("GET", "/console/{site}/comment/{story}/{comment}/pass", Permission::read_queue,
      [claims](App& a, const Request& request, const SignedIn& who) {
        const auto at = load(a, request, who);
        if (!at) return console_error(request, who, at.error());
        const discussion::Comment& comment = at->own.comment;
        claims->leave(who.site.id, comment.story, comment.id, who.person.name);
        const QueueAsked asked = queue_asked(a, who, request.query);
        return console_move(who, next_place(a, who, asked, request.query_value("from").value_or(at->place)));
      });
  // Asked every half minute by a page that is open: who else is here, and whether it still waits.
  add("POST", "/console/{site}/comment/{story}/{comment}/here", Permission::read_queue,
      [claims](App& a, const Request& request, const SignedIn& who) {
        const auto at = load(a, request, who);
        if (!at) return problem(at.error(), request);
        const discussion::Comment& comment = at->own.comment;
        const auto others = claims->look(who.site.id, comment.story, comment.id, who.person.name, a.world.clock.now());
        std::string said;
        for (const std::string& other : others) said += message(who.lang, "console.presence", {{"name", other}}) + " ";
        if (!at->waiting && !at->own.decisions.empty()) said += message(who.lang, "console.decided_meanwhile");
        std::string body;
        json::Writer out(body);
        out.object().key("said").value(said).end();
        return json_response(200, std::move(body));
      });
  add("POST", "/console/{site}/undo", Permission::decide, undo);
  add_restriction_forms(app);
}

}  // namespace comity::http
