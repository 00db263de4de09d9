// The head of an answer as bytes: status line, headers, the line between head and body.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace comity::http {

struct HeadFacts {
  bool keep_alive = true;
  std::string_view date;                      // of now, RFC 9110 section 5.6.7
  std::optional<std::size_t> content_length;  // nothing: the body ends with the connection
};

// Appends to `out`. A header's CR, LF and NUL become blanks, so that no value can end its line.
void write_head(std::string& out, const Response& response, const HeadFacts& facts);

// Whether an answer with this status has a body at all (RFC 9110 section 6.4.1).
bool has_body(int status);

}  // namespace comity::http
