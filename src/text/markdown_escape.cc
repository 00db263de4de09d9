#include "text/markdown_escape.h"

#include <algorithm>

#include "text/links.h"

namespace comity::text {
namespace {

constexpr std::size_t longest_list_number = 9;  // CommonMark 5.2: ordered list markers

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

// Whether the line so far is a number, as in "1986. A great year", which is no list.
bool after_list_number(std::string_view out) {
  std::size_t digits = 0;
  while (digits < out.size() && digits <= longest_list_number && digit(out[out.size() - 1 - digits])) ++digits;
  return digits > 0 && digits <= longest_list_number && (digits == out.size() || out[out.size() - 1 - digits] == '\n');
}

bool word(char c) { return letter(c) || digit(c) || static_cast<signed char>(c) < 0; }

// Whether a character reference begins at the '&' at `s[at]`: "&amp;", "&#38;".
bool reference(std::string_view s, std::size_t at) {
  std::size_t end = at + 1;
  if (end < s.size() && s[end] == '#') ++end;
  const std::size_t name = end;
  while (end < s.size() && (letter(s[end]) || digit(s[end]))) ++end;
  return end > name && end < s.size() && s[end] == ';';
}

void escape_plain(std::string& out, std::string_view s, bool more_follows) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    const bool line_start = out.empty() || out.back() == '\n';
    const char next = i + 1 < s.size() ? s[i + 1] : '\0';
    bool escape = std::string_view("\\`*_[]<~").find(c) != std::string_view::npos;
    if (c == '&') escape = reference(s, i);
    // Inside a word an underscore is one.
    if (c == '_') escape = i == 0 || !word(s[i - 1]) || !word(next);
    if (c == '!') escape = next == '\0' && more_follows;
    if (line_start && std::string_view("#>+-=").find(c) != std::string_view::npos) escape = true;
    if (c == '.' || c == ')') escape = after_list_number(out);
    if (escape) out += '\\';
    out += c;
  }
}

}  // namespace

void append_escaped_markdown(std::string& out, std::string_view s, bool more_follows) {
  std::size_t done = 0;
  for (const Link& link : links_in(s)) {
    escape_plain(out, s.substr(done, link.span.begin - done), true);
    const std::string_view address = s.substr(link.span.begin, link.span.end - link.span.begin);
    done = link.span.end;
    if (done == s.size() && more_follows)
      append_closed_address(out, address, link.url);
    else
      out += address;
  }
  escape_plain(out, s.substr(done), more_follows);
}

void append_closed_address(std::string& out, std::string_view address, std::string_view url) {
  if (address == url) {
    out += '<';
    out += url;
    out += '>';
    return;
  }
  out += '[';
  append_link_text(out, address);
  append_link_target(out, url);
}

void append_link_target(std::string& out, std::string_view url) {
  out += "](<";
  for (std::size_t i = 0; i < url.size(); ++i) {
    const char c = url[i];
    if (c == '<' || c == '>' || c == '\\' || (c == '&' && reference(url, i))) out += '\\';
    out += c;
  }
  out += ">)";
}

void append_link_text(std::string& out, std::string_view s) {
  std::size_t done = 0;
  for (const Link& link : links_in(s)) {
    const std::size_t colon_or_dot = s.find_first_of(":.", link.span.begin);
    escape_plain(out, s.substr(done, colon_or_dot - done), true);
    out += '\\';
    done = colon_or_dot;
  }
  escape_plain(out, s.substr(done), true);
}

}  // namespace comity::text
