#include "http/wire.h"

#include <algorithm>

#include "http/messages.h"
#include "http/pages/hint.h"
#include "http/pages/reader.h"
#include "http/pages/statement_text.h"
#include "http/readers.h"
#include "text/checked.h"
#include "text/language.h"

namespace comity::http {
namespace {

void number_or_null(json::Writer& out, std::string_view name, std::int64_t number) {
  out.key(name);
  if (number == 0) {
    out.null();
  } else {
    out.value(number);
  }
}

void text_or_null(json::Writer& out, std::string_view name, std::string_view text) {
  out.key(name);
  if (text.empty()) {
    out.null();
  } else {
    out.value(text);
  }
}

void time_or_null(json::Writer& out, std::string_view name, const std::optional<Time>& time) {
  out.key(name);
  if (time) {
    out.value(rfc3339(*time));
  } else {
    out.null();
  }
}

void write_clause_members(json::Writer& out, const policy::Compiled* policy, std::string_view id,
                          std::string_view lang) {
  const policy::Clause* clause = policy != nullptr ? policy->find(id) : nullptr;
  out.member("id", id);
  out.member("number", clause != nullptr ? clause->number : 0);
  out.member("title", clause != nullptr ? policy::in_language(clause->title, lang, policy->languages.front()) : id);
}

// Spans are the engine's; but stored ones are checked before they cut a text.
bool fits(const text::Span& span, std::string_view text) { return span.begin < span.end && span.end <= text.size(); }

void write_written(json::Writer& out, const discussion::Comment& comment, const std::optional<Time>& edit_until,
                   const PageOf& pages) {
  number_or_null(out, "number", comment.number);
  out.member("state", discussion::name(comment.state)).member("name", comment.name);
  out.member("name_mark", comment.name_mark).member("receipt", to_base64url(comment.receipt));
  out.member("case_code", comment.case_code).member("page", pages.receipt(comment.receipt));
  time_or_null(out, "edit_until", edit_until);
}

std::string_view outcome_name(actions::Posted::Outcome outcome) {
  using Outcome = actions::Posted::Outcome;
  switch (outcome) {
    case Outcome::advised:
      return "advised";
    case Outcome::correction_offered:
      return "correction_offered";
    case Outcome::published:
      return "published";
    case Outcome::held:
      return "held";
    case Outcome::refused:
      return "refused";
  }
  return "";
}

}  // namespace

void write_clause(json::Writer& out, const policy::Compiled* policy, std::string_view id, std::string_view lang) {
  out.object();
  write_clause_members(out, policy, id, lang);
  out.end();
}

std::string site_json(const discussion::Site& site, const policy::Compiled* policy, std::string_view lang,
                      std::string_view policy_page) {
  std::string text;
  json::Writer out(text);
  out.object().member("key", site.key).member("name", site.name).key("languages").array();
  for (const std::string& language : site.languages) out.value(language);
  out.end().member("edit_window_s", site.edit_window_ms / 1000);
  if (const std::string page = account_path(site); !page.empty()) {
    out.key("accounts")
        .object()
        .member("page", page)
        .member("label", message(reader_for(lang, site).lang, "reader.form.link"))
        .end();
  } else {
    out.key("accounts").null();
  }
  out.key("policy");
  if (policy == nullptr) {
    out.null();
  } else {
    const std::string_view first = policy->languages.front();
    out.object().member("id", "sha256:" + to_hex(policy->id)).member("name", policy->name);
    out.member("preamble", policy::in_language(policy->preamble, lang, first)).member("page", policy_page);
    out.key("clauses").array();
    for (const policy::Clause& clause : policy->clauses) {
      out.object();
      write_clause_members(out, policy, clause.id, lang);
      out.member("text", policy::in_language(clause.text, lang, first)).member("action", policy::name(clause.action));
      out.end();
    }
    out.end().end();
  }
  out.end();
  return text;
}

void write_story(json::Writer& out, const discussion::Story& story, bool open) {
  out.object().key("id");
  if (story.id) {
    out.value(short_id(story.id));
  } else {
    out.null();
  }
  text_or_null(out, "publisher_id", story.publisher_id);
  text_or_null(out, "url", story.url);
  out.member("title", story.title).member("language", story.language).member("open", open);
  time_or_null(out, "closes_at", story.closes_at);
  out.member("comments", story.published).member("held", story.held).member("position", story.position).end();
}

void write_comment(json::Writer& out, const CommentView& comment, const policy::Compiled* policy,
                   std::string_view lang) {
  out.object().member("number", comment.number);
  number_or_null(out, "reply_to", comment.reply_to);
  out.member("depth", comment.depth).member("name", comment.name).member("name_mark", comment.name_mark);
  out.member("staff", comment.staff).member("state", discussion::name(comment.state));
  if (comment.state == discussion::State::published) out.member("html", comment.html).member("text", comment.text);
  if (comment.state == discussion::State::removed) {
    out.key("clauses").array();
    for (const std::string& id : comment.clauses) write_clause(out, policy, id, lang);
    out.end().key("decision");
    if (comment.decided) {
      out.object().member("decided", rfc3339(*comment.decided));
      out.member("by", comment.decided_by_program ? "program" : "moderator").end();
    } else {
      out.null();
    }
  }
  out.member("language", comment.language).member("rtl", comment.rtl).member("created", rfc3339(comment.created));
  time_or_null(out, "edited", comment.edited);
  number_or_null(out, "edited_after", comment.edited_after);
  number_or_null(out, "superseded_by", comment.superseded_by);
  if (comment.closed) out.member("closed", true);
  out.end();
}

std::string comments_json(const DiscussionView& view, std::string_view lang) {
  std::string text;
  std::size_t size = 1024;
  for (const CommentView& comment : view.comments) size += 400 + (comment.html.size() + comment.text.size()) * 9 / 8;
  text.reserve(size);
  json::Writer out(text);
  out.object().key("story");
  write_story(out, view.story, view.open);
  out.member("position", view.story.position).member("sort", discussion::name(view.sort)).key("comments").array();
  for (const CommentView& comment : view.comments) write_comment(out, comment, view.policy.get(), lang);
  out.end();
  text_or_null(out, "next", view.next);
  out.member("held", view.story.held).key("refused").array();
  for (const auto& [clause, count] : view.refused_by_clause) {
    out.object().key("clause");
    if (clause.empty()) {
      out.null();
    } else {
      write_clause(out, view.policy.get(), clause, lang);
    }
    out.member("count", count).end();
  }
  out.end().end();
  return text;
}

void write_cited(json::Writer& out, const std::vector<policy::ClauseVerdict>& clauses, std::string_view text,
                 const policy::Compiled* policy, std::string_view lang) {
  out.array();
  for (const policy::ClauseVerdict& clause : clauses) {
    out.object();
    write_clause_members(out, policy, clause.clause, lang);
    out.member("action", policy::name(clause.action)).key("words").array();
    std::vector<text::Span> spans;
    for (const policy::Finding& finding : clause.findings) {
      for (const text::Span& span : finding.spans) {
        if (fits(span, text)) spans.push_back(span);
      }
    }
    std::sort(spans.begin(), spans.end());
    spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
    for (const text::Span& span : spans) {
      const text::Span points = text::in_code_points(text, span);
      out.object().member("text", text.substr(span.begin, span.end - span.begin));
      out.key("span").array().value(points.begin).value(points.end).end().end();
    }
    out.end().end();
  }
  out.end();
}

std::string PageOf::receipt(const Key128& key) const { return std::string(public_url) + "/r/" + to_base64url(key); }

std::string posted_json(const actions::Posted& posted, std::string_view text, std::optional<Time> edit_until,
                        const PageOf& pages, std::string_view lang) {
  using Outcome = actions::Posted::Outcome;
  std::string answer;
  json::Writer out(answer);
  out.object().member("outcome", outcome_name(posted.outcome)).key("story");
  // A story made by a post that was only advised is not there.
  if (posted.story.id && (posted.comment.id || posted.story.next_comment > 1)) {
    out.value(short_id(posted.story.id));
  } else {
    out.null();
  }
  out.member("position", posted.event).key("comment");
  if (posted.outcome == Outcome::advised || posted.outcome == Outcome::correction_offered) {
    out.null();
  } else {
    out.object();
    write_written(out, posted.comment, edit_until, pages);
    out.end();
  }
  out.key("cited");
  write_cited(out, posted.verdict.clauses, text, posted.policy.get(), lang);
  out.key("verdict");
  policy::write_json(out, posted.verdict, text, posted.revision.facts.language);
  if (!posted.advice_id.empty()) out.member("advice_id", posted.advice_id);
  if (posted.outcome == Outcome::advised && is_held_as_it_is(posted.policy.get(), posted.verdict))
    out.member("held_as_is", true);
  if (posted.outcome == Outcome::correction_offered) {
    out.key("corrects").object();
    number_or_null(out, "number", posted.corrects.number);
    out.member("receipt", to_base64url(posted.corrects.receipt)).end();
  }
  if (posted.new_guest && posted.comment.id) out.member("guest_key", to_base64url(posted.guest_key));
  if (posted.again) out.member("again", true);
  out.end();
  return answer;
}

namespace {

void write_appeals(json::Writer& out, const actions::OwnComment& own) {
  out.key("appeals").array();
  for (const discussion::Appeal& appeal : own.appeals) {
    out.object().member("decision", std::to_string(appeal.decision.value)).member("filed", rfc3339(appeal.filed));
    out.member("due", rfc3339(appeal.due)).member("grounds", appeal.grounds);
    if (appeal.outcome) {
      out.member("outcome", discussion::name(*appeal.outcome)).member("decided", rfc3339(*appeal.decided));
      out.member("look", discussion::name(appeal.look)).member("reasons", appeal.reasons);
    }
    out.end();
  }
  out.end().key("appealable").array();
  for (const discussion::Decision& decision : own.appealable) {
    out.object().member("decision", std::to_string(decision.id.value)).member("deed", discussion::name(decision.deed));
    out.member("until", rfc3339(appealable_until(decision))).end();
  }
  out.end();
}

}  // namespace

void write_own(json::Writer& out, const actions::OwnComment& own, const discussion::Statement& statement,
               std::string_view html, const PageOf& pages, std::string_view lang, std::string_view statement_lang) {
  const discussion::Revision* last = own.revisions.empty() ? nullptr : &own.revisions.back();
  const std::string_view text = last != nullptr ? std::string_view(last->text) : std::string_view{};
  const std::string_view language = last != nullptr ? std::string_view(last->facts.language) : std::string_view{};
  out.object();
  write_written(out, own.comment, own.edit_until, pages);
  out.member("may_withdraw", own.may_withdraw);
  number_or_null(out, "reply_to", own.reply_to_number);
  out.member("created", rfc3339(own.comment.written)).member("story", short_id(own.story.id));
  out.member("text", text).member("html", html).member("language", language);
  out.member("rtl", text::direction_of(text) == text::Direction::rtl);
  out.member("waiting", own.comment.live_revision != 0 && last != nullptr && last->state == discussion::State::held);
  out.key("machine_checked");
  if (own.machine_checked) {
    out.value(*own.machine_checked);
  } else {
    out.null();
  }
  write_appeals(out, own);
  out.key("decisions").array();
  for (const discussion::Decision& decision : own.decisions) {
    std::string_view about;
    for (const discussion::Revision& revision : own.revisions) {
      if (revision.revision == decision.revision) about = revision.text;
    }
    out.object().member("deed", discussion::name(decision.deed)).member("by", discussion::name(decision.actor));
    out.member("at", rfc3339(decision.decided)).member("revision", decision.revision);
    out.member("reason", decision.reason).key("cited");
    // Clauses that a person cited have no findings of the engine.
    std::vector<policy::ClauseVerdict> clauses = decision.findings;
    for (const std::string& id : decision.clauses) {
      const bool there =
          std::any_of(clauses.begin(), clauses.end(), [&](const auto& verdict) { return verdict.clause == id; });
      const bool held = decision.deed == discussion::Deed::hold;
      if (!there) clauses.push_back({id, held ? policy::Action::hold : policy::Action::refuse, {}});
    }
    write_cited(out, clauses, about, own.policy.get(), lang);
    out.end();
  }
  out.end().key("statement");
  write_statement(out, statement, statement_lang);
  out.end();
}

}  // namespace comity::http
