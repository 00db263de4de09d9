#include "classify/classify_line.h"

#include "base/json.h"
#include "classify/classify.h"
#include "text/language.h"

namespace comity::classify {
namespace {

void write_spans(json::Writer& out, std::string_view text, const std::vector<text::Span>& spans) {
  out.array();
  for (const text::Span s : spans) {
    const text::Span points = text::in_code_points(text, s);
    out.array().value(points.begin).value(points.end).end();
  }
  out.end();
}

Result<std::string> classified(const Model& model, std::string_view line, bool shows_words) {
  if (line.size() > max_classify_line) return fail(Error::Code::invalid, "the line is longer than 1 MB");
  COMITY_TRY(const json::Value value, json::parse(line));
  if (!value.object()) return fail(Error::Code::invalid, "the line is no JSON object");
  const json::Value* given = value.find("text");
  if (!given || !given->string())
    return fail(Error::Code::invalid, given ? "\"text\" must be a string" : "the line has no \"text\"");
  const json::Value* said = value.find("language");
  if (said && !said->is_null() && !said->string()) return fail(Error::Code::invalid, "\"language\" must be a string");
  COMITY_TRY(const text::CheckedText text, text::checked(*given->string()));
  const std::string language = said && said->string() ? *said->string() : text::language_of(text);
  const bool knows = model.knows(std::string_view(language).substr(0, language.find('-')));
  const Features features = features_of(text, text::fold(text));
  const PerLabel<int> scores = model.scores(features);
  std::string out, id;
  json::Writer writer(out);
  writer.object();
  if (const json::Value* of = value.find("id")) {
    json::write(id, *of);
    writer.key("id").raw(id);
  }
  writer.member("model", "sha256:" + to_hex(model.hash())).member("language", language).member("known", knows);
  writer.key("scores").object();
  for (std::size_t l = 0; l < label_count; ++l) {
    writer.key(name(static_cast<Label>(l)));
    if (knows)
      writer.raw(score_text(scores[l]));
    else
      writer.null();
  }
  writer.end();
  if (shows_words && knows) {
    writer.key("words").object();
    for (std::size_t l = 0; l < label_count; ++l) {
      const auto label = static_cast<Label>(l);
      if (scores[l] < 5000) continue;
      writer.key(name(label));
      write_spans(writer, text, evidence(model, text, features, label));
    }
    writer.end().key("marked");
    write_spans(writer, text, marked_words(model, text, features));
  }
  writer.end();
  return out;
}

}  // namespace

ClassifiedLine classify_line(const Model& model, std::string_view line, std::size_t number, bool shows_words) {
  Result<std::string> result = classified(model, line, shows_words);
  if (result) return {std::move(*result), false};
  ClassifiedLine bad;
  bad.bad = true;
  json::Writer(bad.json).object().member("line", number).member("error", result.error().detail).end();
  return bad;
}

std::string score_text(int ten_thousandths) {
  const std::string digits = std::to_string(10'000 + ten_thousandths % 10'000);
  return std::to_string(ten_thousandths / 10'000) + '.' + digits.substr(1);
}

}  // namespace comity::classify
