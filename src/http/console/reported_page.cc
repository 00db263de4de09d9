// /console/{site}/reported: what readers reported and nobody has decided upon. However many report a comment, it is one
// item; a crowd that came at once is marked so, and weighs no more than one of them.
#include <algorithm>

#include "actions/decide_reports.h"
#include "http/console/below.h"
#include "http/console/decision_form.h"
#include "http/console/proposal.h"
#include "http/console/reported.h"
#include "http/messages.h"
#include "http/pages/clauses.h"
#include "http/pages/pages.h"
#include "text/language.h"

namespace comity::http {
namespace {

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

std::size_t first_listed(const Request& request) {
  const auto from = number_in(request.query_value("from").value_or(""));
  return from && *from > 0 ? static_cast<std::size_t>(*from) : 0;
}

// To the items before and behind those that are listed.
void write_pages(HtmlWriter& w, const Request& request, const SignedIn& who, std::size_t from, std::size_t all) {
  const bool more = from + most_listed < all;
  if (from == 0 && !more) return;
  const auto page = [&](std::size_t first) {
    return console_link(request, who, first == 0 ? "/reported" : "/reported?from=" + std::to_string(first));
  };
  w.open("p", "pages").raw("");
  if (from > 0)
    w.link(page(from > most_listed ? from - most_listed : 0), "", message(who.lang, "report.console.before"));
  if (from > 0 && more) w.text(" · ");
  if (more) w.link(page(from + most_listed), "", message(who.lang, "report.console.after"));
  w.close("p");
}

Result<Response> list(App& app, const Request& request, const SignedIn& who) {
  store::Store& store = app.world.store;
  const std::size_t from = first_listed(request);
  COMITY_TRY(const auto items, store.reported(who.site.id, from, most_listed));
  COMITY_TRY(const auto counts, store.reported_counts(who.site.id));
  const auto live = app.world.policies.live(who.site);
  const Time now = app.world.clock.now();
  ConsolePage page;
  page.current = "reported";
  page.path = "/reported";
  page.title = message(who.lang, "report.console.title", {{"n", counts.comments}});
  page.notice = reported_notice(request, who.lang);
  if (const auto done = request.query_value("done"); done && !done->empty())
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
  w.close("div");
  write_pages(w, request, who, from, static_cast<std::size_t>(counts.comments));
  if (may(who.person, Permission::record_orders)) {
    w.open("p").link(console_link(request, who, "/orders"), "", message(who.lang, "order.title")).close("p");
  }
  return console_answer(request, who, 200, page);
}

// In one field: a form has at most 128 of them.
std::string ids_of(const std::vector<Report>& reports) {
  std::string out;
  for (const Report& report : reports) out += (out.empty() ? "" : " ") + std::to_string(report.id.value);
  return out;
}

std::vector<discussion::ReportId> ids_in(std::string_view text) {
  std::vector<discussion::ReportId> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    out.push_back({number_in(text.substr(0, end)).value_or(0)});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

void write_decide(HtmlWriter& w, const Request& request, const SignedIn& who, const Reported& of,
                  const BelowCase& below, const std::optional<TypedDecision>& typed) {
  const std::string& lang = who.lang;
  const discussion::Comment& comment = of.at.own.comment;
  if (of.waiting.empty() || comment.state != discussion::State::published) return;
  DecisionForm form;
  form.place = reported_place(comment.story, comment.id);
  for (const char* deed : {"keep", "remove"})
    form.deeds.emplace_back(deed, message(lang, "report.console." + std::string(deed)));
  form.hidden.emplace_back("reports", ids_of(shown_of(of.waiting)));
  form.clauses = clauses_in(of.waiting);
  if (source_of(of.waiting) == discussion::Source::notice) form.clauses_note = message(lang, "report.console.by_law");
  form.reason_label = message(lang, "report.console.reason");
  form.pass = console_link(request, who, form.place + "/pass");
  form.asks_below = below.any();
  write_decision_form(w, request, who, of.at, form, typed);
}

Response page_of(App& app, const Request& request, const SignedIn& who, const Reported& of, Claims& claims,
                 const std::optional<TypedDecision>& typed, const Error* error) {
  const std::string& lang = who.lang;
  const discussion::Comment& comment = of.at.own.comment;
  const Time now = app.world.clock.now();
  ConsolePage page;
  page.current = "reported";
  page.path = reported_place(comment.story, comment.id);
  page.title = message(lang, "console.comment.title", {{"name", comment.name}});
  page.notice = error != nullptr ? error_notice(*error, lang) : reported_notice(request, lang);
  const auto below = what_is_below(app, who, of.at);
  if (!below) return console_error(request, who, below.error());
  HtmlWriter w(page.main.markup);
  w.open("h1").html(message_html(lang, "console.comment.title", {{"name", bdi(comment.name)}})).close("h1");
  write_presence(w, request, who, of.at, claims, page.path, now);
  w.open("div", "columns").open("div", "first").raw("");
  write_text(w, request, who, of.at, now);
  if (of.waiting.empty()) {
    w.element("p", "empty", message(lang, "report.console.none_here"));
  } else {
    write_sum(w, who, of.waiting, of.at.live.get(), now);
    write_reports(w, of.waiting, of.at.live.get(), lang, now);
  }
  if (const auto proposal = proposal_about(app, who, comment.story, comment.id)) {
    write_proposal(w, request, who, of.at, *proposal, now);
  } else {
    write_decide(w, request, who, of, *below, typed);
    if (typed && error == nullptr) write_decision_preview(w, app, who, of.at, *typed, source_of(of.waiting));
  }
  write_danger(w, app, request, who, comment.story, comment.id);
  w.close("div").open("div", "second").raw("");
  write_evidence(w, app, who, of.at, *below, now, Beside::reports);
  w.close("div").close("div");
  const int status = error == nullptr ? 200 : error->code == Error::Code::conflict ? 409 : 400;
  return console_answer(request, who, status, page);
}

// The next item behind the one that was looked at; else the list.
std::string next_place(App& app, const SignedIn& who, StoryId story, CommentId comment) {
  const auto next = app.world.store.reported_after(who.site.id, story, comment);
  return next ? reported_place(next->comment.story, next->comment.id) : "/reported";
}

Result<Sent> keep(App& app, const SignedIn& who, const discussion::Comment& comment, const TypedDecision& typed,
                  const Form& form) {
  const actions::KeepReported keep{who.site.id,  comment.story, comment.id,     ids_in(form.value("reports")),
                                   typed.reason, typed.freedom, who.person.name};
  if (keep.reports.size() > most_reports_shown) return fail(Error::Code::invalid, "more reports than a page shows");
  return actions::keep_reported(app.world, keep).map([](const discussion::Decision& made) { return Sent{made.id}; });
}

Response decide(App& app, const Request& request, const SignedIn& who, Claims& claims) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  const auto of = load(app, request, who);
  if (!of) return console_error(request, who, of.error());
  const TypedDecision typed = typed_decision(*form, {"keep", "remove"});
  if (typed.wrong) return page_of(app, request, who, *of, claims, typed, &*typed.wrong);
  if (form->has("preview")) return page_of(app, request, who, *of, claims, typed, nullptr);
  const discussion::Comment& comment = of->at.own.comment;
  Result<Sent> sent = fail(Error::Code::conflict, "its author has changed it since");
  const bool as_read = form->value("revision") == std::to_string(comment.last_revision);
  const bool unread = of->waiting.empty();  // somebody was first
  if (typed.deed == "keep" && as_read) {
    sent = keep(app, who, comment, typed, *form);
  } else if (typed.deed == "remove" && as_read && !unread) {
    actions::DecideComment remove;
    remove.site = who.site.id;
    remove.story = comment.story;
    remove.comment = comment.id;
    remove.deed = Deed::remove;
    remove.clauses = typed.clauses;
    remove.reason = typed.reason;
    remove.by = who.person.name;
    remove.actor = discussion::Actor::moderator;
    remove.close_branch = typed.below == Below::close;
    sent = send_decision(app, remove);
  }
  if (!sent) {
    Error error = sent.error();
    if (error.code == Error::Code::forbidden) error.code = Error::Code::conflict;  // its state is another one now
    return page_of(app, request, who, *of, claims, typed, &error);
  }
  claims.leave(who.site.id, comment.story, comment.id, who.person.name);
  const std::string lang = asked_language(request).empty() ? "" : "&lang=" + who.lang;
  if (!sent->decision) return console_move(who, "/reported?deed=proposed" + lang);
  const std::string next =
      typed.below == Below::each ? comment_place(comment.story, comment.id) + "/below" : std::string("/reported");
  return console_move(who, next + "?done=" + std::to_string(sent->decision.value) + "&deed=" + typed.deed + lang);
}

Response here(App& app, const Request& request, const SignedIn& who, Claims& claims) {
  const auto of = load(app, request, who);
  if (!of) return problem(of.error(), request);
  return presence_answer(who, of->at, claims, of->waiting.empty(), app.world.clock.now());
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
