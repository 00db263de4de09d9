// One comment at a time: what it says, why it waits, who wrote it, what was decided in like cases, and the decision.
#include "actions/close_branch.h"
#include "actions/undo_decision.h"
#include "http/console/below.h"
#include "http/console/card.h"
#include "http/console/decision_form.h"
#include "http/console/proposal.h"
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
std::vector<Deed> deeds_for(const ConsoleCase& at, const BelowCase& below) {
  if (at.waiting && at.own.comment.state == State::published) return {Deed::publish, Deed::refuse, Deed::remove};
  switch (at.own.comment.state) {
    case State::held:
      return {Deed::publish, Deed::refuse, Deed::return_};
    case State::published:
      if (below.is_closed) return {Deed::remove};
      return {Deed::remove, Deed::close_replies};
    case State::refused:
    case State::removed:
      return {Deed::restore};
    case State::returned:
    case State::withdrawn:
      break;
  }
  return {};
}

void write_decide(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsoleCase& at,
                  const BelowCase& below, const std::optional<TypedDecision>& typed, std::string_view queue) {
  const discussion::Comment& comment = at.own.comment;
  DecisionForm form;
  form.place = comment_place(comment.story, comment.id);
  for (const Deed deed : deeds_for(at, below)) {
    const std::string name(discussion::name(deed));
    form.deeds.emplace_back(name, message(who.lang, "console.deed." + name));
  }
  form.hidden = {{"queue", std::string(queue)}};
  form.clauses = at.hold.clauses;
  form.reason_label = message(who.lang, "console.reason");
  form.pass = "/console/" + who.site.key + form.place + "/pass" + std::string(queue.empty() ? "?" : queue) +
              "&from=" + percent_encoded(at.place);
  form.asks_below = below.any() && comment.state == State::published;
  write_decision_form(w, request, who, at, form, typed);
}

Html notice_of(const Request& request, std::string_view lang) {
  if (request.query_value("undone")) return message_html(lang, "console.undone");
  if (request.query_value("proposal") == "dropped") return message_html(lang, "console.proposal.dropped");
  return done_notice(request, lang);
}

Response page_of(App& app, const Request& request, const SignedIn& who, const ConsoleCase& at, Claims& claims,
                 const std::optional<TypedDecision>& typed, std::string_view queue, const Error* error) {
  const std::string& lang = who.lang;
  const discussion::Comment& comment = at.own.comment;
  const Time now = app.world.clock.now();
  ConsolePage page;
  page.current = "queue";
  page.path = comment_place(comment.story, comment.id) + std::string(queue);
  page.title = message(lang, "console.comment.title", {{"name", comment.name}});
  page.notice = error != nullptr ? error_notice(*error, lang) : notice_of(request, lang);
  if (const auto done = request.query_value("done"); done && error == nullptr)
    page.undo = "decision=" + std::string(*done);
  const auto below = what_is_below(app, who, at);
  if (!below) return console_error(request, who, below.error());
  HtmlWriter w(page.main.markup);
  w.open("h1").html(message_html(lang, "console.comment.title", {{"name", bdi(comment.name)}})).close("h1");
  write_presence(w, request, who, at, claims, comment_place(comment.story, comment.id), now);
  w.open("div", "columns").open("div", "first").raw("");
  write_text(w, request, who, at, now);
  if (const auto proposal = proposal_about(app, who, comment.story, comment.id)) {
    write_proposal(w, request, who, at, *proposal, now);
  } else {
    write_decide(w, request, who, at, *below, typed, queue);
    if (typed && error == nullptr) write_decision_preview(w, app, who, at, *typed, discussion::Source::own);
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
  write_evidence(w, app, who, at, *below, now);
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

Result<Sent> send(App& app, const SignedIn& who, const discussion::Comment& comment, const TypedDecision& typed) {
  actions::DecideComment decide;
  decide.site = who.site.id;
  decide.story = comment.story;
  decide.comment = comment.id;
  decide.deed = *discussion::deed_from(typed.deed);
  decide.clauses = typed.clauses;
  decide.reason = typed.reason;
  decide.freedom = typed.freedom;
  decide.by = who.person.name;
  decide.actor = discussion::Actor::moderator;
  decide.close_branch = typed.below == Below::close;
  return send_decision(app, decide);
}

Result<Sent> close(App& app, const SignedIn& who, const discussion::Comment& comment, const TypedDecision& typed) {
  return actions::close_branch(app.world, {who.site.id, comment.story, comment.id, typed.clauses, typed.reason,
                                           who.person.name, discussion::Actor::moderator})
      .map([](const Decision& decision) { return Sent{decision.id}; });
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
  const discussion::Comment& comment = at->own.comment;
  const TypedDecision typed =
      typed_decision(*form, {"publish", "refuse", "return", "remove", "restore", "close_replies"});
  if (typed.wrong) return page_of(app, request, who, *at, claims, typed, queue, &*typed.wrong);
  if (form->has("preview")) return page_of(app, request, who, *at, claims, typed, queue, nullptr);
  Result<Sent> sent = fail(Error::Code::conflict, "its author has changed it since");
  if (form->value("revision") == std::to_string(comment.last_revision)) {
    sent = typed.deed == "close_replies" ? close(app, who, comment, typed) : send(app, who, comment, typed);
  }
  if (!sent) {
    Error error = sent.error();
    // Somebody was first: then its state is another one now.
    if (error.code == Error::Code::forbidden && !at->waiting) error.code = Error::Code::conflict;
    return page_of(app, request, who, *at, claims, typed, queue, &error);
  }
  claims.leave(who.site.id, comment.story, comment.id, who.person.name);
  std::string next =
      at->waiting ? next_place(app, who, asked, at->place) : comment_place(comment.story, comment.id) + asked.text;
  if (!sent->decision) return console_move(who, next + "&deed=proposed");
  if (typed.below == Below::each) next = comment_place(comment.story, comment.id) + "/below?lang=" + who.lang;
  return console_move(who, next + "&done=" + std::to_string(sent->decision.value) + "&deed=" + typed.deed);
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
        const bool over = !at->waiting && !at->own.decisions.empty();
        return presence_answer(who, *at, *claims, over, a.world.clock.now());
      });
  add("POST", "/console/{site}/undo", Permission::decide, undo);
  add_restriction_forms(app);
  add_proposal_forms(app);
  add_below_page(app);
}

}  // namespace comity::http
