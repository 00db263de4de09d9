#include "interchange/jsonl.h"
#include "interchange/jsonl_members.h"

namespace comity::interchange {
namespace {

std::optional<policy::AuthorKind> author_kind(std::string_view word) {
  constexpr std::string_view words[] = {"guest", "account", "staff", "imported"};
  for (std::size_t i = 0; i < std::size(words); ++i)
    if (words[i] == word) return static_cast<policy::AuthorKind>(i);
  return std::nullopt;
}

discussion::Site read_site(Members& in) {
  if (in.needed_number("format") != jsonl_format) in.wrong("format", "is not 1: written by a newer Comity");
  discussion::Site s;
  s.key = in.needed_text("key");
  s.name = in.text("name");
  s.origins = in.list("origins");
  s.languages = in.list("languages");
  s.same_www = in.flag("same_www");
  s.edit_window_ms = in.number("edit_window_ms", s.edit_window_ms);
  s.close_after_days = in.number("close_after_days");
  s.brake_share = in.number("brake_share", s.brake_share);
  s.second_look = in.word_or("second_look", s.second_look, discussion::second_look_from);
  s.appeal_days = in.number("appeal_days", s.appeal_days);
  s.reader_accounts = in.flag("reader_accounts");
  s.daily_hour = in.number("daily_hour", s.daily_hour);
  s.contact_readers = in.text("contact_readers");
  s.contact_authorities = in.text("contact_authorities");
  s.contact_languages = in.list("contact_languages");
  s.retention.withdrawn_days = in.number("withdrawn_days", s.retention.withdrawn_days);
  s.retention.decided_days = in.number("decided_days", s.retention.decided_days);
  s.retention.reported_days = in.number("reported_days", s.retention.reported_days);
  s.created = in.needed_time("created");
  return s;
}

PolicyRow read_policy(Members& in) {
  PolicyRow p;
  p.id = in.hash("id");
  p.published = in.needed_time("published");
  p.by = in.text("by");
  p.source = in.needed_text("source");
  return p;
}

discussion::Author read_author(Members& in) {
  discussion::Author a;
  a.id = AuthorId{in.id("id")};
  a.kind = in.word<policy::AuthorKind>("is", author_kind);
  a.first_seen = in.needed_time("first_seen");
  a.revoked_at = in.time("revoked");
  a.erased = in.time("erased");
  a.erasing = in.flag("erasing");
  return a;
}

StoryRow read_story(Members& in) {
  StoryRow row;
  discussion::Story& s = row.story;
  s.id = in.story("id");
  s.publisher_id = in.text("publisher_id");
  s.url = in.text("url");
  row.urls = in.list("addresses");
  s.title = in.text("title");
  s.language = in.text("language");
  s.section = in.text("section");
  s.tags = in.list("tags");
  s.open = in.flag("open", true);
  s.closes_at = in.time("closes");
  s.created = in.needed_time("created");
  row.words = in.text("words");
  return row;
}

CommentRow read_comment(Members& in) {
  CommentRow row;
  discussion::Comment& c = row.comment;
  c.story = in.story("story");
  c.id = CommentId{in.needed_number("place")};
  c.number = in.number("number");
  c.reply_to = CommentId{in.number("reply_to")};
  c.author = AuthorId{in.id("author")};
  c.name = in.text("name");
  c.name_mark = in.text("name_mark");
  c.state = in.word<discussion::State>("state", discussion::state_from);
  c.written = in.needed_time("written");
  c.published_at = in.time("published");
  c.superseded_by = CommentId{in.number("superseded_by")};
  c.mark = in.text("mark");
  c.source_key = in.text("source_key");
  c.emptied = in.time("emptied");
  c.erased = in.flag("erased");
  return row;
}

// Spans in order and apart, as `storable` leaves them.
std::vector<text::Span> runs(Members& in, std::string_view name) {
  std::vector<text::Span> spans = in.spans(name);
  std::uint32_t behind = 0;
  for (const text::Span s : spans) {
    if (s.begin < behind || s.end > text::max_comment_bytes) in.wrong(name, "is not in order, or beyond a text's end");
    behind = s.end;
  }
  if (spans.size() > policy::most_alike_runs) in.wrong(name, "has more than 8 of them");
  return spans;
}

policy::Facts read_facts(Members& in) {
  policy::Facts f;
  f.language = in.text("language");
  f.is_reply = in.flag("is_reply");
  f.is_edit = in.flag("is_edit");
  f.quotes = in.spans("quotes");
  const std::string kind = in.text("author_kind");
  if (!kind.empty()) {
    if (const auto known = author_kind(kind))
      f.author_kind = *known;
    else
      in.wrong("author_kind", "has an unknown value");
  }
  f.author_published = in.number("author_published");
  f.author_refused = in.number("author_refused");
  f.author_strikes = in.number("author_strikes");
  f.author_age_days = in.number("author_age_days");
  f.story_age_hours = in.number("story_age_hours");
  f.story_comments = in.number("story_comments");
  f.author_10m = in.number("author_10m");
  f.author_24h = in.number("author_24h");
  f.source_10m = in.number("source_10m");
  f.story_10m = in.number("story_10m");
  f.similar_own = static_cast<int>(in.number("similar_own", 0, 10'000));
  f.similar_others = static_cast<int>(in.number("similar_others", 0, 10'000));
  f.alike_own = runs(in, "alike_own");
  f.alike_others = runs(in, "alike_others");
  return f;
}

RevisionRow read_revision(Members& in) {
  RevisionRow row;
  discussion::Revision& r = row.revision;
  row.story = in.story("story");
  row.comment = CommentId{in.needed_number("comment")};
  r.revision = in.needed_number("revision");
  r.state = in.word<discussion::State>("state", discussion::state_from);
  r.written = in.needed_time("written");
  r.after_number = in.number("after_number");
  if (const json::Value* facts = in.object("facts")) {
    Members inner(*facts, "revision's facts");
    r.facts = read_facts(inner);
    inner.finish();
    in.adopt(inner);
  }
  r.text = in.text("text");
  return row;
}

policy::ClauseVerdict read_clause(const json::Value& value, Members& outer) {
  Members in(value, "decision's findings");
  policy::ClauseVerdict clause;
  clause.clause = in.needed_text("clause");
  clause.action = in.word<policy::Action>("action", policy::action_from);
  for (const json::Value& v : in.array("findings")) {
    Members one(v, "decision's findings");
    policy::Finding finding;
    finding.detector = one.needed_text("detector");
    finding.name = one.text("name");
    finding.entry = one.text("entry");
    finding.spans = one.spans("spans");
    one.finish();
    in.adopt(one);
    clause.findings.push_back(std::move(finding));
  }
  in.finish();
  outer.adopt(in);
  return clause;
}

discussion::Decision read_decision(Members& in) {
  discussion::Decision d;
  d.id = DecisionId{in.id("id")};
  d.story = in.story("story");
  d.comment = CommentId{in.needed_number("comment")};
  d.revision = in.needed_number("revision");
  d.deed = in.word<discussion::Deed>("deed", discussion::deed_from);
  d.actor = in.word<discussion::Actor>("actor", discussion::actor_from);
  d.actor_name = in.text("actor_name");
  d.clauses = in.list("clauses");
  for (const json::Value& clause : in.array("findings")) d.findings.push_back(read_clause(clause, in));
  d.policy = in.hash("policy");
  d.engine = in.hash("engine");
  d.reason = in.text("reason");
  d.freedom = in.text("freedom");
  d.corrects = DecisionId{in.id("corrects")};
  d.decided = in.needed_time("decided");
  d.source = in.word_or("source", discussion::Source::own, discussion::source_from);
  d.detected = in.word_or("detected", discussion::usual_detection(d.actor), discussion::detected_from);
  d.until = in.time("until");
  d.batch = in.key("batch");
  d.proposed_by = in.text("proposed_by");
  return d;
}

discussion::Report read_report(Members& in) {
  discussion::Report r;
  r.id = discussion::ReportId{in.id("id")};
  r.story = in.story("story");
  r.comment = CommentId{in.needed_number("comment")};
  r.revision = in.needed_number("revision");
  r.kind = in.word<discussion::ReportKind>("is", discussion::report_kind_from);
  r.clause = in.text("clause");
  r.words = in.text("words");
  r.known = in.flag("known");
  r.language = in.text("language");
  r.filed = in.needed_time("filed");
  r.answer = DecisionId{in.id("answer")};
  r.answered = in.time("answered");
  return r;
}

discussion::Order read_order(Members& in) {
  discussion::Order o;
  o.id = discussion::OrderId{in.id("id")};
  if (in.has("story")) o.story = in.story("story");
  o.comment = CommentId{in.number("comment")};
  o.ordered = in.word<discussion::Ordered>("ordered", discussion::ordered_from);
  o.authority = in.needed_text("authority");
  o.country = in.text("country");
  o.reference = in.text("reference");
  o.ground = in.needed_text("ground");
  o.what = in.text("what");
  o.secret_ground = in.text("secret_ground");
  o.received = in.needed_time("received");
  o.recorded = in.needed_time("recorded");
  o.recorded_by = in.needed_text("recorded_by");
  o.decision = DecisionId{in.id("decision")};
  return o;
}

discussion::Danger read_danger(Members& in) {
  discussion::Danger d;
  d.id = discussion::DangerId{in.id("id")};
  d.story = in.story("story");
  d.comment = CommentId{in.needed_number("comment")};
  d.words = in.text("words");
  d.noted = in.needed_time("noted");
  d.noted_by = in.needed_text("noted_by");
  d.ended = in.time("ended");
  d.ended_by = in.text("ended_by");
  return d;
}

discussion::Block read_block(Members& in) {
  discussion::Block b;
  b.decision = DecisionId{in.id("decision")};
  b.author = AuthorId{in.id("author")};
  b.story = in.story("story");
  b.comment = CommentId{in.needed_number("comment")};
  b.deed = in.word<discussion::Deed>("deed", discussion::deed_from);
  b.since = in.needed_time("since");
  b.until = in.time("until");
  for (const std::int64_t strike : in.ids("strikes")) b.strikes.push_back({strike});
  b.step_strikes = in.number("step_strikes");
  b.step_within_ms = in.number("step_within_ms");
  b.warning = DecisionId{in.id("warning")};
  discussion::Factors factors{in.number("number"), in.number("written"), in.text("gravity"), in.text("intention")};
  if (factors != discussion::Factors{}) b.factors = std::move(factors);
  b.lifted = in.time("lifted");
  b.lifted_by = DecisionId{in.id("lifted_by")};
  return b;
}

discussion::Appeal read_appeal(Members& in) {
  discussion::Appeal a;
  a.id = discussion::AppealId{in.id("id")};
  a.decision = DecisionId{in.id("decision")};
  a.story = in.story("story");
  a.comment = CommentId{in.needed_number("comment")};
  a.complainant = in.key("complainant");
  a.grounds = in.needed_text("grounds");
  a.language = in.text("language");
  a.filed = in.needed_time("filed");
  a.due = in.needed_time("due");
  const std::string outcome = in.text("outcome");
  if (!outcome.empty()) {
    a.outcome = discussion::appeal_outcome_from(outcome);
    if (!a.outcome) in.wrong("outcome", "has an unknown value");
  }
  a.decided = in.time("decided");
  a.decided_by = in.text("decided_by");
  a.look = in.word_or("look", discussion::SecondLook::other, discussion::second_look_from);
  a.reasons = in.text("reasons");
  a.answer = DecisionId{in.id("answer")};
  return a;
}

}  // namespace

Result<JsonlRow> from_jsonl(std::string_view line) {
  COMITY_TRY(const json::Value value, json::parse(line));
  const json::Value* kind = value.find("kind");
  if (kind == nullptr || kind->string() == nullptr)
    return fail(Error::Code::invalid, "the line is no object with a 'kind'");
  const std::string& word = *kind->string();
  Members in(value, word.substr(0, 20));
  in.text("kind");
  JsonlRow row;
  if (word == "site")
    row = read_site(in);
  else if (word == "policy")
    row = read_policy(in);
  else if (word == "author")
    row = read_author(in);
  else if (word == "story")
    row = read_story(in);
  else if (word == "comment")
    row = read_comment(in);
  else if (word == "revision")
    row = read_revision(in);
  else if (word == "decision")
    row = read_decision(in);
  else if (word == "report")
    row = read_report(in);
  else if (word == "order")
    row = read_order(in);
  else if (word == "danger")
    row = read_danger(in);
  else if (word == "block")
    row = read_block(in);
  else if (word == "appeal")
    row = read_appeal(in);
  else
    return fail(Error::Code::invalid, "the kind '" + word.substr(0, 40) + "' is not known here");
  if (std::string wrong = in.finish(); !wrong.empty()) return fail(Error::Code::invalid, std::move(wrong));
  return row;
}

}  // namespace comity::interchange
