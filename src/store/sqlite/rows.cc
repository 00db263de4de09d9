#include "store/sqlite/rows.h"

#include <algorithm>
#include <array>

#include "base/json.h"

namespace comity::store::sqlite {

namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 4> kind_names = {"guest", "account", "staff", "imported"};

template <class E>
E known(std::optional<E> value, const char* what) {
  if (!value) throw corrupt(std::string("an unknown word stands for ") + what);
  return *value;
}

policy::AuthorKind kind_from(const std::string& name) {
  const auto* const found = std::find(kind_names.begin(), kind_names.end(), name);
  if (found == kind_names.end()) throw corrupt("an unknown word stands for an author's kind");
  return static_cast<policy::AuthorKind>(found - kind_names.begin());
}

template <class T>
T sound(Result<T> result) {
  if (!result) throw corrupt(result.error().detail);
  return *std::move(result);
}

}  // namespace

std::string_view kind_name(policy::AuthorKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::string to_list(const std::vector<std::string>& texts) {
  std::string out;
  json::Writer writer(out);
  writer.array();
  for (const std::string& text : texts) writer.value(text);
  writer.end();
  return out;
}

std::vector<std::string> from_list(const std::string& json) {
  const json::Value value = sound(json::parse(json));
  std::vector<std::string> out;
  if (!value.array()) throw corrupt("a list is not a list");
  for (const json::Value& member : *value.array()) {
    if (!member.string()) throw corrupt("a list holds something that is not a text");
    out.push_back(*member.string());
  }
  return out;
}

const char* const site_columns =
    "site_id, key, name, origins, languages, same_www, edit_window_ms, close_after_days, created_ms, policy_id, "
    "brake_share, second_look, appeal_days, reader_accounts, daily_hour, withdrawn_days, decided_days, "
    "contact_readers, contact_authorities, contact_languages, correction_id, reported_days";
discussion::Site read_site(const Query& row, int first) {
  discussion::Site site;
  site.id = {row.integer(first)};
  site.key = row.text(first + 1);
  site.name = row.text(first + 2);
  site.origins = from_list(row.text(first + 3));
  site.languages = from_list(row.text(first + 4));
  site.same_www = row.integer(first + 5) != 0;
  site.edit_window_ms = row.integer(first + 6);
  site.close_after_days = row.integer(first + 7);
  site.created = row.time(first + 8);
  site.policy = row.hash256(first + 9);
  site.brake_share = row.integer(first + 10);
  site.second_look = known(discussion::second_look_from(row.text(first + 11)), "who looks again");
  site.appeal_days = row.integer(first + 12);
  site.reader_accounts = row.integer(first + 13) != 0;
  site.daily_hour = row.integer(first + 14);
  site.retention = {row.integer(first + 15), row.integer(first + 16), row.integer(first + 21)};
  site.contact_readers = row.text(first + 17);
  site.contact_authorities = row.text(first + 18);
  site.contact_languages = from_list(row.text(first + 19));
  site.correction = row.hash256(first + 20);
  return site;
}

const char* const story_columns =
    "site_id, story_id, publisher_id, url, title, language, section, tags, open, closes_ms, created_ms, position, "
    "next_comment, next_number, published, held, refused";
discussion::Story read_story(const Query& row, int first) {
  discussion::Story story;
  story.site = {row.integer(first)};
  story.id = {row.integer(first + 1)};
  story.publisher_id = row.text(first + 2);
  story.url = row.text(first + 3);
  story.title = row.text(first + 4);
  story.language = row.text(first + 5);
  story.section = row.text(first + 6);
  story.tags = from_list(row.text(first + 7));
  story.open = row.integer(first + 8) != 0;
  story.closes_at = row.maybe_time(first + 9);
  story.created = row.time(first + 10);
  story.position = row.integer(first + 11);
  story.next_comment = row.integer(first + 12);
  story.next_number = row.integer(first + 13);
  story.published = row.integer(first + 14);
  story.held = row.integer(first + 15);
  story.refused = row.integer(first + 16);
  return story;
}

const char* const author_columns =
    "site_id, author_id, kind, token_hash, first_seen_ms, revoked_ms, published, refused, strikes, restricted, "
    "erased_ms, "
    "erasing";
discussion::Author read_author(const Query& row, int first) {
  discussion::Author author;
  author.site = {row.integer(first)};
  author.id = {row.integer(first + 1)};
  author.kind = kind_from(row.text(first + 2));
  if (!row.is_null(first + 3)) author.token_hash = row.key128(first + 3);
  author.first_seen = row.time(first + 4);
  author.revoked_at = row.maybe_time(first + 5);
  author.published = row.integer(first + 6);
  author.refused = row.integer(first + 7);
  author.strikes = row.integer(first + 8);
  author.restricted = row.integer(first + 9) != 0;
  author.erased = row.maybe_time(first + 10);
  author.erasing = row.integer(first + 11) != 0;
  return author;
}

const char* const comment_columns =
    "c.site_id, c.story_id, c.comment_id, c.number, c.reply_to, c.author_id, c.name, c.name_mark, c.state, "
    "c.live_revision, c.last_revision, c.receipt, c.case_code, c.written_ms, c.published_ms, c.superseded_by, c.mark, "
    "c.source_key, c.decision_id, c.emptied_ms, c.erased";
discussion::Comment read_comment(const Query& row, int first) {
  discussion::Comment c;
  c.site = {row.integer(first)};
  c.story = {row.integer(first + 1)};
  c.id = {row.integer(first + 2)};
  c.number = row.integer(first + 3);
  c.reply_to = {row.integer(first + 4)};
  c.author = {row.integer(first + 5)};
  c.name = row.text(first + 6);
  c.name_mark = row.text(first + 7);
  c.state = known(discussion::state_from(row.text(first + 8)), "a comment's state");
  c.live_revision = row.integer(first + 9);
  c.last_revision = row.integer(first + 10);
  c.receipt = row.key128(first + 11);
  c.case_code = row.text(first + 12);
  c.written = row.time(first + 13);
  c.published_at = row.maybe_time(first + 14);
  c.superseded_by = {row.integer(first + 15)};
  c.mark = row.text(first + 16);
  c.source_key = row.text(first + 17);
  c.decision = {row.integer(first + 18)};
  c.emptied = row.maybe_time(first + 19);
  c.erased = row.integer(first + 20) != 0;
  return c;
}

const char* const revision_columns = "r.revision, r.text, r.facts, r.state, r.written_ms, r.after_number";
discussion::Revision read_revision(const Query& row, int first) {
  discussion::Revision revision;
  revision.revision = row.integer(first);
  revision.text = row.text(first + 1);
  revision.facts = sound(policy::decoded(row.blob(first + 2)));
  revision.state = known(discussion::state_from(row.text(first + 3)), "a revision's state");
  revision.written = row.time(first + 4);
  revision.after_number = row.integer(first + 5);
  return revision;
}

const char* const decision_columns =
    "d.site_id, d.decision_id, d.story_id, d.comment_id, d.revision, d.deed, d.actor, d.actor_name, d.findings, "
    "d.policy_id, d.engine_id, d.reason, d.freedom, d.corrects, d.decided_ms, d.source, d.detected, d.until_ms, "
    "d.batch, d.proposed_by";
discussion::Decision read_decision(const Query& row, int first) {
  discussion::Decision d;
  d.site = {row.integer(first)};
  d.id = {row.integer(first + 1)};
  d.story = {row.integer(first + 2)};
  d.comment = {row.integer(first + 3)};
  d.revision = row.integer(first + 4);
  d.deed = known(discussion::deed_from(row.text(first + 5)), "a deed");
  d.actor = known(discussion::actor_from(row.text(first + 6)), "an actor");
  d.actor_name = row.text(first + 7);
  if (!row.is_null(first + 8)) d.findings = sound(policy::decoded_verdict(row.blob(first + 8))).clauses;
  d.policy = row.hash256(first + 9);
  d.engine = row.hash256(first + 10);
  d.reason = row.text(first + 11);
  d.freedom = row.text(first + 12);
  d.corrects = {row.integer(first + 13)};
  d.decided = row.time(first + 14);
  d.source = known(discussion::source_from(row.text(first + 15)), "a decision's source");
  d.detected = known(discussion::detected_from(row.text(first + 16)), "who detected something");
  d.until = row.maybe_time(first + 17);
  if (!row.is_null(first + 18)) d.batch = row.key128(first + 18);
  d.proposed_by = row.text(first + 19);
  return d;
}

const char* const appeal_columns =
    "a.site_id, a.appeal_id, a.decision_id, a.story_id, a.comment_id, a.complainant, a.grounds, a.language, "
    "a.filed_ms, "
    "a.due_ms, a.outcome, a.decided_ms, a.decided_by, a.look, a.reasons, a.answer_id";
discussion::Appeal read_appeal(const Query& row, int first) {
  discussion::Appeal a;
  a.site = {row.integer(first)};
  a.id = {row.integer(first + 1)};
  a.decision = {row.integer(first + 2)};
  a.story = {row.integer(first + 3)};
  a.comment = {row.integer(first + 4)};
  a.complainant = row.key128(first + 5);
  a.grounds = row.text(first + 6);
  a.language = row.text(first + 7);
  a.filed = row.time(first + 8);
  a.due = row.time(first + 9);
  if (!row.is_null(first + 10))
    a.outcome = known(discussion::appeal_outcome_from(row.text(first + 10)), "an appeal's outcome");
  a.decided = row.maybe_time(first + 11);
  a.decided_by = row.text(first + 12);
  a.look = known(discussion::second_look_from(row.text(first + 13)), "who looked again");
  a.reasons = row.text(first + 14);
  a.answer = {row.integer(first + 15)};
  return a;
}

const char* const block_columns =
    "b.site_id, b.decision_id, b.author_id, b.story_id, b.comment_id, b.deed, b.since_ms, b.until_ms, b.step_strikes, "
    "b.step_within_ms, b.warning_id, b.number, b.written, b.gravity, b.intention, b.lifted_ms, b.lifted_by";
discussion::Block read_block(const Query& row, int first) {
  discussion::Block b;
  b.site = {row.integer(first)};
  b.decision = {row.integer(first + 1)};
  b.author = {row.integer(first + 2)};
  b.story = {row.integer(first + 3)};
  b.comment = {row.integer(first + 4)};
  b.deed = known(discussion::deed_from(row.text(first + 5)), "what was done about an author");
  b.since = row.time(first + 6);
  b.until = row.maybe_time(first + 7);
  b.step_strikes = row.integer(first + 8);
  b.step_within_ms = row.integer(first + 9);
  b.warning = {row.integer(first + 10)};
  if (!row.is_null(first + 11)) {
    b.factors = discussion::Factors{row.integer(first + 11), row.integer(first + 12), row.text(first + 13),
                                    row.text(first + 14)};
  }
  b.lifted = row.maybe_time(first + 15);
  b.lifted_by = {row.integer(first + 16)};
  return b;
}

std::vector<std::string> clauses_of(Connection& connection, SiteId site, DecisionId decision) {
  Query query(connection, "SELECT clause FROM decision_clause WHERE site_id = ? AND decision_id = ? ORDER BY ordinal",
              site, decision);
  std::vector<std::string> out;
  while (query.step()) out.push_back(query.text(0));
  return out;
}

std::string to_findings(const discussion::Decision& decision) {
  if (decision.findings.empty()) return {};
  policy::Verdict verdict;
  verdict.policy = decision.policy;
  verdict.engine = decision.engine;
  for (const policy::ClauseVerdict& clause : decision.findings)
    verdict.action = std::max(verdict.action, clause.action);
  verdict.clauses = decision.findings;
  return policy::encoded(verdict);
}

}  // namespace comity::store::sqlite
