#include "http/analyze/errors.h"

#include "base/json.h"

namespace comity::http::analyze {
namespace {

constexpr std::string_view error_details = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error";

std::string_view status_of(int code) {
  switch (code) {
    case 400:
      return "INVALID_ARGUMENT";
    case 403:
      return "PERMISSION_DENIED";
    case 429:
      return "RESOURCE_EXHAUSTED";
    case 503:
      return "UNAVAILABLE";
    default:
      return "INTERNAL";
  }
}

std::string error_info(std::string_view reason) {
  std::string out;
  json::Writer(out)
      .array()
      .object()
      .member("@type", "type.googleapis.com/google.rpc.ErrorInfo")
      .member("reason", reason)
      .member("domain", "googleapis.com")
      .key("metadata")
      .object()
      .member("service", "commentanalyzer.googleapis.com")
      .end()
      .end()
      .end();
  return out;
}

}  // namespace

Refusal malformed(std::string_view what) {
  Refusal r;
  r.message = "Invalid JSON payload received. " + std::string(what);
  json::Writer(r.details)
      .array()
      .object()
      .member("@type", "type.googleapis.com/google.rpc.BadRequest")
      .key("fieldViolations")
      .array()
      .object()
      .member("description", r.message)
      .end()
      .end()
      .end()
      .end();
  return r;
}

Refusal invalid(std::string_view error_type, std::string_view message) {
  Refusal r;
  r.message = message;
  json::Writer(r.details).array().object().member("@type", error_details).member("errorType", error_type).end().end();
  return r;
}

Refusal no_key() {
  return {403,
          "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or "
          "other form of API consumer identity to call this API.",
          "", 0};
}

Refusal bad_key() { return {400, "API key not valid. Please pass a valid API key.", error_info("API_KEY_INVALID"), 0}; }

Refusal quota_exceeded(std::string_view method, std::int64_t retry_after_s) {
  const std::string name(method);
  return {429,
          "Quota exceeded for quota metric 'Analysis requests (" + name + ")' and limit 'Analysis requests (" + name +
              ") per minute' of service 'commentanalyzer.googleapis.com'.",
          error_info("RATE_LIMIT_EXCEEDED"), retry_after_s};
}

Refusal unavailable() { return {503, "The service is currently unavailable.", "", 5}; }

Refusal unsupported(std::string_view attribute, const std::vector<std::string>& languages, bool requested) {
  Refusal r;
  r.message = "Attribute " + std::string(attribute) + " does not support request languages: ";
  for (std::size_t i = 0; i < languages.size(); ++i) r.message += (i > 0 ? ", " : "") + languages[i];
  json::Writer out(r.details);
  out.array().object().member("@type", error_details).member("errorType", "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE");
  out.key("languageNotSupportedByAttributeError").object();
  out.key(requested ? "requestedLanguages" : "detectedLanguages").array();
  for (const std::string& language : languages) out.value(language);
  out.end().member("attribute", attribute).end().end().end();
  return r;
}

Response refused(const Refusal& refusal) {
  std::string body;
  json::Writer out(body);
  out.object().key("error").object().member("code", refusal.code).member("message", refusal.message);
  out.member("status", status_of(refusal.code));
  if (!refusal.details.empty()) out.key("details").raw(refusal.details);
  out.end().end();
  Response response = json_response(refusal.code, std::move(body));
  if (refusal.retry_after_s > 0) response.add("Retry-After", std::to_string(refusal.retry_after_s));
  return response;
}

}  // namespace comity::http::analyze
