// A replay as one JSON object. Form: docs/formats/replay.md.
#include "policy/replay_report.h"

namespace comity::policy {
namespace {

class Members {
 public:
  Members(json::Writer& out, const ReplayReport& report) : out_(out), report_(report), tally_(report.tally) {}

  void write() {
    out_.object().member("format", 1).member("corpus", report_.corpus);
    policy("old", report_.before);
    policy("new", report_.after);
    if (!report_.since.empty()) out_.member("since", report_.since);
    if (!report_.clauses.empty()) {
      out_.key("only").array();
      for (const std::string& id : report_.clauses) out_.value(id);
      out_.end();
    }
    out_.member("texts", tally_.texts).member("erased", tally_.erased).member("changed", changed(tally_));
    out_.key("actions").object();
    for (std::size_t was = 0; was < effects; ++was) {
      out_.key(name(static_cast<Effect>(was)));
      effects_of(tally_.actions[was]);
    }
    out_.end();
    out_.key("clauses").array();
    for (const std::string& id : clause_order(report_)) clause(id, tally_.clauses.find(id)->second);
    out_.end();
    out_.key("languages").array();
    for (const auto& [tag, of_tag] : tally_.languages) group("language", tag, of_tag);
    out_.end();
    out_.key("months").array();
    for (const auto& [month, of_month] : tally_.months) group("month", month == 0 ? "" : month_name(month), of_month);
    out_.end();
    people();
    engine();
    out_.end();
  }

 private:
  void policy(std::string_view key, const Compiled* policy) {
    if (policy == nullptr) return;
    out_.key(key).object().member("policy", "sha256:" + to_hex(policy->id)).member("name", policy->name);
    out_.member("engine", "sha256:" + to_hex(policy->engine)).end();
  }

  void effects_of(const ByEffect& counts) {
    out_.object();
    for (std::size_t i = 0; i < effects; ++i) out_.member(name(static_cast<Effect>(i)), counts[i]);
    out_.end();
  }

  void clause(const std::string& id, const ClauseTally& clause) {
    out_.object().member("id", id).member("old", clause.before).member("new", clause.after);
    const std::uint64_t whole = tally_.texts;
    const std::uint64_t share = whole == 0 ? 0 : (clause.after * 100'000 / whole + 5) / 10;
    out_.member("share", share);  // ten-thousandths of all texts
    out_.member("not_judgeable", clause.not_judgeable).member("allowed_by_people", clause.released);
    out_.member("brake", brake_would_stop(report_, id));
    samples("gained", clause.gained);
    samples("lost", clause.lost);
    out_.end();
  }

  void samples(std::string_view key, const Samples& samples) {
    out_.key(key).array();
    for (const Sample& sample : samples.kept()) {
      out_.object().member("where", sample.where).member("text", sample.text);
      out_.key("marks").array();
      for (const text::Span mark : sample.marks) {
        const text::Span points = text::in_code_points(sample.text, mark);
        out_.array().value(points.begin).value(points.end).end();
      }
      out_.end();
      out_.member("before", name(sample.before)).member("after", name(sample.after));
      out_.key("clauses").array();
      for (const std::string& id : sample.clauses) out_.value(id);
      out_.end().end();
    }
    out_.end();
  }

  void group(std::string_view key, const std::string& value, const GroupTally& group) {
    out_.object().member(key, value).member("changed", group.changed).key("old");
    effects_of(group.before);
    out_.key("new");
    effects_of(group.after);
    out_.end();
  }

  void people() {
    out_.key("people").object().member("decided", tally_.decided).member("would_stop", tally_.would_stop);
    out_.member("would_pass", tally_.would_pass);
    samples("stopped", tally_.stopped);
    samples("passed", tally_.passed);
    out_.end();
  }

  void engine() {
    out_.key("engine").object().member("differ", tally_.engine_differs).member("never_judged", tally_.never_judged);
    out_.member("policy_unknown", tally_.rule_unknown);
    out_.key("engines").array();
    for (const auto& [engine, texts] : tally_.engines) {
      out_.object().member("engine", engine == Hash256{} ? std::string() : "sha256:" + to_hex(engine));
      out_.member("texts", texts.texts).member("differ", texts.differ).end();
    }
    out_.end();
    samples("differing", tally_.differing);
    out_.end();
  }

  json::Writer& out_;
  const ReplayReport& report_;
  const ReplayTally& tally_;
};

}  // namespace

std::string to_json(const ReplayReport& report) {
  std::string out;
  json::Writer writer(out);
  Members(writer, report).write();
  out += '\n';
  return out;
}

}  // namespace comity::policy
