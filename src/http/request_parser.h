// Bytes of one HTTP/1.1 request to a Request, within limits. Boost.Beast's parser behind a face without Beast.
//
// Source: RFC 9112.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "http/message.h"

namespace comity::http {

struct MessageLimits {
  std::size_t header_bytes = 16 * 1024;  // request line and fields; 431
  std::size_t header_fields = 100;       // 431
  std::size_t uri_bytes = 8 * 1024;      // 414
  std::size_t body_bytes = 128 * 1024;   // 413
};

class RequestParser {
 public:
  explicit RequestParser(const MessageLimits& limits);
  ~RequestParser();

  // Takes from the front of `bytes` and answers how many were taken. Bytes not taken must be given again, with more
  // behind them. Stops at the end of the request.
  std::size_t feed(std::string_view bytes);

  bool started() const;    // some byte was taken or seen
  bool head_done() const;  // method, target and headers are there
  bool done() const;
  // 0, or the status to answer and close with.
  int failed() const;
  std::string_view failed_detail() const;

  bool keep_alive() const;        // once the head is done
  bool expects_continue() const;  // once the head is done, until `continued`
  void continued();
  Request& request();  // method, target (not yet split), headers, body, version
  // Ready for the next request.
  void reset();

 private:
  class Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace comity::http
