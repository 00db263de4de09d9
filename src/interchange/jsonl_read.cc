#include <algorithm>
#include <charconv>
#include <limits>

#include "base/json.h"
#include "interchange/jsonl.h"

namespace comity::interchange {
namespace {

// One object, member by member. The first thing wrong is kept; afterwards every read gives the default. At the
// end a member that nobody asked for is wrong too: a mistyped name must not be lost silently.
class Members {
 public:
  Members(const json::Value& value, std::string where) : where_(std::move(where)) {
    if (value.object() != nullptr)
      object_ = value.object();
    else
      wrong("is no object");
  }

  std::string text(std::string_view name) {
    const json::Value* v = take(name);
    if (v == nullptr) return {};
    if (v->string() != nullptr) return *v->string();
    return wrong(name, "is no text"), std::string();
  }
  std::string needed_text(std::string_view name) {
    std::string value = text(name);
    if (value.empty()) wrong(name, "is missing");
    return value;
  }
  std::int64_t number(std::string_view name, std::int64_t otherwise = 0,
                      std::int64_t most = std::numeric_limits<std::int64_t>::max()) {
    const json::Value* v = take(name);
    if (v == nullptr) return otherwise;
    if (v->integer() != nullptr && *v->integer() >= 0 && *v->integer() <= most) return *v->integer();
    return wrong(name, "is no whole number in its range"), 0;
  }
  std::int64_t needed_number(std::string_view name) {
    const std::int64_t value = number(name);
    if (value == 0) wrong(name, "is missing");
    return value;
  }
  bool flag(std::string_view name, bool otherwise = false) {
    const json::Value* v = take(name);
    if (v == nullptr) return otherwise;
    if (v->boolean() != nullptr) return *v->boolean();
    return wrong(name, "is neither true nor false"), false;
  }
  std::optional<Time> time(std::string_view name) {
    if (peek(name) == nullptr) return std::nullopt;
    const auto time = parse_rfc3339(text(name));
    if (!time) wrong(name, "is no time (RFC 3339)");
    return time;
  }
  Time needed_time(std::string_view name) {
    if (peek(name) == nullptr) wrong(name, "is missing");
    return time(name).value_or(Time{});
  }
  std::int64_t id(std::string_view name) {
    if (peek(name) == nullptr) return 0;
    const std::string digits = text(name);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || value <= 0) wrong(name, "is no id");
    return value;
  }
  StoryId story(std::string_view name) {
    const auto id = story_from_short_id(needed_text(name));
    if (!id) wrong(name, "is no short id of a story");
    return id.value_or(StoryId{});
  }
  Hash256 hash(std::string_view name) {
    if (peek(name) == nullptr) return {};
    const std::string value = text(name);
    const auto hash = value.starts_with("sha256:") ? hash256_from_hex(value.substr(7)) : std::nullopt;
    if (!hash) wrong(name, "is no 'sha256:' with 64 digits");
    return hash.value_or(Hash256{});
  }
  std::vector<std::string> list(std::string_view name) {
    std::vector<std::string> out;
    for (const json::Value& v : array(name)) {
      if (v.string() == nullptr) return wrong(name, "is no list of texts"), out;
      out.push_back(*v.string());
    }
    return out;
  }
  std::vector<text::Span> spans(std::string_view name) {
    std::vector<text::Span> out;
    for (const json::Value& v : array(name)) {
      const json::Array* pair = v.array();
      const bool two =
          pair != nullptr && pair->size() == 2 && (*pair)[0].integer() != nullptr && (*pair)[1].integer() != nullptr;
      const std::int64_t begin = two ? *(*pair)[0].integer() : -1;
      const std::int64_t end = two ? *(*pair)[1].integer() : -1;
      if (begin < 0 || end < begin || end > std::numeric_limits<std::uint32_t>::max())
        return wrong(name, "is no list of [begin, end]"), out;
      out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    return out;
  }
  const json::Array& array(std::string_view name) {
    static const json::Array none;
    const json::Value* v = take(name);
    if (v == nullptr) return none;
    if (v->array() != nullptr) return *v->array();
    wrong(name, "is no list");
    return none;
  }
  const json::Value* object(std::string_view name) { return take(name); }
  bool has(std::string_view name) { return peek(name) != nullptr; }
  Key128 key(std::string_view name) {
    if (peek(name) == nullptr) return {};
    const auto key = key128_from_base64url(text(name));
    if (!key) wrong(name, "is no key of 22 letters");
    return key.value_or(Key128{});
  }
  // One of the words that `read` knows.
  template <class T, class Read>
  T word(std::string_view name, Read read) {
    const std::string text = needed_text(name);
    const std::optional<T> value = read(text);
    if (!value) wrong(name, "has the unknown value '" + text.substr(0, 40) + "'");
    return value.value_or(T{});
  }
  template <class T, class Read>
  T word_or(std::string_view name, T otherwise, Read read) {
    return peek(name) == nullptr ? otherwise : word<T>(name, read);
  }

  void wrong(std::string_view name, std::string_view what) {
    wrong("'" + std::string(name) + "' " + std::string(what));
  }
  void adopt(const Members& inner) {
    if (error_.empty()) error_ = inner.error_;
  }
  // The first thing wrong; '' when nothing is.
  std::string finish() {
    if (object_ != nullptr && error_.empty())
      for (const auto& [name, value] : *object_)
        if (std::find(taken_.begin(), taken_.end(), name) == taken_.end())
          wrong(name.substr(0, 40), "is not known here");
    return error_;
  }

 private:
  void wrong(const std::string& what) {
    if (error_.empty()) error_ = where_ + ": " + what;
  }
  const json::Value* peek(std::string_view name) const {
    if (object_ == nullptr) return nullptr;
    for (const auto& [key, value] : *object_)
      if (key == name) return &value;
    return nullptr;
  }
  const json::Value* take(std::string_view name) {
    taken_.push_back(name);
    return peek(name);
  }

  const json::Object* object_ = nullptr;
  std::string where_;
  std::vector<std::string_view> taken_;
  std::string error_;
};

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
  s.contact_readers = in.text("contact_readers");
  s.contact_authorities = in.text("contact_authorities");
  s.contact_languages = in.list("contact_languages");
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
  else
    return fail(Error::Code::invalid, "the kind '" + word.substr(0, 40) + "' is not known here");
  if (std::string wrong = in.finish(); !wrong.empty()) return fail(Error::Code::invalid, std::move(wrong));
  return row;
}

}  // namespace comity::interchange
