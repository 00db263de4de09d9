#include "http/response_head.h"

namespace comity::http {
namespace {

void append_safely(std::string& out, std::string_view value) {
  const std::size_t begin = out.size();
  out += value;
  for (std::size_t i = begin; i < out.size(); ++i) {
    if (out[i] == '\r' || out[i] == '\n' || out[i] == '\0') out[i] = ' ';
  }
}

}  // namespace

bool has_body(int status) { return status >= 200 && status != 204 && status != 304; }

void write_head(std::string& out, const Response& response, const HeadFacts& facts) {
  // HTTP/1.1 also in answers to HTTP/1.0: RFC 9110 section 6.2 ("the highest version to which the server is
  // conformant").
  out += "HTTP/1.1 ";
  out += std::to_string(response.status);
  out += ' ';
  out += reason_phrase(response.status);
  out += "\r\nDate: ";
  out += facts.date;
  for (const auto& [name, value] : response.headers) {
    out += "\r\n";
    append_safely(out, name);
    out += ": ";
    append_safely(out, value);
  }
  if (facts.content_length && has_body(response.status)) {
    out += "\r\nContent-Length: ";
    out += std::to_string(*facts.content_length);
  }
  out += "\r\n";
  if (response.head_lines) out += *response.head_lines;
  out += facts.keep_alive ? "\r\n" : "Connection: close\r\n\r\n";
}

}  // namespace comity::http
