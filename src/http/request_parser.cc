#include "http/request_parser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <optional>

namespace comity::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;

struct Failure {
  int status = 0;
  std::string_view detail;
};

void lower(std::string& text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
}

// Comma-separated words, any case.
bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    std::string_view one = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    while (!one.empty() && (one.front() == ' ' || one.front() == '\t')) one.remove_prefix(1);
    while (!one.empty() && (one.back() == ' ' || one.back() == '\t')) one.remove_suffix(1);
    if (beast::iequals(one, word)) return true;
  }
  return false;
}

class Filler : public beast::http::basic_parser<true> {
 public:
  Filler(const MessageLimits& limits, Request& request) : limits_(limits), request_(request) {
    header_limit(static_cast<std::uint32_t>(limits.header_bytes));
    body_limit(limits.body_bytes);
    eager(true);
  }

  bool request_line = false;
  Failure failure;
  bool expects_continue = false;

 private:
  void stop(error_code& ec, int status, std::string_view detail) {
    failure = {status, detail};
    ec = beast::http::error::bad_value;
  }

  void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                       error_code& ec) override {
    request_line = true;
    request_.method.assign(method.data(), method.size());
    request_.target.assign(target.data(), target.size());
    request_.version = version;
    if (target.size() > limits_.uri_bytes) return stop(ec, 414, "the address is too long");
    if (version != 10 && version != 11) return stop(ec, 505, "only HTTP/1.0 and HTTP/1.1 are spoken here");
  }
  void on_response_impl(int, beast::string_view, int, error_code&) override {}

  void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value, error_code& ec) override {
    if (request_.headers.size() == limits_.header_fields) return stop(ec, 431, "too many header fields");
    auto& [key, text] = request_.headers.emplace_back();
    key.assign(name.data(), name.size());
    lower(key);
    text.assign(value.data(), value.size());
  }

  void on_header_impl(error_code& ec) override {
    int hosts = 0;
    for (const auto& [name, value] : request_.headers) {
      if (name == "host") ++hosts;
      if (name == "transfer-encoding" && !beast::iequals(value, "chunked")) {
        return stop(ec, 501, "the only transfer coding known here is chunked");
      }
      if (name == "expect") {
        if (!beast::iequals(value, "100-continue")) return stop(ec, 417, "the only expectation known is 100-continue");
        expects_continue = request_.version == 11;
      }
    }
    // RFC 9112 section 3.2: "A server MUST respond with a 400 to any HTTP/1.1 request message that lacks a Host header
    // field and to any request message that contains more than one".
    if (hosts > 1 || (hosts == 0 && request_.version == 11)) return stop(ec, 400, "one Host header is needed");
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    if (length && *length <= limits_.body_bytes) request_.body.reserve(static_cast<std::size_t>(*length));
  }
  std::size_t on_body_impl(beast::string_view body, error_code&) override {
    request_.body.append(body.data(), body.size());
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, error_code&) override {
    request_.body.append(body.data(), body.size());
    return body.size();
  }
  void on_finish_impl(error_code&) override {}

  const MessageLimits& limits_;
  Request& request_;
};

}  // namespace

class RequestParser::Inside {
 public:
  explicit Inside(const MessageLimits& given) : limits(given) { filler.emplace(limits, request); }

  Failure failure_of(const error_code& ec) const {
    namespace http = beast::http;
    if (filler->failure.status != 0) return filler->failure;
    if (ec == http::error::header_limit) {
      if (!filler->request_line) return {414, "the address is too long"};
      return {431, "the header is too long"};
    }
    if (ec == http::error::body_limit) return {413, "the body is too long"};
    if (ec == http::error::bad_version) return {505, "only HTTP/1.0 and HTTP/1.1 are spoken here"};
    return {400, "this is not an HTTP request"};
  }

  const MessageLimits limits;
  Request request;
  std::optional<Filler> filler;
  Failure failure;
  bool started = false;
};

RequestParser::RequestParser(const MessageLimits& limits) : inside_(std::make_unique<Inside>(limits)) {}
RequestParser::~RequestParser() = default;

std::size_t RequestParser::feed(std::string_view bytes) {
  std::size_t taken = 0;
  // RFC 9112 section 2.2: "a server that is expecting to receive and parse a request-line SHOULD ignore at least one
  // empty line (CRLF) received prior to the request-line".
  if (!inside_->started) {
    while (taken < bytes.size() && (bytes[taken] == '\r' || bytes[taken] == '\n')) ++taken;
  }
  while (taken < bytes.size() && !done() && failed() == 0) {
    inside_->started = true;
    error_code ec;
    const std::string_view rest = bytes.substr(taken);
    const std::size_t used = inside_->filler->put(boost::asio::buffer(rest.data(), rest.size()), ec);
    taken += used;
    if (ec == beast::http::error::need_more) break;
    if (ec) {
      inside_->failure = inside_->failure_of(ec);
      break;
    }
    if (used == 0) break;
  }
  return taken;
}

bool RequestParser::started() const { return inside_->started; }
bool RequestParser::head_done() const { return inside_->filler->is_header_done(); }
bool RequestParser::done() const { return failed() == 0 && inside_->filler->is_done(); }
int RequestParser::failed() const { return inside_->failure.status; }
std::string_view RequestParser::failed_detail() const { return inside_->failure.detail; }
bool RequestParser::expects_continue() const { return inside_->filler->expects_continue; }
void RequestParser::continued() { inside_->filler->expects_continue = false; }
Request& RequestParser::request() { return inside_->request; }

bool RequestParser::keep_alive() const {
  // RFC 9112 section 9.3.
  bool close = false;
  bool keep = false;
  for (const auto& [name, value] : inside_->request.headers) {
    if (name != "connection") continue;
    close = close || has_word(value, "close");
    keep = keep || has_word(value, "keep-alive");
  }
  return !close && (inside_->request.version == 11 || keep);
}

void RequestParser::reset() {
  inside_->request = Request{};
  inside_->failure = {};
  inside_->started = false;
  inside_->filler.emplace(inside_->limits, inside_->request);
}

}  // namespace comity::http
