#include "http/message.h"

#include <algorithm>

#include "base/json.h"
#include "http/forms.h"
#include "text/checked.h"

namespace comity::http {
namespace {

constexpr std::size_t max_segments = 64;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string_view Request::header(std::string_view lower_name) const {
  for (const auto& [name, value] : headers) {
    if (name == lower_name) return value;
  }
  return {};
}

std::optional<std::string_view> Request::param(std::string_view name) const {
  const auto found = params.find(std::string(name));
  if (found == params.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::vector<std::string_view> Request::query_values(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : query) {
    if (key == name) values.push_back(value);
  }
  return values;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  // RFC 6265 section 4.2.1. HTTP/2 in front of us may have split the header into several.
  for (const auto& [header_name, line] : headers) {
    if (header_name != "cookie") continue;
    std::string_view rest = line;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view one = trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t equals = one.find('=');
      if (equals != std::string_view::npos && one.substr(0, equals) == name) return one.substr(equals + 1);
    }
  }
  return std::nullopt;
}

std::string_view Response::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (same_name(key, name)) return value;
  }
  return {};
}

Response& Response::set(std::string_view name, std::string_view value) {
  std::erase_if(headers, [&](const auto& header) { return same_name(header.first, name); });
  return add(name, value);
}

Response& Response::add(std::string_view name, std::string_view value) {
  headers.emplace_back(name, value);
  return *this;
}

Done set_target(Request& request, std::string_view target) {
  // RFC 9112 section 3.2.2: "a server MUST accept the absolute-form in requests". Its host says no more than Host does.
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const std::size_t slash = target.find('/', scheme.size());
    target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
  }
  if (target.empty() || target.front() != '/') {
    return fail(Error::Code::invalid, "the request target must begin with '/'");
  }
  const std::size_t question = std::min(target.find('?'), target.size());
  const std::string_view path = target.substr(0, question);
  if (path.find('#') != std::string_view::npos) return fail(Error::Code::invalid, "a fragment in the request target");
  request.target = target;
  request.path = path;
  request.segments.clear();
  std::string_view rest = path.substr(1);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    auto segment = percent_decoded(rest.substr(0, end), false);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!segment) return fail(Error::Code::invalid, "a broken %-escape in the path");
    if (segment->find('\0') != std::string::npos || !text::is_well_formed(*segment)) {
      return fail(Error::Code::invalid, "the path is not UTF-8, or holds U+0000");
    }
    if (request.segments.size() == max_segments) return fail(Error::Code::invalid, "too many path segments");
    request.segments.push_back(std::move(*segment));
  }
  request.query.clear();
  if (question < target.size()) {
    COMITY_TRY(request.query, parse_pairs(target.substr(question + 1)));
  }
  return {};
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Unknown";
  }
}

Response problem(int status, std::string_view code, std::string_view detail, const Request& request) {
  Response response;
  response.status = status;
  json::Writer out(response.body);
  // RFC 9457 section 4.2.1: "about:blank" means that the title is the status's own phrase; `code` tells more.
  out.object().member("type", "about:blank").member("title", reason_phrase(status)).member("status", status);
  out.member("code", code).member("detail", detail);
  if (!request.id.empty()) out.member("instance", "urn:comity:request:" + request.id);
  out.end();
  response.add("Content-Type", "application/problem+json").add("Cache-Control", "no-store");
  return response;
}

Response problem(const Error& error, const Request& request) {
  switch (error.code) {
    case Error::Code::invalid:
      return problem(400, "invalid", error.detail, request);
    case Error::Code::forbidden:
      return problem(403, "forbidden", error.detail, request);
    case Error::Code::not_found:
      return problem(404, "not_found", error.detail, request);
    case Error::Code::conflict:
      return problem(409, "conflict", error.detail, request);
    case Error::Code::unavailable: {
      // What is wrong with the disk is the operator's business, not the reader's.
      Response response = problem(503, "unavailable", "The server cannot do this now. Try again soon.", request);
      response.add("Retry-After", "5");
      return response;
    }
    case Error::Code::corrupt:
      break;
  }
  return problem(500, "corrupt", "The server found damaged data. The operator has been told.", request);
}

Response json_response(int status, std::string body) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  response.add("Content-Type", "application/json");
  return response;
}

Response html_response(int status, std::string body) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  response.add("Content-Type", "text/html; charset=utf-8");
  return response;
}

Response see_other(std::string_view location) {
  Response response;
  response.status = 303;
  response.add("Location", location).add("Cache-Control", "no-store");
  return response;
}

}  // namespace comity::http
