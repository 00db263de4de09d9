#include "http/analyze/scores.h"

#include <algorithm>
#include <charconv>

#include "base/json.h"
#include "classify/classify.h"
#include "text/language.h"
#include "text/sentences.h"

namespace comity::http::analyze {
namespace {

using classify::PerLabel;

constexpr std::size_t utf16_units(std::string_view utf8) {
  std::size_t units = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    units += (byte & 0xC0U) == 0x80U ? 0 : byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

// Where to cut a text that is longer than what may be judged at once: behind a blank, when there is one.
std::size_t piece_end(std::string_view utf8) {
  std::size_t points = 0, at = 0, blank = 0;
  for (; at < utf8.size(); ++at) {
    if ((static_cast<unsigned char>(utf8[at]) & 0xC0U) == 0x80U) continue;
    if (++points > text::max_comment_code_points) return blank > 0 ? blank : at;
    if (utf8[at] == ' ' || utf8[at] == '\n') blank = at + 1;
  }
  return utf8.size();
}

// U+0000 may stand in JSON, but in no comment.
Answered<PerLabel<int>> scores_of(std::string_view utf8, const classify::Model& model) {
  PerLabel<int> highest{};
  while (!utf8.empty()) {
    const std::size_t end = piece_end(utf8);
    const auto checked = text::checked(utf8.substr(0, end));
    if (!checked) return tl::unexpected(malformed("Invalid value at 'comment.text': " + checked.error().detail));
    const PerLabel<int> one = model.scores(classify::features_of(*checked, text::fold(*checked)));
    for (std::size_t l = 0; l < classify::label_count; ++l) highest[l] = std::max(highest[l], one[l]);
    utf8.remove_prefix(end);
  }
  return highest;
}

struct Part {
  std::size_t begin = 0, end = 0;  // UTF-16 units of the comment as sent
  PerLabel<int> scores{};
};

Answered<std::vector<Part>> parts_of(const AnalyzeCall& call, const PerLabel<int>& whole,
                                     const classify::Model& model) {
  std::vector<Part> parts;
  if (call.spans) {
    std::size_t bytes = 0, units = 0;
    for (const text::Span s : text::sentences_in(call.text)) {
      Part part;
      part.begin = units + utf16_units(std::string_view(call.text).substr(bytes, s.begin - bytes));
      const std::string_view sentence = std::string_view(call.text).substr(s.begin, s.end - s.begin);
      part.end = part.begin + utf16_units(sentence);
      const auto scores = scores_of(sentence, model);
      if (!scores) return tl::unexpected(scores.error());
      part.scores = *scores;
      bytes = s.end;
      units = part.end;
      parts.push_back(part);
    }
  } else {
    parts.push_back({0, utf16_units(call.text), whole});
  }
  return parts;
}

// Ten-thousandths, as 0.9126.
void write_score(json::Writer& out, int score) {
  std::string digits = std::to_string(10'000 + score);
  digits.replace(0, 1, score >= 10'000 ? "1." : "0.");
  out.object().key("value").raw(digits).member("type", "PROBABILITY").end();
}

bool is_given(const AskedAttribute& asked, int score) {
  return !asked.threshold || static_cast<double>(score) / 10'000 >= *asked.threshold;
}

// Nothing at all where no score reaches the threshold.
void write_attribute(json::Writer& out, const AskedAttribute& asked, const PerLabel<int>& whole,
                     const std::vector<Part>& parts) {
  const auto label = static_cast<std::size_t>(*asked.attribute->label);
  const bool some =
      std::any_of(parts.begin(), parts.end(), [&](const Part& p) { return is_given(asked, p.scores[label]); });
  if (!some && !is_given(asked, whole[label])) return;
  out.key(asked.name).object();
  if (some) {
    out.key("spanScores").array();
    for (const Part& part : parts) {
      if (!is_given(asked, part.scores[label])) continue;
      out.object().member("begin", part.begin).member("end", part.end).key("score");
      write_score(out, part.scores[label]);
      out.end();
    }
    out.end();
  }
  if (is_given(asked, whole[label])) {
    out.key("summaryScore");
    write_score(out, whole[label]);
  }
  out.end();
}

void write_all(json::Writer& out, std::string_view name, const std::vector<std::string>& values) {
  if (values.empty()) return;
  out.key(name).array();
  for (const std::string& value : values) out.value(value);
  out.end();
}

// What clients of the API do not know and so leave alone: which model answered.
void write_model(json::Writer& out, const classify::Model& model) {
  out.key("comity").object().member("model", model.version()).member("hash", "sha256:" + to_hex(model.hash())).end();
}

bool is_measured(const Attribute& attribute, const Spoken& spoken, const classify::Model& model) {
  return attribute.label && std::all_of(spoken.languages.begin(), spoken.languages.end(), [&](const std::string& tag) {
           const std::string language = primary_language(tag);
           return model.knows(language) && measured(*attribute.label, language);
         });
}

}  // namespace

Spoken spoken_in(const Call& call, std::string_view otherwise) {
  Spoken spoken;
  if (std::string found = text::language_of(call.text); !found.empty()) spoken.detected = {std::move(found)};
  spoken.named = !call.languages.empty();
  spoken.languages = spoken.named ? call.languages : spoken.detected;
  if (spoken.languages.empty() && !otherwise.empty()) spoken.languages = {std::string(otherwise)};
  return spoken;
}

Answered<std::string> analyzed(const AnalyzeCall& call, const Spoken& spoken, const classify::Model& model) {
  if (spoken.languages.empty()) {
    return tl::unexpected(invalid("LANGUAGE_DETECTION_FAILED", "Unable to detect language"));
  }
  std::vector<const AskedAttribute*> answered;
  for (const AskedAttribute& asked : call.attributes) {
    if (is_measured(*asked.attribute, spoken, model)) {
      answered.push_back(&asked);
    } else if (!call.drops_unsupported) {
      return tl::unexpected(unsupported(asked.name, spoken.languages, spoken.named));
    }
  }
  const auto whole = scores_of(call.text, model);
  if (!whole) return tl::unexpected(whole.error());
  const auto parts = parts_of(call, *whole, model);
  if (!parts) return tl::unexpected(parts.error());

  std::string scores;
  {
    json::Writer out(scores);
    out.object();
    for (const AskedAttribute* asked : answered) write_attribute(out, *asked, *whole, *parts);
    out.end();
  }
  std::string body;
  body.reserve(512);
  json::Writer out(body);
  out.object();
  // A message without entries is left out of JSON, as that API does.
  if (scores.size() > 2) out.key("attributeScores").raw(scores);
  write_all(out, "languages", spoken.languages);
  if (!call.client_token.empty()) out.member("clientToken", call.client_token);
  write_all(out, "detectedLanguages", spoken.detected);
  write_model(out, model);
  out.end();
  return body;
}

}  // namespace comity::http::analyze
