#include "actions/own_data.h"

#include "actions/forget_reporter.h"
#include "base/json.h"
#include "discussion/statement.h"

namespace comity::actions {

namespace {

using discussion::Comment;

constexpr std::size_t page_of = 200;

void time_member(json::Writer& out, std::string_view name, const std::optional<Time>& at) {
  if (at) out.member(name, rfc3339(*at));
}
void text_member(json::Writer& out, std::string_view name, const std::string& text) {
  if (!text.empty()) out.member(name, text);
}

// What the verdict looked at besides the text; the names of Submission (docs/glossary.md).
void write_facts(json::Writer& out, const policy::Facts& facts) {
  out.key("facts").object();
  text_member(out, "language", facts.language);
  out.member("author_published", facts.author_published).member("author_refused", facts.author_refused);
  out.member("author_strikes", facts.author_strikes).member("author_age_days", facts.author_age_days);
  out.member("author_10m", facts.author_10m).member("author_24h", facts.author_24h);
  out.member("source_10m", facts.source_10m);
  out.end();
}

void write_decision(json::Writer& out, const discussion::Decision& decision,
                    const std::vector<discussion::Revision>& revisions) {
  out.object().member("id", std::to_string(decision.id.value)).member("revision", decision.revision);
  out.member("deed", discussion::name(decision.deed)).member("decided", rfc3339(decision.decided));
  out.member("by", decision.actor == discussion::Actor::engine   ? "program"
                   : decision.actor == discussion::Actor::author ? "you"
                                                                 : "person");
  time_member(out, "until", decision.until);
  out.key("clauses").array();
  for (const std::string& clause : decision.clauses) out.value(clause);
  out.end().key("words").array();
  const bool known = decision.revision >= 1 && decision.revision <= static_cast<std::int64_t>(revisions.size());
  for (const policy::ClauseVerdict& verdict : decision.findings) {
    if (!known) break;
    for (const std::string& words :
         discussion::words_of(verdict, revisions[static_cast<std::size_t>(decision.revision - 1)].text))
      out.value(words);
  }
  out.end();
  text_member(out, "reason", decision.reason);
  text_member(out, "freedom", decision.freedom);
  out.end();
}

void write_appeal(json::Writer& out, const discussion::Appeal& appeal) {
  out.object().member("decision", std::to_string(appeal.decision.value)).member("filed", rfc3339(appeal.filed));
  out.member("grounds", appeal.grounds).member("due", rfc3339(appeal.due));
  if (appeal.outcome) out.member("outcome", discussion::name(*appeal.outcome)).member("reasons", appeal.reasons);
  time_member(out, "decided", appeal.decided);
  out.end();
}

Done write_comment(World& world, json::Writer& out, const Comment& comment) {
  COMITY_TRY(const auto story, world.store.story(comment.site, comment.story));
  COMITY_TRY(const auto revisions, world.store.revisions(comment.site, comment.story, comment.id));
  COMITY_TRY(const auto decisions, world.store.decisions(comment.site, comment.story, comment.id));
  COMITY_TRY(const auto appeals, world.store.appeals_about(comment.site, comment.story, comment.id));
  out.object().member("story", short_id(comment.story));
  text_member(out, "story_title", story.title);
  text_member(out, "story_url", story.url);
  if (comment.number != 0) out.member("number", comment.number);
  text_member(out, "name", comment.name);
  text_member(out, "name_mark", comment.name_mark);
  out.member("state", discussion::name(comment.state)).member("written", rfc3339(comment.written));
  time_member(out, "published", comment.published_at);
  time_member(out, "emptied", comment.emptied);
  if (comment.receipt != Key128{}) out.member("receipt", to_base64url(comment.receipt));
  text_member(out, "case_code", comment.case_code);
  text_member(out, "source_key", comment.source_key);
  out.key("revisions").array();
  for (const discussion::Revision& revision : revisions) {
    out.object().member("revision", revision.revision).member("state", discussion::name(revision.state));
    out.member("written", rfc3339(revision.written)).member("text", revision.text);
    write_facts(out, revision.facts);
    out.end();
  }
  out.end().key("decisions").array();
  for (const discussion::Decision& decision : decisions) write_decision(out, decision, revisions);
  out.end().key("appeals").array();
  for (const discussion::Appeal& appeal : appeals) write_appeal(out, appeal);
  out.end().end();
  return {};
}

// Addresses that were left for letters; with `only` those for this comment alone.
Done write_addresses(World& world, json::Writer& out, SiteId site, AuthorId author,
                     const std::optional<discussion::Case>& only) {
  out.key("addresses").array();
  if (author) {
    COMITY_TRY(const auto contacts, world.store.contacts_of(site, discussion::owner(author)));
    for (const discussion::Contact& contact : contacts) {
      if (only && contact.only != only) continue;
      out.object().member("address", contact.address).member("language", contact.language);
      out.member("decisions", contact.wants.decisions).member("replies", contact.wants.replies);
      out.member("added", rfc3339(contact.added));
      time_member(out, "confirmed", contact.confirmed);
      out.end();
    }
  }
  out.end();
  return {};
}

Done write_report(World& world, json::Writer& out, const discussion::Report& report) {
  COMITY_TRY(const auto comment, world.store.comment(report.site, report.story, report.comment));
  out.object().member("story", short_id(report.story));
  if (comment.number != 0) out.member("number", comment.number);
  out.member("kind", discussion::name(report.kind)).member("filed", rfc3339(report.filed));
  text_member(out, "clause", report.clause);
  text_member(out, "words", report.words);
  text_member(out, "name", report.name);
  text_member(out, "address", report.address);
  time_member(out, "answered", report.answered);
  if (report.receipt != Key128{}) out.member("receipt", to_base64url(report.receipt));
  text_member(out, "case_code", report.case_code);
  out.end();
  return {};
}

Done write_reports(World& world, json::Writer& out, const std::vector<discussion::Report>& reports) {
  out.key("reports").array();
  for (const discussion::Report& report : reports) COMITY_CHECK(write_report(world, out, report));
  out.end();
  return {};
}

void begin(World& world, json::Writer& out, const discussion::Site& site) {
  out.object().member("format", 1).member("site", site.key).member("made", rfc3339(world.clock.now()));
}

Done write_author(World& world, json::Writer& out, const discussion::Author& author) {
  out.key("author").object().member("id", std::to_string(author.id.value));
  out.member("key_kept", author.token_hash ? "as a keyed hash" : "no");
  out.member("first_seen", rfc3339(author.first_seen));
  time_member(out, "key_revoked", author.revoked_at);
  out.member("published", author.published).member("refused", author.refused).member("strikes", author.strikes);
  COMITY_TRY(const auto blocks, world.store.blocks(author.site, author.id));
  out.key("restrictions").array();
  for (const discussion::Block& block : blocks) {
    out.object().member("deed", discussion::name(block.deed)).member("since", rfc3339(block.since));
    time_member(out, "until", block.until);
    time_member(out, "lifted", block.lifted);
    if (block.factors) {
      out.member("number", block.factors->number).member("written", block.factors->written);
      out.member("gravity", block.factors->gravity).member("intention", block.factors->intention);
    }
    out.end();
  }
  out.end().end();
  return write_addresses(world, out, author.site, author.id, std::nullopt);
}

// Of a reader's account what it adds to its author: name, sessions and whom it muted, by the comments it was said at.
Done write_account(World& world, json::Writer& out, const discussion::Author& author) {
  if (author.kind != policy::AuthorKind::account) return {};
  COMITY_TRY(const auto account, world.store.account(author.site, author.id));
  COMITY_TRY(const auto sessions, world.store.reader_sessions(author.site, author.id));
  COMITY_TRY(const auto muted, world.store.muted_by(author.site, author.id));
  COMITY_TRY(const auto former, world.store.former_names(author.site, author.id));
  out.key("account").object().member("name", account.name).member("made", rfc3339(account.created));
  time_member(out, "opened", account.opened);
  out.member("password_kept", account.has_password ? "as a hash" : "no").key("sessions").array();
  for (const discussion::ReaderSession& session : sessions) {
    out.object().member("begun", rfc3339(session.begun)).member("seen", rfc3339(session.seen));
    out.member("browser", session.browser).end();
  }
  out.end().key("former_names").array();
  for (const discussion::FormerName& one : former)
    out.object().member("name", one.name).member("given_up", rfc3339(one.given_up)).end();
  out.end().key("muted").array();
  for (const discussion::Muted& one : muted) {
    COMITY_TRY(const auto comment, world.store.comment(author.site, one.story, one.comment));
    out.object().member("story", short_id(one.story)).member("number", comment.number);
    out.member("since", rfc3339(one.since)).end();
  }
  out.end().end();
  return {};
}

// Calls `take(comment)` for each, oldest first.
template <class Take>
Done each_written(World& world, const discussion::Author& author, const Take& take) {
  store::WrittenPlace after;
  while (true) {
    COMITY_TRY(const auto page, world.store.written_by(author.site, author.id, after, page_of));
    if (page.empty()) return {};
    for (const Comment& comment : page) COMITY_CHECK(take(comment));
    after = {page.back().written, page.back().story, page.back().id};
  }
}

}  // namespace

Result<std::string> own_data(World& world, const discussion::Site& site,
                             const std::optional<discussion::Author>& author, const std::optional<Key128>& token_hash) {
  std::string text;
  json::Writer out(text);
  begin(world, out, site);
  if (author) {
    COMITY_CHECK(write_author(world, out, *author));
    COMITY_CHECK(write_account(world, out, *author));
  }
  out.key("comments").array();
  if (author) {
    COMITY_CHECK(
        each_written(world, *author, [&](const Comment& comment) { return write_comment(world, out, comment); }));
  }
  out.end();
  std::vector<discussion::Report> reports;
  if (token_hash) {
    COMITY_TRY(reports, reports_by_guest(world, site.id, *token_hash));
  }
  COMITY_CHECK(write_reports(world, out, reports));
  out.end();
  return text + '\n';
}

Result<std::string> own_data(World& world, const discussion::Report& report) {
  COMITY_TRY(const auto site, world.store.site(report.site));
  std::string text;
  json::Writer out(text);
  begin(world, out, site);
  COMITY_CHECK(write_reports(world, out, {report}));
  out.end();
  return text + '\n';
}

Result<std::string> own_data(World& world, const Comment& comment) {
  COMITY_TRY(const auto site, world.store.site(comment.site));
  std::string text;
  json::Writer out(text);
  begin(world, out, site);
  COMITY_CHECK(write_addresses(world, out, site.id, comment.author, discussion::Case{comment.story, comment.id}));
  out.key("comments").array();
  COMITY_CHECK(write_comment(world, out, comment));
  out.end().end();
  return text + '\n';
}

Result<std::int64_t> comments_left(World& world, const discussion::Author& author) {
  std::int64_t many = 0;
  COMITY_CHECK(each_written(world, author, [&](const Comment& comment) -> Done {
    if (!comment.erased) ++many;
    return {};
  }));
  return many;
}

}  // namespace comity::actions
