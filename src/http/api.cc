#include "http/api.h"

#include <algorithm>

#include "http/reporting.h"

namespace comity::http {
namespace {

// CORS preflight (Fetch standard, section 3.2.2). It promises nothing: the request itself is judged by its Origin, and
// no answer ever allows credentials.
Response preflight(const Request&) {
  Response response;
  response.status = 204;
  response.add("Access-Control-Allow-Origin", "*");
  response.add("Access-Control-Allow-Methods", "GET, HEAD, POST, PATCH, DELETE");
  response.add("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, Last-Event-ID");
  response.add("Access-Control-Max-Age", "600").add("Cache-Control", "public, max-age=600");
  return response;
}

}  // namespace

tl::expected<Body, Refused> Body::of(const Request& request) {
  const std::string_view type = request.header("content-type");
  if (type.substr(0, type.find(';')) != "application/json") {
    return tl::unexpected(Refused{415, "unsupported_media_type", "The body must be application/json.", 0});
  }
  auto value = json::parse(request.body);
  if (!value) return tl::unexpected(Refused{400, "invalid", "The body: " + value.error().detail, 0});
  if (value->object() == nullptr) return tl::unexpected(Refused{400, "invalid", "The body must be a JSON object.", 0});
  return Body(*std::move(value));
}

const json::Value* Body::take(std::string_view name) {
  taken_.emplace_back(name);
  const json::Value* value = value_.find(name);
  return value != nullptr && value->is_null() ? nullptr : value;
}

std::string Body::text(std::string_view name, std::size_t max_bytes, bool required) {
  const json::Value* value = take(name);
  if (value == nullptr) {
    if (required && mistake_.empty()) mistake_ = "'" + std::string(name) + "' is missing.";
    return {};
  }
  if (value->string() == nullptr) {
    if (mistake_.empty()) mistake_ = "'" + std::string(name) + "' must be a string.";
    return {};
  }
  if (value->string()->size() > max_bytes) {
    if (mistake_.empty()) mistake_ = "'" + std::string(name) + "' is too long.";
    return {};
  }
  return *value->string();
}

std::int64_t Body::number(std::string_view name, std::int64_t max) {
  const json::Value* value = take(name);
  if (value == nullptr) return 0;
  if (value->integer() == nullptr || *value->integer() < 1 || *value->integer() > max) {
    if (mistake_.empty()) mistake_ = "'" + std::string(name) + "' must be a whole number, 1 or more.";
    return 0;
  }
  return *value->integer();
}

bool Body::flag(std::string_view name) {
  const json::Value* value = take(name);
  if (value == nullptr) return false;
  if (value->boolean() == nullptr) {
    if (mistake_.empty()) mistake_ = "'" + std::string(name) + "' must be true or false.";
    return false;
  }
  return *value->boolean();
}

std::optional<Refused> Body::mistake() {
  if (mistake_.empty()) {
    for (const auto& [name, value] : *value_.object()) {
      if (std::find(taken_.begin(), taken_.end(), name) == taken_.end()) {
        mistake_ = "'" + name + "' is not known here.";
        break;
      }
    }
  }
  if (mistake_.empty()) return std::nullopt;
  return Refused{400, "invalid", mistake_, 0};
}

void allow_any_origin(Response& response) { response.set("Access-Control-Allow-Origin", "*"); }

void allow_this_origin(const App& app, const Request& request, const discussion::Site* site, Response& response) {
  const std::string_view origin = request.header("origin");
  response.add("Vary", "Origin");
  if (origin.empty() || refused_origin(app, request, site)) return;
  response.set("Access-Control-Allow-Origin", origin);
  response.set("Access-Control-Expose-Headers", "Location, Retry-After");
}

Result<std::string> language_of(const Request& request) {
  const std::string_view lang = request.query_value("lang").value_or("");
  for (const char c : lang) {
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')) {
      return fail(Error::Code::invalid, "lang is a language tag");
    }
  }
  if (lang.size() > 35) return fail(Error::Code::invalid, "lang is a language tag");
  return std::string(lang);
}

void add_api(App& app) {
  add_reading(app);
  add_writing(app);
  add_reports_api(app);
  add_live(app);
  add_server(app);
  for (const char* pattern :
       {"/api/v1/sites/{site}", "/api/v1/sites/{site}/stories", "/api/v1/sites/{site}/stories/{story}/comments",
        "/api/v1/sites/{site}/stories/{story}/comments/{number}", "/api/v1/sites/{site}/stories/{story}/mine",
        "/api/v1/sites/{site}/stories/{story}/events", "/api/v1/sites/{site}/counts", "/api/v1/receipts/{receipt}",
        "/api/v1/sites/{site}/cases/{code}", "/api/v1/sites/{site}/session",
        "/api/v1/sites/{site}/stories/{story}/comments/{number}/reports", "/api/v1/reports/{receipt}",
        "/api/v1/reports/{receipt}/contest"}) {
    app.router.add("OPTIONS", pattern, preflight);
  }
}

}  // namespace comity::http
