#include "http/analyze/discovery.h"

#include "base/json.h"

namespace comity::http::analyze {
namespace {

constexpr std::string_view score_types =
    R"(["SCORE_TYPE_UNSPECIFIED","PROBABILITY","STD_DEV_SCORE","PERCENTILE","RAW"])";

class Schemas {
 public:
  explicit Schemas(json::Writer& out) : out_(out) {}
  Schemas& open(std::string_view name) {
    out_.key(name).object().member("id", name).member("type", "object").key("properties").object();
    return *this;
  }
  Schemas& of_type(std::string_view name, std::string_view type) {
    out_.key(name).object().member("type", type).end();
    return *this;
  }
  Schemas& of_format(std::string_view name, std::string_view type, std::string_view format) {
    out_.key(name).object().member("type", type).member("format", format).end();
    return *this;
  }
  Schemas& one_of(std::string_view name, std::string_view words) {
    out_.key(name).object().member("type", "string").key("enum").raw(words).end();
    return *this;
  }
  Schemas& ref(std::string_view name, std::string_view schema) {
    out_.key(name).object().member("$ref", schema).end();
    return *this;
  }
  Schemas& list(std::string_view name, std::string_view schema) {
    out_.key(name).object().member("type", "array").key("items").object();
    out_.member(schema == "string" ? "type" : "$ref", schema).end().end();
    return *this;
  }
  Schemas& map(std::string_view name, std::string_view schema) {
    out_.key(name).object().member("type", "object").key("additionalProperties").object().member("$ref", schema);
    out_.end().end();
    return *this;
  }
  void close() { out_.end().end(); }

 private:
  json::Writer& out_;
};

void write_schemas(json::Writer& out) {
  Schemas s(out);
  s.open("TextEntry").of_type("text", "string");
  s.one_of("type", R"(["TEXT_TYPE_UNSPECIFIED","PLAIN_TEXT","HTML"])").close();
  s.open("ArticleAndParentComment").ref("article", "TextEntry").ref("parentComment", "TextEntry").close();
  s.open("Context").list("entries", "TextEntry").ref("articleAndParentComment", "ArticleAndParentComment").close();
  s.open("AttributeParameters").one_of("scoreType", score_types).of_format("scoreThreshold", "number", "float").close();
  s.open("Score").of_format("value", "number", "float").one_of("type", score_types).close();
  s.open("SpanScore").of_format("begin", "integer", "int32").of_format("end", "integer", "int32");
  s.ref("score", "Score").close();
  s.open("AttributeScores").ref("summaryScore", "Score").list("spanScores", "SpanScore").close();
  s.open("AnalyzeCommentRequest").ref("comment", "TextEntry").ref("context", "Context");
  s.map("requestedAttributes", "AttributeParameters").of_type("spanAnnotations", "boolean");
  s.list("languages", "string").of_type("doNotStore", "boolean").of_type("dropUnsupportedAttributes", "boolean");
  s.of_type("clientToken", "string").of_type("sessionId", "string").of_type("communityId", "string").close();
  s.open("AnalyzeCommentResponse").map("attributeScores", "AttributeScores").list("languages", "string");
  s.list("detectedLanguages", "string").of_type("clientToken", "string").close();
  s.open("SuggestCommentScoreRequest").ref("comment", "TextEntry").ref("context", "Context");
  s.map("attributeScores", "AttributeScores").list("languages", "string").of_type("clientToken", "string");
  s.of_type("sessionId", "string").of_type("communityId", "string").close();
  s.open("SuggestCommentScoreResponse").of_type("clientToken", "string").list("requestedLanguages", "string");
  s.list("detectedLanguages", "string").close();
}

void write_method(json::Writer& out, std::string_view name, std::string_view request, std::string_view response) {
  const std::string path = "v1alpha1/comments:" + std::string(name);
  out.key(name).object().member("id", "commentanalyzer.comments." + std::string(name)).member("path", path);
  out.member("flatPath", path).member("httpMethod", "POST").key("parameters").object().end();
  out.key("parameterOrder").array().end().key("request").object().member("$ref", request).end();
  out.key("response").object().member("$ref", response).end().end();
}

}  // namespace

std::string discovery_document(std::string_view root) {
  std::string body;
  json::Writer out(body);
  out.object().member("kind", "discovery#restDescription").member("discoveryVersion", "v1");
  out.member("id", "commentanalyzer:v1alpha1").member("name", "commentanalyzer").member("version", "v1alpha1");
  out.member("title", "Comity, as the Perspective Comment Analyzer API").member("protocol", "rest");
  out.member("rootUrl", root).member("servicePath", "").member("baseUrl", root).member("basePath", "");
  out.member("batchPath", "batch").key("parameters").object();
  for (const char* const name : {"key", "alt", "fields", "prettyPrint", "quotaUser"}) {
    out.key(name).object().member("type", "string").member("location", "query").end();
  }
  out.end().key("resources").object().key("comments").object().key("methods").object();
  write_method(out, "analyze", "AnalyzeCommentRequest", "AnalyzeCommentResponse");
  write_method(out, "suggestscore", "SuggestCommentScoreRequest", "SuggestCommentScoreResponse");
  out.end().end().end().key("schemas").object();
  write_schemas(out);
  out.end().end();
  return body;
}

}  // namespace comity::http::analyze
