#include "http/router.h"

#include <algorithm>

namespace comity::http {
namespace {

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// 0 for a literal, 1 for a parameter, per segment: the smaller in this order is the nearer match.
bool matches(const std::vector<std::string>& pattern, const std::vector<std::string>& segments, std::string& rank) {
  if (pattern.size() != segments.size()) return false;
  rank.clear();
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool parameter = is_parameter(pattern[i]);
    if (parameter ? segments[i].empty() : pattern[i] != segments[i]) return false;
    rank += parameter ? '1' : '0';
  }
  return true;
}

bool answers(std::string_view entry_method, std::string_view method) {
  return entry_method == method || (method == "HEAD" && entry_method == "GET");
}

}  // namespace

void Router::add(std::string_view method, std::string_view pattern, Handler handler) {
  Entry entry{std::string(method), {}, std::move(handler)};
  std::string_view rest = pattern.substr(1);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    entry.segments.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  entries_.push_back(std::move(entry));
}

std::vector<std::pair<std::string, std::string>> Router::routes() const {
  std::vector<std::pair<std::string, std::string>> out;
  for (const Entry& entry : entries_) {
    std::string pattern;
    for (const std::string& segment : entry.segments) pattern += "/" + segment;
    out.emplace_back(entry.method, pattern.empty() ? "/" : pattern);
  }
  return out;
}

Response Router::route(Request& request) const {
  const Entry* best = nullptr;
  std::string best_rank;
  std::string rank;
  std::vector<std::string_view> allowed;
  for (const Entry& entry : entries_) {
    if (!matches(entry.segments, request.segments, rank)) continue;
    if (std::find(allowed.begin(), allowed.end(), entry.method) == allowed.end()) allowed.push_back(entry.method);
    if (answers(entry.method, request.method) && (best == nullptr || rank < best_rank)) {
      best = &entry;
      best_rank = rank;
    }
  }
  if (best != nullptr) {
    request.params.clear();
    for (std::size_t i = 0; i < best->segments.size(); ++i) {
      const std::string& name = best->segments[i];
      if (is_parameter(name)) request.params[name.substr(1, name.size() - 2)] = request.segments[i];
    }
    return best->handler(request);
  }
  if (allowed.empty()) return problem(404, "not_found", "There is nothing at this address.", request);

  // RFC 9110 section 15.5.6: "The origin server MUST generate an Allow header field in a 405 response".
  std::string allow;
  for (const std::string_view method : allowed) {
    allow += (allow.empty() ? "" : ", ") + std::string(method);
    if (method == "GET") allow += ", HEAD";
  }
  Response response = problem(405, "method_not_allowed", "This address does not take " + request.method + ".", request);
  response.add("Allow", allow);
  return response;
}

}  // namespace comity::http
