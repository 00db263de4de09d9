#include "policy/judge_line.h"

#include "base/json.h"
#include "policy/given_text.h"
#include "policy/model_reading.h"
#include "policy/variables.h"

namespace comity::policy {
namespace {

struct Line {
  json::Value id;
  std::string text;
  Facts facts;
  StoryFacts story;
  bool has_language = false;
  std::string written;
};

Result<Line> read(std::string_view bytes) {
  if (bytes.size() > max_judge_line) return fail(Error::Code::invalid, "the line is longer than 1 MB");
  COMITY_TRY(const json::Value value, json::parse(bytes));
  if (!value.object()) return fail(Error::Code::invalid, "the line is no JSON object");
  Line line;
  if (const json::Value* id = value.find("id")) line.id = *id;
  const json::Value* text = value.find("text");
  if (!text || !text->string()) {
    return fail(Error::Code::invalid, text ? "\"text\" must be a string" : "the line has no \"text\"");
  }
  line.text = *text->string();
  if (const json::Value* written = value.find("written"); written && written->string())
    line.written = *written->string();
  for (const std::string_view group : {"comment", "author", "story", "recent"}) {
    const json::Value* facts = value.find(group);
    if (!facts || facts->is_null()) continue;
    if (!facts->object()) return fail(Error::Code::invalid, '"' + std::string(group) + "\" must be an object");
    for (const auto& [key, fact] : *facts->object()) {
      COMITY_CHECK(set_fact(line.facts, line.story, std::string(group) + '.' + key, fact));
      line.has_language |= group == "comment" && key == "language";
    }
  }
  return line;
}

// Byte offset of code point `n`; the end when there are fewer.
std::uint32_t byte_of(std::string_view utf8, std::uint32_t n) {
  std::size_t at = 0;
  for (; at < utf8.size(); ++at) {
    if ((static_cast<unsigned char>(utf8[at]) & 0xC0) != 0x80 && n-- == 0) break;
  }
  return static_cast<std::uint32_t>(at);
}

// Facts with spans in bytes of the checked text, and the language found where the line says none.
void settle(Line& line, const text::CheckedText& text, const GivenText& given) {
  for (auto* spans : {&line.facts.quotes, &line.facts.alike_own, &line.facts.alike_others}) {
    for (text::Span& span : *spans)
      span = given.to_checked({byte_of(line.text, span.begin), byte_of(line.text, span.end)});
  }
  if (!line.has_language) line.facts.language = detected_language(text, line.facts.quotes);
}

Result<std::string> judged(const Compiled& policy, std::string_view bytes) {
  COMITY_TRY(Line line, read(bytes));
  COMITY_TRY(const text::CheckedText text, text::checked(line.text));
  const GivenText given(line.text, text);
  settle(line, text, given);
  Verdict verdict = evaluate(policy, {text, line.facts, line.story});
  if (!verdict.model) {  // a judge's line says what the model gives whether a condition asks or not
    const ModelReading reading = read_by_model(policy, text, line.facts, line.story);
    verdict.model = ModelScores{reading.is_known, reading.scores, reading.corrected_by()};
  }
  for (ClauseVerdict& clause : verdict.clauses) {
    for (Finding& finding : clause.findings) {
      for (text::Span& span : finding.spans) span = given.to_given(span);
    }
  }
  std::string out;
  json::Writer writer(out);
  writer.object().key("id");
  std::string id;
  json::write(id, line.id);
  writer.raw(id);
  write_members(writer, verdict, line.text, line.facts.language);
  writer.end();
  return out;
}

}  // namespace

Result<GivenComment> given_comment(std::string_view bytes) {
  COMITY_TRY(Line line, read(bytes));
  COMITY_TRY(text::CheckedText text, text::checked(line.text));
  settle(line, text, GivenText(line.text, text));
  std::string id;
  json::write(id, line.id);
  return GivenComment{std::move(id), std::move(text), std::move(line.facts), std::move(line.story),
                      std::move(line.written)};
}

JudgedLine judge_line(const Compiled& policy, std::string_view line, std::size_t number) {
  Result<std::string> result = judged(policy, line);
  if (result) return {std::move(*result), false};
  JudgedLine bad;
  bad.bad = true;
  json::Writer(bad.json).object().member("line", number).member("error", result.error().detail).end();
  return bad;
}

}  // namespace comity::policy
