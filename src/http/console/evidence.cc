#include "http/console/evidence.h"

#include <algorithm>

#include "actions/clause_gravity.h"
#include "actions/close_branch.h"
#include "http/console/below.h"
#include "http/console/card.h"
#include "http/console/reported.h"
#include "http/messages.h"
#include "http/pages/clauses.h"
#include "http/pages/pages.h"
#include "policy/explain.h"
#include "text/language.h"
#include "text/markup.h"

namespace comity::http {
namespace {

using discussion::Decision;
using discussion::Deed;

constexpr std::size_t most_shown = 20;

void write_words(HtmlWriter& w, const discussion::Revision& revision,
                 const std::vector<policy::ClauseVerdict>& findings) {
  const bool rtl = text::direction_of(revision.text) == text::Direction::rtl;
  w.open("div", "text").attribute("lang", revision.facts.language).attribute("dir", rtl ? "rtl" : "ltr");
  w.html(marked_text(revision.text, findings)).close("div");
}

void write_clauses(HtmlWriter& w, const SignedIn& who, const ConsoleCase& at) {
  const std::string& lang = who.lang;
  if (at.hold.clauses.empty()) return;
  w.open("section").element("h2", "", message(lang, at.waiting ? "console.why" : "console.why_then"));
  for (const std::string& clause : at.hold.clauses) {
    write_rule(w, at.held_under.get(), clause, lang);
    for (const policy::ClauseVerdict& verdict : at.hold.findings) {
      if (verdict.clause != clause) continue;
      const auto words = words_of(verdict, at.revision.text);
      if (words.empty()) continue;
      w.element("p", "words",
                message_html(lang, "clause.words", {{"n", words.size()}, {"words", quoted(words, lang)}}));
    }
  }
  if (at.held_under && !at.hold.findings.empty() && !at.revision.text.empty()) {
    policy::Verdict verdict;
    verdict.clauses = at.hold.findings;
    const text::CheckedText text = text::restored(at.revision.text);
    const policy::Submission submission{
        text, at.revision.facts, {at.own.story.language, at.own.story.section, at.own.story.tags}};
    w.open("details").element("summary", "", message(lang, "console.evidence")).open("pre").attribute("dir", "auto");
    w.text(policy::explained(*at.held_under, submission, verdict, policy::Reader::moderator, lang)).close("pre");
    w.close("details");
  }
  w.close("section");
}

void write_outcome(HtmlWriter& w, const SignedIn& who, const Decision& decision, const policy::Compiled* policy) {
  w.text(message(who.lang, "console.outcome." + std::string(discussion::name(decision.deed))));
  for (const std::string& clause : decision.clauses) w.text(" · ").html(rule_inline(policy, clause, who.lang));
}

void write_past(HtmlWriter& w, const SignedIn& who, const store::PastDecision& past, const ConsoleCase& at, Time now) {
  w.open("li").open("p").raw("");
  write_outcome(w, who, past.decision, at.live.get());
  w.text(" · ").html(ago(past.decision.decided, now, who.lang));
  if (past.corrected) w.text(" · ").text(message(who.lang, "console.corrected"));
  w.close("p").open("blockquote").attribute("dir", "auto").attribute("lang", past.language);
  w.open("a").attribute("href", "/console/" + who.site.key + comment_place(past.comment.story, past.comment.id));
  w.text(past.text.empty() ? message(who.lang, "receipt.text_erased") : text_start(past.text));
  w.close("a").close("blockquote").close("li");
}

// Whether somebody who is blocked wrote from the same place within a day.
void write_evasion(HtmlWriter& w, App& app, const SignedIn& who, const discussion::Comment& comment, Time now) {
  for (const AuthorId other : app.traces.beside(who.site.id, comment.author, now)) {
    const auto blocks = app.world.store.blocks(who.site.id, other);
    const discussion::Block* block = blocks ? discussion::active_block(*blocks, now) : nullptr;
    if (block == nullptr || block->deed != Deed::block) continue;
    w.open("p").open("strong").text(message(who.lang, "console.evasion")).close("strong").text(" ");
    w.link("/console/" + who.site.key + comment_place(block->story, block->comment), "",
           message(who.lang, "console.evasion.block"));
    w.close("p").element("p", "quiet", message(who.lang, "console.evasion.help"));
    return;
  }
}

void write_author(HtmlWriter& w, App& app, const SignedIn& who, const ConsoleCase& at, Time now) {
  const discussion::Comment& comment = at.own.comment;
  if (!comment.author) return;
  const auto author = app.world.store.author(who.site.id, comment.author);
  if (!author) return;
  const std::string& lang = who.lang;
  w.open("section").element("h2", "", message(lang, "console.author")).open("p").raw("");
  w.html(message_html(lang, "console.author.standing",
                      {{"published", author->published},
                       {"refused", author->refused},
                       {"strikes", author->strikes},
                       {"age", ago(author->first_seen, now, lang)}}));
  w.close("p");
  write_evasion(w, app, who, comment, now);
  if (const auto past = app.world.store.decided_about(who.site.id, comment.author, 5); past && !past->empty()) {
    w.open("ul", "past").raw("");
    for (const store::PastDecision& one : *past) write_past(w, who, one, at, now);
    w.close("ul");
  }
  w.close("section");
}

void write_like_cases(HtmlWriter& w, App& app, const SignedIn& who, const ConsoleCase& at, Time now) {
  if (at.hold.clauses.empty() || at.revision.text.empty()) return;
  const auto near = actions::nearest_decisions(app.world, who.site.id, at.hold.clauses.front(), at.revision.text,
                                               {at.own.comment.story, at.own.comment.id}, 3);
  if (!near || near->empty()) return;
  w.open("section").element("h2", "", message(who.lang, "console.like_cases")).open("ul", "past").raw("");
  for (const store::PastDecision& one : *near) write_past(w, who, one, at, now);
  w.close("ul").close("section");
}

void write_alike(HtmlWriter& w, App& app, const SignedIn& who, const ConsoleCase& at) {
  if (!at.waiting) return;
  const discussion::Comment& comment = at.own.comment;
  const auto alike = app.world.store.alike(who.site.id, comment.story, comment.id, most_shown + 1);
  if (!alike || alike->size() < 2) return;
  w.open("section").element("h2", "", message(who.lang, "console.alike.title"));
  w.open("form").attribute("method", "post").attribute("action", "/console/" + who.site.key + "/many?lang=" + who.lang);
  w.raw("").hidden("csrf", who.csrf);
  w.open("ul", "past").raw("");
  for (const store::HeldItem& item : *alike) {
    w.open("li").open("label").open("input").attribute("type", "checkbox").attribute("name", "comment").flag("checked");
    w.attribute("value", short_id(item.comment.story) + "." + std::to_string(item.comment.id.value)).text(" ");
    w.open("bdi").text(item.comment.name).close("bdi").text(": ").open("span").attribute("dir", "auto");
    w.text(text_start(item.revision.text)).close("span").close("label").close("li");
  }
  w.close("ul").open("p").open("button").attribute("type", "submit").text(message(who.lang, "console.many.choose"));
  w.close("button").close("p").close("form").close("section");
}

void write_record(HtmlWriter& w, const SignedIn& who, const ConsoleCase& at) {
  if (at.own.decisions.empty()) return;
  w.open("section").element("h2", "", message(who.lang, "console.record")).open("ol", "past").raw("");
  const Decision* last_state = nullptr;
  for (const Decision& decision : at.own.decisions)
    if (discussion::decides_state(decision.deed)) last_state = &decision;
  for (const Decision& decision : at.own.decisions) {
    w.open("li").raw("");
    write_outcome(w, who, decision, at.live.get());
    w.text(" · ").open("time").attribute("datetime", rfc3339(decision.decided));
    w.text(date_time(who.lang, decision.decided)).close("time").text(" · ");
    if (decision.actor == discussion::Actor::moderator || decision.actor == discussion::Actor::operator_) {
      w.open("bdi").text(decision.actor_name).close("bdi");
      if (!decision.proposed_by.empty())
        w.text(", ").html(message_html(who.lang, "console.proposed_by", {{"name", bdi(decision.proposed_by)}}));
    } else {
      w.text(message(who.lang, "console.actor." + std::string(discussion::name(decision.actor))));
    }
    if (!decision.reason.empty()) w.text(" · ").open("q").attribute("dir", "auto").text(decision.reason).close("q");
    const bool person =
        decision.actor == discussion::Actor::moderator || decision.actor == discussion::Actor::operator_;
    // A block is lifted, not undone; what was taken back stays so.
    const bool keeps = &decision == &at.own.decisions.back() && decision.deed == Deed::keep &&
                       decision.detected == discussion::Detected::report && !decision.corrects;
    const bool stands = keeps || &decision == last_state || &decision == actions::closing_in(at.own.decisions);
    if (stands && person && decision.deed != Deed::hold && may(who.person, Permission::decide)) {
      w.open("form").attribute("method", "post").attribute("action", "/console/" + who.site.key + "/undo").raw("");
      w.hidden("csrf", who.csrf).hidden("decision", std::to_string(decision.id.value));
      w.open("button", "second").attribute("type", "submit").text(message(who.lang, "console.undo")).close("button");
      w.close("form");
    }
    w.close("li");
  }
  w.close("ol").close("section");
}

}  // namespace

std::string text_start(std::string_view text) {
  constexpr std::size_t most = 200;
  if (text.size() <= most) return std::string(text);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

Result<ConsoleCase> load_case(App& app, const SignedIn& who, StoryId story, CommentId comment) {
  store::Store& store = app.world.store;
  ConsoleCase at;
  at.own.site = who.site;
  COMITY_TRY(at.own.comment, store.comment(who.site.id, story, comment));
  COMITY_TRY(at.own.story, store.story(who.site.id, story));
  COMITY_TRY(at.own.revisions, store.revisions(who.site.id, story, comment));
  COMITY_TRY(at.own.decisions, store.decisions(who.site.id, story, comment));
  const discussion::Comment& c = at.own.comment;
  if (auto waiting = store.waiting_of(who.site.id, story, comment)) {
    at.waiting = true;
    at.revision = waiting->revision;
  } else {
    const std::int64_t shown = c.live_revision != 0 ? c.live_revision : c.last_revision;
    at.revision = at.own.revisions.at(static_cast<std::size_t>(shown - 1));
  }
  for (const Decision& decision : at.own.decisions) {
    const bool stopped =
        decision.deed == Deed::hold || (decision.deed == Deed::refuse && decision.actor == discussion::Actor::engine);
    if (stopped && decision.revision == at.revision.revision) at.hold = decision;
  }
  store::WaitingPlace place{{}, at.revision.written, story, comment};
  if (auto live = app.world.policies.live(who.site)) at.live = *std::move(live);
  if (at.live) {
    for (const std::string& clause : actions::gravest_first(*at.live)) {
      if (!place.clause.empty()) break;
      if (std::find(at.hold.clauses.begin(), at.hold.clauses.end(), clause) != at.hold.clauses.end())
        place.clause = clause;
    }
  }
  at.place = place_text(place);
  at.own.policy = at.live;
  if (at.hold.id) {
    if (auto found = app.world.policies.by_id(who.site.id, at.hold.policy)) at.held_under = *std::move(found);
  }
  if (c.reply_to) {
    if (const auto parent = store.comment(who.site.id, story, c.reply_to)) at.own.reply_to_number = parent->number;
    if (auto texts = store.revisions(who.site.id, story, c.reply_to); texts && !texts->empty())
      at.answered = texts->back();
  }
  return at;
}

void write_text(HtmlWriter& w, const Request&, const SignedIn& who, const ConsoleCase& at, Time now) {
  const std::string& lang = who.lang;
  const discussion::Comment& comment = at.own.comment;
  w.open("p", "quiet").text(message(lang, "receipt.state." + std::string(discussion::name(comment.state)))).text(" · ");
  w.html(ago(at.revision.written, now, lang)).text(" · ").open("a");
  const std::string story = story_path(who.site, at.own.story);
  w.attribute("href", comment.number != 0 ? comment_path(who.site, at.own.story, comment.number) : story);
  w.open("bdi").text(title_of(at.own.story, lang)).close("bdi").close("a").close("p");
  if (at.answered) {
    w.open("section", "answered").element("h2", "", message(lang, "console.answers"));
    write_words(w, *at.answered, {});
    w.close("section");
  }
  w.open("section").element("h2", "hidden", message(lang, "console.text"));
  if (at.revision.text.empty()) {
    w.element("p", "quiet", message(lang, "receipt.text_erased"));
  } else {
    write_words(w, at.revision, at.hold.findings);
  }
  write_not_checked(w, at.held_under ? at.held_under.get() : at.live.get(), at.revision, &at.own.story, lang);
  if (comment.live_revision != 0 && comment.live_revision != at.revision.revision) {
    w.element("h2", "", message(lang, "console.live_text"));
    write_words(w, at.own.revisions.at(static_cast<std::size_t>(comment.live_revision - 1)), {});
  }
  w.close("section");
}

// All that readers reported about it, answered or not.
void write_all_reports(HtmlWriter& w, App& app, const SignedIn& who, const ConsoleCase& at, Time now, Beside beside) {
  const discussion::Comment& comment = at.own.comment;
  auto reports = app.world.store.reports_about(who.site.id, comment.story, comment.id);
  if (!reports || reports->empty()) return;
  const bool open = comment.state == discussion::State::published &&
                    std::any_of(reports->begin(), reports->end(), [](const auto& report) { return waits(report); });
  // Those that wait stand on the page where they are decided.
  if (open) std::erase_if(*reports, [](const auto& report) { return waits(report); });
  const bool decided_here = beside == Beside::reports;
  if (decided_here && reports->empty()) return;
  w.open("section").element("h2", "", message(who.lang, "report.console.reports"));
  if (open && !decided_here) {
    w.open("p").link("/console/" + who.site.key + reported_place(comment.story, comment.id), "",
                     message(who.lang, "report.console.waiting"));
    w.close("p");
  }
  write_reports(w, *reports, at.live.get(), who.lang, now);
  w.close("section");
}

void write_evidence(HtmlWriter& w, App& app, const SignedIn& who, const ConsoleCase& at, const BelowCase& below,
                    Time now, Beside beside) {
  write_clauses(w, who, at);
  write_alike(w, app, who, at);
  write_like_cases(w, app, who, at, now);
  write_author(w, app, who, at, now);
  write_all_reports(w, app, who, at, now, beside);
  write_what_is_below(w, who, below, most_shown, false);
  write_record(w, who, at);
}

}  // namespace comity::http
