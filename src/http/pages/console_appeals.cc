// /console/{site}/appeals: who waits for another look, by when; and one comment's appeals, with the form that answers.
#include <charconv>

#include "actions/decide_appeal.h"
#include "actions/read_own.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/appeal_html.h"
#include "http/pages/pages.h"
#include "http/pages/staff_forms.h"
#include "http/staff.h"

namespace comity::http {
namespace {

using discussion::Appeal;
using discussion::AppealOutcome;

constexpr std::size_t most_listed = 200;

std::string case_path(const SignedIn& who, const Appeal& appeal) {
  return "/console/" + who.site.key + "/appeals/" + short_id(appeal.story) + "/" + std::to_string(appeal.comment.value);
}

Frame frame_of(const Request& request, const SignedIn& who, std::string path) {
  Frame frame;
  frame.reader = reader_for(asked_language(request), who.site);
  frame.site = &who.site;
  frame.path = std::move(path);
  frame.title = message(who.lang, "appeal.console.title");
  return frame;
}

Response queue(App& app, const Request& request, const SignedIn& who) {
  const auto open = app.world.store.open_appeals(who.site.id, 0, most_listed);
  if (!open) return error_page(app, request, open.error());
  Frame frame = frame_of(request, who, "/console/" + who.site.key + "/appeals");
  const Time now = app.world.clock.now();
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  if (open->empty()) w.element("p", "quiet", message(who.lang, "appeal.console.none"));
  w.open("ol").raw("");
  for (const Appeal& appeal : *open) {
    w.open("li").open("a").attribute("href", frame.reader.link(case_path(who, appeal))).attribute("dir", "auto");
    w.text(appeal.grounds.substr(0, appeal.grounds.find('\n'))).close("a").text(" ");
    w.element("span", appeal.due < now ? "cd-note-error" : "quiet",
              message(who.lang, appeal.due < now ? "appeal.console.late" : "appeal.console.due",
                      {{"date", date_only(who.lang, appeal.due)}}));
    w.close("li");
  }
  w.close("ol");
  return private_page(200, std::move(frame));
}

// A reviewer of this one case is no part of the desk.
bool is_outside(const discussion::Person& person, StoryId story, CommentId comment) {
  return !may(person, Permission::read_queue) && may_see(person, story, comment);
}

// Whoever decides appeals of the desk, and the reviewer whose case it is.
bool may_answer(const SignedIn& who, const Appeal& appeal) {
  return may(who.person, Permission::decide_appeal) || is_outside(who.person, appeal.story, appeal.comment);
}

void write_answer_form(HtmlWriter& w, const Frame& frame, const SignedIn& who, const Appeal& appeal,
                       std::string_view typed) {
  open_form(w, frame.reader.link(case_path(who, appeal)), who.csrf);
  w.hidden("appeal", std::to_string(appeal.id.value));
  w.open("fieldset").open("legend").text(message(who.lang, "appeal.console.outcome")).close("legend");
  for (const auto outcome : {AppealOutcome::upheld, AppealOutcome::partly, AppealOutcome::reversed}) {
    w.open("p").open("label").open("input").attribute("type", "radio").attribute("name", "outcome");
    w.attribute("value", discussion::name(outcome)).flag("required").text(" ");
    w.text(message(who.lang, "appeal.console." + std::string(discussion::name(outcome)))).close("label").close("p");
  }
  w.close("fieldset");
  w.open("p", "cd-field").open("label").attribute("for", "reasons").text(message(who.lang, "appeal.console.reasons"));
  w.close("label").open("textarea").attribute("id", "reasons").attribute("name", "reasons").attribute("rows", 6);
  w.attribute("maxlength", static_cast<std::int64_t>(discussion::max_grounds)).attribute("dir", "auto");
  w.flag("required").text(typed).close("textarea").close("p");
  write_submit(w, message(who.lang, "appeal.console.submit"));
  w.close("form");
}

Response one_case(App& app, const Request& request, const SignedIn& who, int status, const std::string& fault,
                  std::string_view typed) {
  const auto story = story_from_short_id(request.param("story").value_or(""));
  const auto place = number_in(request.param("comment").value_or(""));
  if (!story || !place) return error_page(app, request, 404, "not_found");
  const auto comment = app.world.store.comment(who.site.id, *story, {*place});
  if (!comment) return error_page(app, request, comment.error());
  const auto revisions = app.world.store.revisions(who.site.id, *story, comment->id);
  if (!revisions) return error_page(app, request, revisions.error());
  const auto decisions = app.world.store.decisions(who.site.id, *story, comment->id);
  if (!decisions) return error_page(app, request, decisions.error());
  const auto appeals = app.world.store.appeals_about(who.site.id, *story, comment->id);
  if (!appeals) return error_page(app, request, appeals.error());

  Frame frame = frame_of(request, who,
                         "/console/" + who.site.key + "/appeals/" + short_id(*story) + "/" + std::to_string(*place));
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  write_fault(w, fault);
  w.element("h2", "cd-sub", message(who.lang, "appeal.console.text"));
  for (const discussion::Revision& revision : *revisions) {
    w.open("div", "cd-text cd-plain").attribute("dir", "auto").text(revision.text).close("div");
  }
  w.element("h2", "cd-sub", message(who.lang, "appeal.console.decisions"));
  w.open("ul").raw("");
  for (const discussion::Decision& decision : *decisions) {
    std::string line = date_time(who.lang, decision.decided) + " · " + std::string(discussion::name(decision.deed));
    for (const std::string& clause : decision.clauses) line += " · " + clause;
    w.open("li").text(line);
    if (!decision.reason.empty()) w.text(" · ").html(bdi(decision.reason));
    w.close("li");
  }
  w.close("ul");
  for (const Appeal& appeal : *appeals) {
    w.element("h2", "cd-sub", message(who.lang, "appeal.console.grounds"));
    for (const discussion::Decision& decision : *decisions) {
      if (decision.id == appeal.decision) w.element("p", "quiet", decision_named(who.lang, decision));
    }
    w.open("blockquote").attribute("dir", "auto").text(appeal.grounds).close("blockquote");
    if (!is_open(appeal)) {
      w.element("p", "", message(who.lang, "appeal.console." + std::string(discussion::name(*appeal.outcome))));
      w.element("p", "", message_html(who.lang, "appeal.reasons", {{"reasons", bdi(appeal.reasons)}}));
      continue;
    }
    w.element("p", "", message(who.lang, "appeal.console.due", {{"date", date_only(who.lang, appeal.due)}}));
    if (may_answer(who, appeal)) write_answer_form(w, frame, who, appeal, typed);
  }
  return private_page(status, std::move(frame));
}

Response answer(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const auto id = number_in(form->value("appeal"));
  const auto outcome = discussion::appeal_outcome_from(form->value("outcome"));
  if (!id || !outcome) return one_case(app, request, who, 422, message(who.lang, "error.400"), form->value("reasons"));
  const auto appeal = app.world.store.appeal(who.site.id, {*id});
  if (!appeal) return error_page(app, request, appeal.error());
  // The route has checked the case of the path: the appeal must be of that case.
  const auto story = story_from_short_id(request.param("story").value_or(""));
  const auto place = number_in(request.param("comment").value_or(""));
  if (!story || !place || appeal->story != *story || appeal->comment != CommentId{*place}) {
    return error_page(app, request, 404, "not_found");
  }
  if (!may_answer(who, *appeal)) return error_page(app, request, 403, "forbidden");
  actions::DecideAppeal decide;
  decide.site = who.site.id;
  decide.appeal = appeal->id;
  decide.outcome = *outcome;
  decide.reasons = std::string(form->value("reasons"));
  decide.by = who.person.name;
  decide.outside = is_outside(who.person, *story, {*place});
  const auto done = actions::decide_appeal(app.world, decide);
  if (!done) {
    const Refused no = refused_and_logged(app, request, done.error());
    std::string key = "error." + std::to_string(no.status);
    if (done.error().code == Error::Code::forbidden) key = "appeal.console.own";
    if (done.error().code == Error::Code::invalid) key = "appeal.console.unfit";
    if (done.error().code == Error::Code::conflict) key = "appeal.console.answered";
    return one_case(app, request, who, no.status, message(who.lang, key), decide.reasons);
  }
  const Frame frame = frame_of(request, who, "");
  return see_other(
      frame.reader.link("/console/" + who.site.key + "/appeals/" + short_id(*story) + "/" + std::to_string(*place)));
}

}  // namespace

void add_console_appeals(App& app) {
  add_staff_route(app, "GET", "/console/{site}/appeals", Permission::read_queue, queue);
  const char* one = "/console/{site}/appeals/{story}/{comment}";
  add_staff_route(app, "GET", one, Permission::own_case,
                  [](App& a, const Request& r, const SignedIn& who) { return one_case(a, r, who, 200, "", ""); });
  add_staff_route(app, "POST", one, Permission::own_case, answer);
}

}  // namespace comity::http
