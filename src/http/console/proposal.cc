#include "http/console/proposal.h"

#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/clauses.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

using discussion::Proposal;

Response act(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  const auto story = story_from_short_id(request.param("story").value_or(""));
  const auto comment = number_in(request.param("comment").value_or(""));
  if (!story || !comment) return console_error(request, who, {Error::Code::not_found, "no such comment"});
  const Time seen = at_ms(number_in(form->value("made")).value_or(0));
  const std::string place = comment_place(*story, {*comment});
  if (form->value("do") == "agree") {
    const auto decision = actions::agree_to_proposal(app.world, who.site.id, *story, {*comment}, seen, who.person.name);
    if (!decision) return console_error(request, who, decision.error());
    return console_move(who, place + "?order=gravest&done=" + std::to_string(decision->id.value) +
                                 "&deed=" + std::string(discussion::name(decision->deed)));
  }
  if (form->value("do") != "drop") return console_error(request, who, {Error::Code::invalid, "agree, or drop?"});
  const Done dropped = actions::drop_proposal(app.world, who.site.id, *story, {*comment}, seen);
  if (!dropped) return console_error(request, who, dropped.error());
  return console_move(who, place + "?order=gravest&proposal=dropped");
}

}  // namespace

Result<Sent> send_decision(App& app, const actions::DecideComment& decide) {
  COMITY_TRY(const bool two, actions::takes_two(app.world, decide));
  if (two) {
    COMITY_CHECK(actions::propose_decision(app.world, decide).map([](const auto&) {}));
    return Sent{};
  }
  COMITY_TRY(const auto decision, actions::decide_comment(app.world, decide));
  return Sent{decision.id};
}

std::optional<Proposal> proposal_about(App& app, const SignedIn& who, StoryId story, CommentId comment) {
  auto found = app.world.store.proposal(who.site.id, story, comment);
  return found ? std::optional(*std::move(found)) : std::nullopt;
}

void write_proposal(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsoleCase& at,
                    const Proposal& proposal, Time now) {
  const std::string& lang = who.lang;
  const bool own = proposal.by == who.person.name;
  w.open("section", "decide").attribute("aria-labelledby", "proposal").raw("");
  w.open("h2").attribute("id", "proposal").text(message(lang, "console.proposal.title")).close("h2");
  const std::string deed = message(lang, "console.deed." + std::string(discussion::name(proposal.deed)));
  w.open("p").html(message_html(lang, "console.proposal.what", {{"name", bdi(proposal.by)}, {"deed", deed}}));
  w.text(" · ").html(ago(proposal.made, now, lang)).close("p");
  if (!proposal.clauses.empty()) {
    w.open("ul", "under").raw("");
    for (const std::string& clause : proposal.clauses)
      w.open("li").html(rule_inline(at.live.get(), clause, lang)).close("li");
    w.close("ul");
  }
  if (!proposal.reason.empty()) w.open("blockquote").attribute("dir", "auto").text(proposal.reason).close("blockquote");
  if (proposal.close_branch) w.element("p", "", message(lang, "console.below.close"));
  w.element("p", "quiet", message(lang, own ? "console.proposal.own" : "console.proposal.help"));
  if (may(who.person, Permission::decide)) {
    open_console_form(w, request, who, comment_place(proposal.story, proposal.comment) + "/proposal");
    w.hidden("made", std::to_string(to_ms(proposal.made))).open("p", "buttons").raw("");
    if (!own) {
      w.open("button").attribute("type", "submit").attribute("name", "do").attribute("value", "agree");
      w.attribute("data-key", "send").text(message(lang, "console.proposal.agree")).close("button").text(" ");
    }
    w.open("button", "second").attribute("type", "submit").attribute("name", "do").attribute("value", "drop");
    w.text(message(lang, own ? "console.proposal.take_back" : "console.proposal.drop")).close("button");
    w.close("p").close("form");
  }
  w.close("section");
}

void write_proposals(HtmlWriter& w, App& app, const Request& request, const SignedIn& who, Time now) {
  const auto waiting = app.world.store.proposals(who.site.id);
  if (!waiting || waiting->empty()) return;
  const std::string& lang = who.lang;
  w.open("section").attribute("aria-labelledby", "second-person").open("h2").attribute("id", "second-person");
  w.text(message(lang, "console.proposal.waiting", {{"n", waiting->size()}})).close("h2").open("ul", "past").raw("");
  for (const Proposal& one : *waiting) {
    const auto comment = app.world.store.comment(who.site.id, one.story, one.comment);
    if (!comment) continue;
    w.open("li").open("a").attribute("href", console_link(request, who, comment_place(one.story, one.comment)));
    w.open("bdi").text(comment->name).close("bdi").close("a").text(" · ");
    const std::string deed = message(lang, "console.deed." + std::string(discussion::name(one.deed)));
    w.html(message_html(lang, "console.proposal.what", {{"name", bdi(one.by)}, {"deed", deed}})).text(" · ");
    w.html(ago(one.made, now, lang)).close("li");
  }
  w.close("ul").close("section");
}

void add_proposal_forms(App& app) {
  add_staff_route(app, "POST", "/console/{site}/comment/{story}/{comment}/proposal", Permission::decide, act);
}

}  // namespace comity::http
