#include "http/analyze/analyzer.h"

#include <algorithm>

#include "base/json.h"
#include "http/analyze/discovery.h"
#include "http/analyze/scores.h"

namespace comity::http {
namespace {

using analyze::Answered;
using analyze::Keyring;

constexpr std::string_view analyze_path = "/v1alpha1/comments:analyze";
constexpr std::string_view suggest_path = "/v1alpha1/comments:suggestscore";
constexpr std::string_view discovery_path = "/$discovery/rest";

// So much text costs at most a millisecond (200 letters: 60 us), and the thread that holds the connections may wait
// so long.
constexpr std::size_t quick_body = 3 * 1024;

// A key is worth what it is worth on any page: no cookie, nothing that a browser would send by itself.
Response open_to_pages(Response response) {
  response.set("Access-Control-Allow-Origin", "*");
  response.set("Cache-Control", "private, no-store");
  response.set("X-Content-Type-Options", "nosniff");
  return response;
}

Response preflight(const Request&) {
  Response response;
  response.status = 204;
  response.add("Access-Control-Allow-Origin", "*").add("Access-Control-Allow-Methods", "POST, OPTIONS");
  // Browser libraries for Google's APIs send headers of their own.
  std::string headers = "Content-Type, X-Goog-Api-Key, X-Goog-Api-Client, X-Requested-With, X-JavaScript-User-Agent";
  for (const char* const name : {"x-goog-encode-response-if-executable", "x-origin", "x-referer", "x-clientdetails"}) {
    headers += std::string(", ") + name;
  }
  response.add("Access-Control-Allow-Headers", headers).add("Access-Control-Max-Age", "3600");
  response.add("Cache-Control", "public, max-age=3600");
  return response;
}

// The key in "?key=…&alt=json"; nothing when it is not there, or percent-encoded, which ours never need.
std::optional<std::string_view> plain_key(std::string_view query) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view one = query.substr(0, end);
    if (one.starts_with("key=")) {
      const std::string_view key = one.substr(4);
      return key.find_first_of("%+") == std::string_view::npos ? std::optional(key) : std::nullopt;
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return std::nullopt;
}

RateLimits keyless_limits(std::int64_t per_minute) {
  RateLimits limits;
  const auto n = static_cast<double>(per_minute);
  limits.lookup = {n, n};
  return limits;
}

}  // namespace

Analyzer::Analyzer(AnalyzerOptions options, const Clock& clock)
    : options_(std::move(options)),
      clock_(clock),
      keys_(options_.folder / analyze::keys_file),
      suggestions_(options_.folder / analyze::suggestions_file, options_.suggestions_kept),
      keyless_(keyless_limits(std::max<std::int64_t>(options_.without_key, 1))) {}

void Analyzer::add_to(Router& router) {
  router.add("POST", analyze_path, [this](const Request& request) { return counted(analyze(request)); });
  router.add("POST", suggest_path, [this](const Request& request) { return counted(suggest(request)); });
  router.add("OPTIONS", analyze_path, preflight);
  router.add("OPTIONS", suggest_path, preflight);
  router.add("GET", discovery_path, [this](const Request& request) { return open_to_pages(discovery(request)); });
}

Answered<Keyring::Holder> Analyzer::holder_of(const Request& request, std::string_view method) {
  std::string_view key = request.query_value("key").value_or("");
  if (key.empty()) key = request.header("x-goog-api-key");
  if (key.empty()) {
    if (options_.without_key == 0) return tl::unexpected(analyze::no_key());
    const std::int64_t wait = keyless_.take_lookup(request.source, clock_.now());
    if (wait > 0) return tl::unexpected(analyze::quota_exceeded(method, wait));
    return Keyring::Holder{};
  }
  auto holder = keys_.take(key, clock_.now());
  if (!holder) return tl::unexpected(analyze::bad_key());
  if (holder->wait_s > 0) return tl::unexpected(analyze::quota_exceeded(method, holder->wait_s));
  return *std::move(holder);
}

Response Analyzer::analyze_for(const Keyring::Holder& holder, std::string_view body) {
  if (!options_.model) return analyze::refused(analyze::unavailable());
  const auto call = analyze::read_analyze(body, *options_.model);
  if (!call) return analyze::refused(call.error());
  auto answer = analyze::analyzed(*call, analyze::spoken_in(*call, holder.language), *options_.model);
  return answer ? json_response(200, *std::move(answer)) : analyze::refused(answer.error());
}

Response Analyzer::analyze(const Request& request) {
  const auto holder = holder_of(request, "AnalyzeComment");
  return holder ? analyze_for(*holder, request.body) : analyze::refused(holder.error());
}

Response Analyzer::suggest(const Request& request) {
  const auto holder = holder_of(request, "SuggestCommentScore");
  if (!holder) return analyze::refused(holder.error());
  if (!options_.model) return analyze::refused(analyze::unavailable());
  const auto call = analyze::read_suggest(request.body);
  if (!call) return analyze::refused(call.error());
  const analyze::Spoken spoken = analyze::spoken_in(*call, holder->language);
  const std::string language = spoken.languages.empty() ? "" : analyze::primary_language(spoken.languages.front());
  const bool kept = suggestions_.keep(*call, language, holder->name.empty() ? "no-key" : holder->name, clock_.now());
  if (kept) ++suggested_;
  std::string body;
  json::Writer out(body);
  out.object();
  if (!call->client_token.empty()) out.member("clientToken", call->client_token);
  for (const auto& [name, languages] :
       {std::pair("requestedLanguages", &call->languages), std::pair("detectedLanguages", &spoken.detected)}) {
    if (languages->empty()) continue;
    out.key(name).array();
    for (const std::string& one : *languages) out.value(one);
    out.end();
  }
  out.key("comity").object().member("stored", kept).end().end();
  return json_response(200, std::move(body));
}

Response Analyzer::discovery(const Request& request) const {
  std::string root = options_.public_url;
  if (root.empty()) root = (request.secure ? "https://" : "http://") + std::string(request.header("host"));
  return json_response(200, analyze::discovery_document(root + "/"));
}

std::optional<Response> Analyzer::quick(const Request& request) {
  std::string_view target = request.target;
  if (!target.starts_with(analyze_path) || request.method != "POST" || request.body.size() > quick_body) return {};
  target.remove_prefix(analyze_path.size());
  std::optional<std::string_view> key;
  if (target.empty()) {
    key = request.header("x-goog-api-key");
  } else if (target.front() == '?') {
    key = plain_key(target.substr(1));
  }
  if (!key || key->empty()) return {};
  const auto holder = keys_.take(*key, clock_.now());
  if (!holder) return counted(analyze::refused(analyze::bad_key()));
  if (holder->wait_s > 0) return counted(analyze::refused(analyze::quota_exceeded("AnalyzeComment", holder->wait_s)));
  return counted(analyze_for(*holder, request.body));
}

Response Analyzer::counted(Response response) {
  ++answers_[static_cast<std::size_t>(std::clamp(response.status / 100, 0, 5))];
  if (response.status == 429) ++over_quota_;
  return open_to_pages(std::move(response));
}

void Analyzer::write_metrics(std::string& out) const {
  out += "# HELP comity_analyses_total Calls of comments:analyze and :suggestscore\n";
  out += "# TYPE comity_analyses_total counter\n";
  for (std::size_t i = 2; i < 6; ++i) {
    out += "comity_analyses_total{status=\"" + std::to_string(i) + "xx\"} " + std::to_string(answers_[i]) + "\n";
  }
  const auto line = [&out](const char* name, const char* type, std::uint64_t value) {
    out += std::string("# TYPE ") + name + " " + type + "\n" + name + " " + std::to_string(value) + "\n";
  };
  line("comity_analyses_over_quota_total", "counter", over_quota_);
  line("comity_suggestions_kept_total", "counter", suggested_);
  line("comity_analyze_keys", "gauge", keys_.size());
  line("comity_analyze_keys_unreadable", "gauge", keys_.complaint().empty() ? 0 : 1);
}

}  // namespace comity::http
