#include "base/json.h"
#include "interchange/jsonl.h"

namespace comity::interchange {
namespace {

// Members without a value are left out, so that a line holds what there is to say and nothing else.
class Line {
 public:
  explicit Line(std::string_view kind) : out_(text_) { out_.object().member("kind", kind); }
  void text(std::string_view name, std::string_view value) {
    if (!value.empty()) out_.member(name, value);
  }
  void number(std::string_view name, std::int64_t value) {
    if (value != 0) out_.member(name, value);
  }
  void flag(std::string_view name, bool value) {
    if (value) out_.member(name, value);
  }
  void time(std::string_view name, Time value) { out_.member(name, rfc3339(value)); }
  void time(std::string_view name, const std::optional<Time>& value) {
    if (value) time(name, *value);
  }
  // Random ids are larger than what JavaScript counts exactly: they are written as text.
  void id(std::string_view name, std::int64_t value) {
    if (value != 0) out_.member(name, std::to_string(value));
  }
  void story(std::string_view name, StoryId value) { out_.member(name, short_id(value)); }
  void hash(std::string_view name, const Hash256& value) {
    if (value != Hash256{}) out_.member(name, "sha256:" + to_hex(value));
  }
  void list(std::string_view name, const std::vector<std::string>& values) {
    if (values.empty()) return;
    out_.key(name).array();
    for (const std::string& value : values) out_.value(value);
    out_.end();
  }
  void spans(std::string_view name, const std::vector<text::Span>& spans) {
    if (spans.empty()) return;
    out_.key(name).array();
    for (const text::Span span : spans) out_.array().value(span.begin).value(span.end).end();
    out_.end();
  }
  json::Writer& raw() { return out_; }
  std::string end() {
    out_.end();
    text_.push_back('\n');
    return std::move(text_);
  }

 private:
  std::string text_;
  json::Writer out_;
};

std::string_view word(policy::AuthorKind kind) {
  constexpr std::string_view words[] = {"guest", "account", "staff", "imported"};
  return words[static_cast<std::size_t>(kind)];
}

std::string line(const discussion::Site& s) {
  Line out("site");
  out.number("format", jsonl_format);
  out.text("key", s.key);
  out.text("name", s.name);
  out.list("origins", s.origins);
  out.list("languages", s.languages);
  out.flag("same_www", s.same_www);
  out.raw().member("edit_window_ms", s.edit_window_ms);
  out.number("close_after_days", s.close_after_days);
  const discussion::Site usual_site;
  if (s.brake_share != usual_site.brake_share) out.raw().member("brake_share", s.brake_share);
  if (s.second_look != usual_site.second_look) out.text("second_look", name(s.second_look));
  if (s.appeal_days != usual_site.appeal_days) out.number("appeal_days", s.appeal_days);
  out.flag("reader_accounts", s.reader_accounts);
  if (s.daily_hour != usual_site.daily_hour) out.raw().member("daily_hour", s.daily_hour);
  out.text("contact_readers", s.contact_readers);
  out.text("contact_authorities", s.contact_authorities);
  out.list("contact_languages", s.contact_languages);
  const discussion::Retention& usual = usual_site.retention;
  if (s.retention.withdrawn_days != usual.withdrawn_days) out.number("withdrawn_days", s.retention.withdrawn_days);
  if (s.retention.decided_days != usual.decided_days) out.number("decided_days", s.retention.decided_days);
  if (s.retention.reported_days != usual.reported_days) out.number("reported_days", s.retention.reported_days);
  out.time("created", s.created);
  return out.end();
}

std::string line(const PolicyRow& p) {
  Line out("policy");
  out.hash("id", p.id);
  out.time("published", p.published);
  out.text("by", p.by);
  out.text("source", p.source);
  return out.end();
}

std::string line(const discussion::Author& a) {
  Line out("author");
  out.id("id", a.id.value);
  out.text("is", word(a.kind));
  out.time("first_seen", a.first_seen);
  out.time("revoked", a.revoked_at);
  out.time("erased", a.erased);
  out.flag("erasing", a.erasing);
  return out.end();
}

std::string line(const StoryRow& row) {
  const discussion::Story& s = row.story;
  Line out("story");
  out.story("id", s.id);
  out.text("publisher_id", s.publisher_id);
  out.text("url", s.url);
  out.list("addresses", row.urls);
  out.text("title", s.title);
  out.text("language", s.language);
  out.text("section", s.section);
  out.list("tags", s.tags);
  out.raw().member("open", s.open);
  out.time("closes", s.closes_at);
  out.time("created", s.created);
  out.text("words", row.words);
  return out.end();
}

std::string line(const CommentRow& row) {
  const discussion::Comment& c = row.comment;
  Line out("comment");
  out.story("story", c.story);
  out.number("place", c.id.value);
  out.number("number", c.number);
  out.number("reply_to", c.reply_to.value);
  out.id("author", c.author.value);
  out.text("name", c.name);
  out.text("name_mark", c.name_mark);
  out.text("state", discussion::name(c.state));
  out.time("written", c.written);
  out.time("published", c.published_at);
  out.number("superseded_by", c.superseded_by.value);
  out.text("mark", c.mark);
  out.text("source_key", c.source_key);
  out.time("emptied", c.emptied);
  out.flag("erased", c.erased);
  return out.end();
}

void write_facts(Line& out, const policy::Facts& f) {
  if (f == policy::Facts{}) return;
  out.raw().key("facts").object();
  out.text("language", f.language);
  out.flag("is_reply", f.is_reply);
  out.flag("is_edit", f.is_edit);
  out.spans("quotes", f.quotes);
  if (f.author_kind != policy::AuthorKind::guest) out.text("author_kind", word(f.author_kind));
  out.number("author_published", f.author_published);
  out.number("author_refused", f.author_refused);
  out.number("author_strikes", f.author_strikes);
  out.number("author_age_days", f.author_age_days);
  out.number("story_age_hours", f.story_age_hours);
  out.number("story_comments", f.story_comments);
  out.number("author_10m", f.author_10m);
  out.number("author_24h", f.author_24h);
  out.number("source_10m", f.source_10m);
  out.number("story_10m", f.story_10m);
  out.number("similar_own", f.similar_own);
  out.number("similar_others", f.similar_others);
  out.spans("alike_own", f.alike_own);
  out.spans("alike_others", f.alike_others);
  out.raw().end();
}

std::string line(const RevisionRow& row) {
  const discussion::Revision& r = row.revision;
  Line out("revision");
  out.story("story", row.story);
  out.number("comment", row.comment.value);
  out.number("revision", r.revision);
  out.text("state", discussion::name(r.state));
  out.time("written", r.written);
  out.number("after_number", r.after_number);
  write_facts(out, r.facts);
  out.text("text", r.text);
  return out.end();
}

std::string line(const discussion::Decision& d) {
  Line out("decision");
  out.id("id", d.id.value);
  out.story("story", d.story);
  out.number("comment", d.comment.value);
  out.number("revision", d.revision);
  out.text("deed", discussion::name(d.deed));
  out.text("actor", discussion::name(d.actor));
  out.text("actor_name", d.actor_name);
  out.list("clauses", d.clauses);
  if (!d.findings.empty()) {
    out.raw().key("findings").array();
    for (const policy::ClauseVerdict& clause : d.findings) {
      out.raw().object().member("clause", clause.clause).member("action", policy::name(clause.action));
      out.raw().key("findings").array();
      for (const policy::Finding& finding : clause.findings) {
        out.raw().object().member("detector", finding.detector);
        out.text("name", finding.name);
        out.text("entry", finding.entry);
        out.spans("spans", finding.spans);
        out.raw().end();
      }
      out.raw().end().end();
    }
    out.raw().end();
  }
  out.hash("policy", d.policy);
  out.hash("engine", d.engine);
  out.text("reason", d.reason);
  out.text("freedom", d.freedom);
  out.id("corrects", d.corrects.value);
  out.time("decided", d.decided);
  if (d.source != discussion::Source::own) out.text("source", discussion::name(d.source));
  if (d.detected != discussion::usual_detection(d.actor)) out.text("detected", discussion::name(d.detected));
  out.time("until", d.until);
  if (d.batch != Key128{}) out.text("batch", to_base64url(d.batch));
  out.text("proposed_by", d.proposed_by);
  return out.end();
}

std::string line(const discussion::Report& r) {
  Line out("report");
  out.id("id", r.id.value);
  out.story("story", r.story);
  out.number("comment", r.comment.value);
  out.number("revision", r.revision);
  out.text("is", discussion::name(r.kind));
  out.text("clause", r.clause);
  out.text("words", r.words);
  out.flag("known", r.known);
  out.text("language", r.language);
  out.time("filed", r.filed);
  out.id("answer", r.answer.value);
  out.time("answered", r.answered);
  return out.end();
}

// Where it is about one comment.
void about(Line& out, StoryId story, CommentId comment) {
  if (!comment) return;
  out.story("story", story);
  out.number("comment", comment.value);
}

std::string line(const discussion::Order& o) {
  Line out("order");
  out.id("id", o.id.value);
  about(out, o.story, o.comment);
  out.text("ordered", discussion::name(o.ordered));
  out.text("authority", o.authority);
  out.text("country", o.country);
  out.text("reference", o.reference);
  out.text("ground", o.ground);
  out.text("what", o.what);
  out.text("secret_ground", o.secret_ground);
  out.time("received", o.received);
  out.time("recorded", o.recorded);
  out.text("recorded_by", o.recorded_by);
  out.id("decision", o.decision.value);
  return out.end();
}

std::string line(const discussion::Danger& d) {
  Line out("danger");
  out.id("id", d.id.value);
  about(out, d.story, d.comment);
  out.text("words", d.words);
  out.time("noted", d.noted);
  out.text("noted_by", d.noted_by);
  out.time("ended", d.ended);
  out.text("ended_by", d.ended_by);
  return out.end();
}

std::string line(const discussion::Block& b) {
  Line out("block");
  out.id("decision", b.decision.value);
  out.id("author", b.author.value);
  out.story("story", b.story);
  out.number("comment", b.comment.value);
  out.text("deed", discussion::name(b.deed));
  out.time("since", b.since);
  out.time("until", b.until);
  std::vector<std::string> strikes;
  for (const DecisionId strike : b.strikes) strikes.push_back(std::to_string(strike.value));
  out.list("strikes", strikes);
  out.number("step_strikes", b.step_strikes);
  out.number("step_within_ms", b.step_within_ms);
  out.id("warning", b.warning.value);
  if (b.factors) {
    out.number("number", b.factors->number);
    out.number("written", b.factors->written);
    out.text("gravity", b.factors->gravity);
    out.text("intention", b.factors->intention);
  }
  out.time("lifted", b.lifted);
  out.id("lifted_by", b.lifted_by.value);
  return out.end();
}

std::string line(const discussion::Appeal& a) {
  Line out("appeal");
  out.id("id", a.id.value);
  out.id("decision", a.decision.value);
  out.story("story", a.story);
  out.number("comment", a.comment.value);
  out.text("complainant", to_base64url(a.complainant));
  out.text("grounds", a.grounds);
  out.text("language", a.language);
  out.time("filed", a.filed);
  out.time("due", a.due);
  if (a.outcome) out.text("outcome", discussion::name(*a.outcome));
  out.time("decided", a.decided);
  out.text("decided_by", a.decided_by);
  if (a.look != discussion::SecondLook::other) out.text("look", discussion::name(a.look));
  out.text("reasons", a.reasons);
  out.id("answer", a.answer.value);
  return out.end();
}

}  // namespace

std::string to_jsonl(const JsonlRow& row) {
  return std::visit([](const auto& r) { return line(r); }, row);
}

}  // namespace comity::interchange
