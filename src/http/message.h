// A request and its answer as handlers see them: values, without the network library.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace comity::http {

struct Request {
  std::string method;                                      // "GET", "POST" ...
  std::string path;                                        // as sent, percent-encoded, without the query
  std::string target;                                      // as sent: path and query
  std::vector<std::string> segments;                       // of the path, percent-decoded: {"s", "herald", "~0123abcd"}
  std::map<std::string, std::string> params;               // filled by the router: {"site": "herald"}
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  Key128 source;             // keyed hash of the client's /32 or /64, under today's key; never the address
  bool secure = false;       // https, by the public URL or a trusted proxy
  bool private_way = false;  // nobody between us can have read it: addresses.h
  std::string id;            // of this request, for the log and for `instance` in problems
  int version = 11;          // 10: HTTP/1.0, as Debian's nginx speaks to what is behind it

  std::string_view header(std::string_view lower_name) const;                // '' when absent; the first one
  std::optional<std::string_view> param(std::string_view name) const;        // of the path
  std::optional<std::string_view> query_value(std::string_view name) const;  // the first one
  std::vector<std::string_view> query_values(std::string_view name) const;
  std::optional<std::string_view> cookie(std::string_view name) const;
};

// Bytes that many answers share: a snapshot's coded form.
using SharedBytes = std::shared_ptr<const std::string>;

// Where an answer that goes on writes to.
class StreamWriter {
 public:
  virtual ~StreamWriter() = default;
  // Queues `bytes`; false when the reader is gone, or too slow and was dropped. Thread-safe, does not block.
  virtual bool send(SharedBytes bytes) = 0;
  // Sends what is queued and closes. Thread-safe.
  virtual void end() = 0;
};

// An answer that goes on until one side closes: events.
class Stream {
 public:
  virtual ~Stream() = default;
  // Called once, after the head was written. May be called on any thread; must not block.
  virtual void opened(std::shared_ptr<StreamWriter> writer) = 0;
  // Called once after `opened`, when the connection is gone. Must not block.
  virtual void closed() = 0;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;  // without Content-Length
  std::string body;
  SharedBytes shared;              // sent instead of `body` when set
  SharedBytes head_lines;          // more headers, made once for many answers: "Name: value\r\n" each
  std::shared_ptr<Stream> stream;  // when set the body goes on after `body`, and the connection closes at its end

  std::string_view header(std::string_view name) const;  // '' when absent; any case

  Response& set(std::string_view name, std::string_view value);  // replaces
  Response& add(std::string_view name, std::string_view value);
};

// Splits what stands in a request line into path, segments and query. Percent-encoding is undone; '+' in the query is a
// blank; one trailing slash is dropped. Errors: `invalid` - neither origin-form nor absolute-form, a broken escape, not
// UTF-8, U+0000, more than 64 segments or 128 query members.
Done set_target(Request& request, std::string_view target);

// Handlers run on worker threads and may block on the store. They may be called at once from many threads.
using Handler = std::function<Response(const Request&)>;

// RFC 9457: application/problem+json with type, title, status, detail, instance and our `code`. `detail` is English and
// free of what the sender must not know.
Response problem(int status, std::string_view code, std::string_view detail, const Request& request);
// "Not Found" for 404 ...; RFC 9110 section 15.
std::string_view reason_phrase(int status);
// 400 invalid, 403 forbidden, 404 not_found, 409 conflict, 503 unavailable (Retry-After: 5), 500 corrupt.
Response problem(const Error& error, const Request& request);

Response json_response(int status, std::string body);
Response html_response(int status, std::string body);
Response see_other(std::string_view location);  // 303

}  // namespace comity::http
