// /console/{site}/appeals: who waits for another look, by when; and one comment's appeals, with the form that answers.
// The desk sees the evidence beside it; a reviewer from outside sees this one comment and what was decided about it.
#include <algorithm>

#include "actions/decide_appeal.h"
#include "http/console/below.h"
#include "http/console/card.h"
#include "http/console/evidence.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/appeal_html.h"
#include "http/pages/clauses.h"
#include "http/pages/pages.h"
#include "text/language.h"

namespace comity::http {
namespace {

using discussion::Appeal;
using discussion::AppealOutcome;

constexpr std::size_t most_listed = 200;

// Behind /console/{site}.
std::string case_place(StoryId story, CommentId comment) {
  return "/appeals/" + short_id(story) + "/" + std::to_string(comment.value);
}

void write_due(HtmlWriter& w, const SignedIn& who, const Appeal& appeal, Time now) {
  const bool late = appeal.due < now;
  w.element("span", late ? "late" : "",
            message(who.lang, late ? "appeal.console.late" : "appeal.console.due",
                    {{"date", date_only(who.lang, appeal.due)}}));
}

Response queue(App& app, const Request& request, const SignedIn& who) {
  store::Store& store = app.world.store;
  const auto open = store.open_appeals(who.site.id, 0, most_listed);
  if (!open) return console_error(request, who, open.error());
  ConsolePage page;
  page.current = "appeals";
  page.path = "/appeals";
  page.title = message(who.lang, "appeal.console.title");
  const Time now = app.world.clock.now();
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  if (open->empty()) w.element("p", "empty", message(who.lang, "appeal.console.none"));
  w.open("div", "cards").raw("");
  for (const Appeal& appeal : *open) {
    const auto comment = store.comment(who.site.id, appeal.story, appeal.comment);
    const auto story = store.story(who.site.id, appeal.story);
    if (!comment || !story) continue;  // taken away meanwhile
    const std::string id = "a" + std::to_string(appeal.id.value);
    w.open("article", "card").attribute("aria-labelledby", id).open("h2").attribute("id", id).open("a");
    w.attribute("href", console_link(request, who, case_place(appeal.story, appeal.comment)));
    w.attribute("data-key", "open").open("bdi").text(comment->name).close("bdi").close("a").close("h2");
    w.open("p", "quiet").raw("");
    write_due(w, who, appeal, now);
    w.text(" · ").open("bdi").text(title_of(*story, who.lang)).close("bdi").close("p");
    w.open("div", "text").attribute("dir", "auto").text(text_start(appeal.grounds)).close("div");
    w.close("article");
  }
  w.close("div");
  return console_answer(request, who, 200, page);
}

// A reviewer of this one case is no part of the desk.
bool is_outside(const discussion::Person& person, StoryId story, CommentId comment) {
  return !may(person, Permission::read_queue) && may_see(person, story, comment);
}

// Whoever decides appeals of the desk, and the reviewer whose case it is.
bool may_answer(const SignedIn& who, const Appeal& appeal) {
  return may(who.person, Permission::decide_appeal) || is_outside(who.person, appeal.story, appeal.comment);
}

// An answer that could not be taken, so that nothing of it is lost.
struct Typed {
  discussion::AppealId appeal;
  std::optional<AppealOutcome> outcome;
  std::vector<std::string> clauses;
  std::string reasons;
};

// `in_part`: what an outcome in part would be called; '' there is none. Of a removal it names other rules.
// `contest`: of "no action" on a report; being wrong then takes the comment down, under the rules chosen.
void write_answer_form(HtmlWriter& w, const Request& request, const SignedIn& who, const Appeal& appeal,
                       std::string_view in_part, const discussion::Decision* with_clauses, bool contest,
                       const policy::Compiled* live, const Typed* typed) {
  w.open("div", "decide").raw("");
  open_console_form(w, request, who, case_place(appeal.story, appeal.comment));
  w.hidden("appeal", std::to_string(appeal.id.value));
  w.open("fieldset", "clauses").element("legend", "", message(who.lang, "appeal.console.outcome"));
  for (const auto outcome : {AppealOutcome::upheld, AppealOutcome::partly, AppealOutcome::reversed}) {
    const bool partly = outcome == AppealOutcome::partly;
    if (partly && in_part.empty()) continue;
    w.open("label").open("input").attribute("type", "radio").attribute("name", "outcome");
    w.attribute("value", discussion::name(outcome)).flag("required");
    if (typed != nullptr && typed->outcome == outcome) w.flag("checked");
    w.text(" ");
    const std::string key =
        (contest ? "appeal.console.contest." : "appeal.console.") + std::string(discussion::name(outcome));
    w.text(message(who.lang, partly ? in_part : key)).close("label");
  }
  w.close("fieldset");
  if (with_clauses != nullptr && live != nullptr)
    write_clause_boxes(w, *live, typed != nullptr ? typed->clauses : with_clauses->clauses, who.lang);
  w.open("p").open("label");
  w.text(message(who.lang, contest ? "appeal.console.contest.reasons" : "appeal.console.reasons")).raw("<br>");
  w.open("textarea").attribute("name", "reasons").attribute("rows", 5);
  w.attribute("maxlength", static_cast<std::int64_t>(discussion::max_grounds)).attribute("dir", "auto");
  w.flag("required").text(typed != nullptr ? typed->reasons : "").close("textarea").close("label").close("p");
  w.open("p", "buttons").open("button").attribute("type", "submit").attribute("data-key", "send");
  w.text(message(who.lang, "appeal.console.submit")).close("button").close("p").close("form").close("div");
}

void write_words(HtmlWriter& w, const SignedIn& who, const ConsoleCase& at) {
  w.element("h2", "", message(who.lang, "appeal.console.text"));
  for (const discussion::Revision& revision : at.own.revisions) {
    if (at.own.revisions.size() > 1) w.element("p", "quiet", date_time(who.lang, revision.written));
    if (revision.text.empty()) {
      w.element("p", "quiet", message(who.lang, "receipt.text_erased"));
      continue;
    }
    const bool rtl = text::direction_of(revision.text) == text::Direction::rtl;
    w.open("div", "text").attribute("lang", revision.facts.language).attribute("dir", rtl ? "rtl" : "ltr");
    w.html(revision.revision == at.revision.revision ? marked_text(revision.text, at.hold.findings)
                                                     : escaped(revision.text));
    w.close("div");
  }
}

// What was decided, without who: a reviewer needs no names.
void write_decisions(HtmlWriter& w, const SignedIn& who, const ConsoleCase& at) {
  w.element("h2", "", message(who.lang, "appeal.console.decisions")).open("ol", "past").raw("");
  for (const discussion::Decision& decision : at.own.decisions) {
    w.open("li").text(date_time(who.lang, decision.decided)).text(" · ");
    w.text(message(who.lang, "console.outcome." + std::string(discussion::name(decision.deed))));
    for (const std::string& clause : decision.clauses) w.text(" · ").html(rule_inline(at.live.get(), clause, who.lang));
    if (!decision.reason.empty()) w.text(" · ").open("q").attribute("dir", "auto").text(decision.reason).close("q");
    w.close("li");
  }
  w.close("ol");
}

void write_appeal(HtmlWriter& w, App& app, const Request& request, const SignedIn& who, const ConsoleCase& at,
                  const Appeal& appeal, const Typed* typed) {
  const auto about = std::find_if(at.own.decisions.begin(), at.own.decisions.end(),
                                  [&](const discussion::Decision& d) { return d.id == appeal.decision; });
  const bool contest = about != at.own.decisions.end() && about->deed == discussion::Deed::keep;
  w.open("section").element("h2", "", message(who.lang, "appeal.console.grounds"));
  if (contest) w.element("p", "", message(who.lang, "appeal.console.contest"));
  if (about != at.own.decisions.end()) w.element("p", "quiet", decision_named(who.lang, *about));
  w.open("blockquote", "text").attribute("dir", "auto").text(appeal.grounds).close("blockquote");
  const Time now = app.world.clock.now();
  if (!is_open(appeal)) {
    w.open("p").open("strong");
    w.text(message(who.lang, (contest ? "appeal.console.contest." : "appeal.console.") +
                                 std::string(discussion::name(*appeal.outcome))))
        .close("strong");
    w.text(" · ").text(date_time(who.lang, *appeal.decided)).close("p");
    w.element("p", "", message_html(who.lang, "appeal.reasons", {{"reasons", bdi(appeal.reasons)}}));
  } else {
    w.open("p", "quiet").raw("");
    write_due(w, who, appeal, now);
    w.close("p");
    if (may_answer(who, appeal) && about != at.own.decisions.end()) {
      const bool outside = is_outside(who.person, appeal.story, appeal.comment);
      if (second_look_by(who.person.name, outside, *about, at.own.decisions, who.site.second_look, now)) {
        using discussion::Deed;
        using discussion::State;
        const State state = at.own.comment.state;
        const bool removed = state == State::removed && about->deed == Deed::remove;
        const bool unseen = state == State::refused && about->deed == Deed::refuse;
        const char* in_part = removed ? "appeal.console.partly_removed" : unseen ? "appeal.console.partly" : "";
        write_answer_form(w, request, who, appeal, in_part, contest || removed ? &*about : nullptr, contest,
                          at.live.get(), typed != nullptr && typed->appeal == appeal.id ? typed : nullptr);
      } else {
        w.element("p", "", message(who.lang, "appeal.console.own"));
      }
    }
  }
  w.close("section");
}

Response one_case(App& app, const Request& request, const SignedIn& who, int status, const std::string& fault,
                  const Typed* typed) {
  const auto story = story_from_short_id(request.param("story").value_or(""));
  const auto place = number_in(request.param("comment").value_or(""));
  if (!story || !place) return console_error(request, who, {Error::Code::not_found, "no such comment"});
  const auto at = load_case(app, who, *story, {*place});
  if (!at) return console_error(request, who, at.error());
  const auto appeals = app.world.store.appeals_about(who.site.id, *story, {*place});
  if (!appeals) return console_error(request, who, appeals.error());

  const bool desk = may(who.person, Permission::read_queue);
  const std::string& name = at->own.comment.name;
  ConsolePage page;
  page.current = "appeals";
  page.path = case_place(*story, {*place});
  page.title = message(who.lang, "console.comment.title", {{"name", name}});
  page.notice = escaped(fault);
  HtmlWriter w(page.main.markup);
  w.open("h1").html(message_html(who.lang, "console.comment.title", {{"name", bdi(name)}})).close("h1");
  w.open("p", "quiet").open("bdi").text(title_of(at->own.story, who.lang)).close("bdi");
  if (desk) {
    w.text(" · ").link(console_link(request, who, comment_place(*story, {*place})), "",
                       message(who.lang, "appeal.console.comment"));
  }
  w.close("p").open("div", desk ? "columns" : "").open("div", "first").raw("");
  write_words(w, who, *at);
  if (!desk) write_decisions(w, who, *at);
  for (const Appeal& appeal : *appeals) write_appeal(w, app, request, who, *at, appeal, typed);
  w.close("div");
  if (desk) {
    const auto below = what_is_below(app, who, *at);
    if (!below) return console_error(request, who, below.error());
    w.open("div", "second").raw("");
    write_evidence(w, app, who, *at, *below, app.world.clock.now());
    w.close("div");
  }
  w.close("div");
  return console_answer(request, who, status, page);
}

Response answer(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  Typed typed;
  typed.appeal = {number_in(form->value("appeal")).value_or(0)};
  typed.outcome = discussion::appeal_outcome_from(form->value("outcome"));
  for (const auto& [name, value] : form->fields) {
    if (name == "clause") typed.clauses.push_back(value);
  }
  typed.reasons = form->value("reasons");
  if (!typed.appeal || !typed.outcome) return one_case(app, request, who, 422, message(who.lang, "error.400"), &typed);
  const auto appeal = app.world.store.appeal(who.site.id, typed.appeal);
  if (!appeal) return console_error(request, who, appeal.error());
  // The route has checked the case of the path: the appeal must be of that case.
  const auto story = story_from_short_id(request.param("story").value_or(""));
  const auto place = number_in(request.param("comment").value_or(""));
  if (!story || !place || appeal->story != *story || appeal->comment != CommentId{*place}) {
    return console_error(request, who, {Error::Code::not_found, "no such appeal"});
  }
  if (!may_answer(who, *appeal)) return console_error(request, who, {Error::Code::forbidden, "seniors answer appeals"});
  actions::DecideAppeal decide;
  decide.site = who.site.id;
  decide.appeal = appeal->id;
  decide.outcome = *typed.outcome;
  decide.reasons = typed.reasons;
  decide.clauses = typed.clauses;
  decide.by = who.person.name;
  decide.outside = is_outside(who.person, *story, {*place});
  const auto done = actions::decide_appeal(app.world, decide);
  if (!done) {
    const Refused no = refused_and_logged(app, request, done.error());
    std::string key = "error." + std::to_string(no.status);
    if (done.error().code == Error::Code::forbidden) key = "appeal.console.own";
    if (done.error().code == Error::Code::invalid) key = "appeal.console.unfit";
    if (done.error().code == Error::Code::conflict) key = "appeal.console.answered";
    return one_case(app, request, who, no.status, message(who.lang, key), &typed);
  }
  return see_other(console_link(request, who, case_place(*story, {*place})));
}

}  // namespace

void add_appeals_pages(App& app) {
  add_staff_route(app, "GET", "/console/{site}/appeals", Permission::read_queue, queue);
  const char* one = "/console/{site}/appeals/{story}/{comment}";
  add_staff_route(app, "GET", one, Permission::own_case,
                  [](App& a, const Request& r, const SignedIn& who) { return one_case(a, r, who, 200, "", nullptr); });
  add_staff_route(app, "POST", one, Permission::own_case, answer);
}

}  // namespace comity::http
