#include "http/analyze/request.h"

#include <algorithm>
#include <array>

#include "http/analyze/fields.h"

namespace comity::http::analyze {
namespace {

constexpr std::size_t max_token_bytes = 4096;  // what is echoed, and what is only taken
constexpr std::size_t max_languages = 16;
constexpr std::size_t fewest_hash_digits = 8;

constexpr std::array<std::string_view, 5> score_types{"SCORE_TYPE_UNSPECIFIED", "PROBABILITY", "STD_DEV_SCORE",
                                                      "PERCENTILE", "RAW"};

// Why a text entry cannot be read, beside what `mistake` says of its shape.
std::optional<Refusal> wrong_entry(const json::Value& value, const std::string& path, std::string& mistake,
                                   std::string& text) {
  Fields entry(value, path, mistake);
  text = entry.text("text");
  const std::string type = entry.text("type");
  entry.nothing_else();
  if (!mistake.empty() || type.empty() || type == "PLAIN_TEXT" || type == "TEXT_TYPE_UNSPECIFIED") return std::nullopt;
  if (type == "HTML") return invalid("INVALID_REQUEST", "Currently, only 'PLAIN_TEXT' comments are supported");
  mistake = "Invalid value at '" + path + ".type' (TextType), \"" + type.substr(0, 100) + "\"";
  return std::nullopt;
}

// Context is checked and left alone: this model looks at the comment.
std::optional<Refusal> wrong_context(const json::Value& value, std::string& mistake) {
  Fields context(value, "context", mistake);
  const json::Value* entries = context.take("entries");
  const json::Value* article = context.take("articleAndParentComment");
  context.nothing_else();
  std::string ignored;
  if (entries != nullptr) {
    if (entries->array() == nullptr) {
      context.wrong("entries", "list");
      return std::nullopt;
    }
    for (const json::Value& entry : *entries->array()) {
      if (auto refusal = wrong_entry(entry, "context.entries", mistake, ignored)) return refusal;
    }
  }
  if (article != nullptr) {
    Fields both(*article, "context.article_and_parent_comment", mistake);
    for (const char* const name : {"article", "parentComment"}) {
      const json::Value* entry = both.take(name);
      if (entry == nullptr) continue;
      if (auto refusal = wrong_entry(*entry, both.where(name), mistake, ignored)) return refusal;
    }
    both.nothing_else();
  }
  if (mistake.empty() && entries != nullptr && article != nullptr) {
    return invalid("INVALID_REQUEST",
                   "Context can have either entries or article_and_parent_comment, but both fields were populated.");
  }
  return std::nullopt;
}

// What both calls have; nothing when all is well so far.
std::optional<Refusal> read_common(Fields& fields, std::string& mistake, Call& call) {
  if (const json::Value* comment = fields.take("comment")) {
    if (auto refusal = wrong_entry(*comment, "comment", mistake, call.text)) return refusal;
  }
  if (const json::Value* context = fields.take("context")) {
    if (auto refusal = wrong_context(*context, mistake)) return refusal;
  }
  if (const json::Value* languages = fields.take("languages")) {
    const json::Array* all = languages->array();
    if (all == nullptr || all->size() > max_languages) {
      fields.wrong("languages", "TYPE_STRING");
    } else {
      for (const json::Value& one : *all) {
        if (one.string() == nullptr || one.string()->size() > 35) {
          fields.wrong("languages", "TYPE_STRING");
          break;
        }
        call.languages.push_back(*one.string());
      }
    }
  }
  call.client_token = fields.text("clientToken");
  call.session_id = fields.text("sessionId");
  call.community_id = fields.text("communityId");
  for (const std::string* token : {&call.client_token, &call.session_id, &call.community_id}) {
    if (token->size() > max_token_bytes && mistake.empty()) mistake = "A token is longer than 4096 bytes.";
  }
  return std::nullopt;
}

std::optional<Refusal> wrong_comment(const Call& call) {
  if (call.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return invalid("COMMENT_EMPTY", "Comment must be non-empty.");
  }
  if (call.text.size() > max_comment_bytes) return invalid("COMMENT_TOO_LONG", "Comment text too long.");
  return std::nullopt;
}

bool is_this_version(std::string_view asked, const classify::Model& model) {
  if (asked == model.version()) return true;
  constexpr std::string_view scheme = "sha256:";
  if (!asked.starts_with(scheme)) return false;
  asked.remove_prefix(scheme.size());
  return asked.size() >= fewest_hash_digits && to_hex(model.hash()).starts_with(asked);
}

Answered<AskedAttribute> read_attribute(const std::string& name, const json::Value& value, const classify::Model& model,
                                        std::string& mistake) {
  AskedAttribute asked;
  asked.name = name;
  Fields fields(value, "requested_attributes[0].value", mistake);
  const std::string type = fields.text("scoreType");
  if (const json::Value* threshold = fields.take("scoreThreshold")) {
    asked.threshold = threshold->number();
    if (!asked.threshold) fields.wrong("scoreThreshold", "TYPE_FLOAT");
  }
  fields.nothing_else();
  if (!mistake.empty()) return asked;
  const std::size_t at = name.find('@');
  asked.attribute = attribute(std::string_view(name).substr(0, at));
  if (asked.attribute == nullptr || (at != std::string::npos && !is_this_version(name.substr(at + 1), model))) {
    return tl::unexpected(invalid("INVALID_REQUEST", "Unknown requested attribute: " + name.substr(0, 100)));
  }
  if (!type.empty() && std::find(score_types.begin(), score_types.end(), type) == score_types.end()) {
    mistake = "Invalid value at '" + fields.where("score_type") + "' (ScoreType), \"" + type.substr(0, 100) + "\"";
  } else if (!type.empty() && type != "PROBABILITY" && type != "SCORE_TYPE_UNSPECIFIED") {
    return tl::unexpected(invalid(
        "INVALID_REQUEST", "Requested score type " + type + " is not supported by attribute " + name.substr(0, 100)));
  }
  return asked;
}

// A suggested score of the comment as a whole; of its parts only the shape is looked at.
std::optional<double> read_suggested(const json::Value& value, std::string& mistake) {
  Fields scores(value, "attribute_scores[0].value", mistake);
  const json::Value* summary = scores.take("summaryScore");
  const json::Value* spans = scores.take("spanScores");
  scores.nothing_else();
  if (spans != nullptr && spans->array() == nullptr) scores.wrong("spanScores", "list");
  if (summary == nullptr) return std::nullopt;
  Fields score(*summary, scores.where("summary_score"), mistake);
  const json::Value* given = score.take("value");
  score.text("type");
  score.nothing_else();
  const std::optional<double> number = given == nullptr ? 0.0 : given->number();
  if (!number || *number < 0 || *number > 1) score.wrong("value", "TYPE_FLOAT");
  return number;
}

Answered<json::Value> parsed(std::string_view body) {
  auto value = json::parse(body);
  if (!value) return tl::unexpected(malformed(value.error().detail));
  return *std::move(value);
}

}  // namespace

Answered<AnalyzeCall> read_analyze(std::string_view body, const classify::Model& model) {
  const auto value = parsed(body);
  if (!value) return tl::unexpected(value.error());
  std::string mistake;
  AnalyzeCall call;
  Fields fields(*value, "", mistake);
  if (auto refusal = read_common(fields, mistake, call)) return tl::unexpected(*std::move(refusal));
  call.spans = fields.truth("spanAnnotations");
  call.drops_unsupported = fields.truth("dropUnsupportedAttributes");
  fields.truth("doNotStore");  // nothing is stored either way
  const json::Value* requested = fields.take("requestedAttributes");
  fields.nothing_else();
  if (requested != nullptr && requested->object() == nullptr) fields.wrong("requestedAttributes", "map");
  if (!mistake.empty()) return tl::unexpected(malformed(mistake));
  if (auto refusal = wrong_comment(call)) return tl::unexpected(*std::move(refusal));
  if (requested == nullptr || requested->object()->empty()) {
    return tl::unexpected(invalid("NO_REQUESTED_ATTRIBUTES", "Missing requested_attributes"));
  }
  for (const auto& [name, parameters] : *requested->object()) {
    auto asked = read_attribute(name, parameters, model, mistake);
    if (!asked) return tl::unexpected(asked.error());
    if (!mistake.empty()) return tl::unexpected(malformed(mistake));
    call.attributes.push_back(*std::move(asked));
  }
  return call;
}

Answered<SuggestCall> read_suggest(std::string_view body) {
  const auto value = parsed(body);
  if (!value) return tl::unexpected(value.error());
  std::string mistake;
  SuggestCall call;
  Fields fields(*value, "", mistake);
  if (auto refusal = read_common(fields, mistake, call)) return tl::unexpected(*std::move(refusal));
  const json::Value* scores = fields.take("attributeScores");
  fields.nothing_else();
  if (scores != nullptr && scores->object() == nullptr) fields.wrong("attributeScores", "map");
  if (!mistake.empty()) return tl::unexpected(malformed(mistake));
  if (auto refusal = wrong_comment(call)) return tl::unexpected(*std::move(refusal));
  if (scores == nullptr || scores->object()->empty()) {
    return tl::unexpected(invalid("INVALID_REQUEST", "attribute_scores must not be empty"));
  }
  for (const auto& [name, given] : *scores->object()) {
    const Attribute* known = attribute(name);
    if (known == nullptr) {
      return tl::unexpected(invalid("INVALID_REQUEST", "Unknown requested attribute: " + name.substr(0, 100)));
    }
    const auto score = read_suggested(given, mistake);
    if (!mistake.empty()) return tl::unexpected(malformed(mistake));
    if (score && known->label) call.scores.emplace_back(known, *score);
  }
  return call;
}

std::string primary_language(std::string_view tag) {
  std::string out(tag.substr(0, tag.find_first_of("-_")));
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace comity::http::analyze
