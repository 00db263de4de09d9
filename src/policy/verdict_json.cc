#include "policy/model_reading.h"
#include "policy/verdict.h"

namespace comity::policy {
namespace {

// Spans come in any order and a text may be long: offsets are counted once, from the nearest known place.
class CodePoints {
 public:
  explicit CodePoints(std::string_view utf8) : utf8_(utf8) {
    marks_.reserve(utf8.size() / step + 2);
    std::size_t count = 0;
    for (std::size_t i = 0; i <= utf8.size(); ++i) {
      if (i % step == 0) marks_.push_back(count);
      if (i < utf8.size()) count += (static_cast<unsigned char>(utf8[i]) & 0xC0) != 0x80;
    }
  }

  // Code points before byte `at`.
  std::size_t before(std::size_t at) const {
    at = at < utf8_.size() ? at : utf8_.size();
    std::size_t count = marks_[at / step];
    for (std::size_t i = at - at % step; i < at; ++i) count += (static_cast<unsigned char>(utf8_[i]) & 0xC0) != 0x80;
    return count;
  }

 private:
  static constexpr std::size_t step = 64;
  std::string_view utf8_;
  std::vector<std::size_t> marks_;  // code points before byte 0, 64, 128 ...
};

}  // namespace

void write_members(json::Writer& out, const Verdict& verdict, std::string_view text, std::string_view language) {
  const CodePoints points(text);
  out.member("policy", "sha256:" + to_hex(verdict.policy));
  out.member("engine", "sha256:" + to_hex(verdict.engine));
  out.member("action", name(verdict.action));
  out.member("language", language);
  out.key("scores").object();
  for (std::size_t l = 0; verdict.model && l < classify::label_count; ++l) {
    out.key(classify::name(static_cast<classify::Label>(l)));
    if (verdict.model->is_known)
      out.raw(score_text(verdict.model->scores[l]));
    else
      out.null();  // not machine-checked in this language
  }
  out.end();
  if (verdict.model && !verdict.model->is_known) out.member("machine_checked", false);
  if (verdict.model && verdict.model->correction != Hash256{})
    out.member("correction", "sha256:" + to_hex(verdict.model->correction));
  out.key("clauses").array();
  for (const ClauseVerdict& clause : verdict.clauses) {
    out.object().member("id", clause.clause).member("action", name(clause.action));
    out.key("findings").array();
    for (const Finding& finding : clause.findings) {
      out.object().member("detector", finding.detector).member("name", finding.name);
      if (!finding.entry.empty()) out.member("entry", finding.entry);
      out.key("spans").array();
      for (const text::Span span : finding.spans) {
        out.array().value(points.before(span.begin)).value(points.before(span.end)).end();
      }
      out.end().end();
    }
    out.end().end();
  }
  out.end();
}

void write_json(json::Writer& out, const Verdict& verdict, std::string_view text, std::string_view language) {
  out.object();
  write_members(out, verdict, text, language);
  out.end();
}

}  // namespace comity::policy
