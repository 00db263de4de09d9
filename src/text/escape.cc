#include "text/markup.h"

namespace comity::text {

void append_escaped_html(std::string& out, std::string_view utf8) {
  std::size_t done = 0;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const char* entity = nullptr;
    switch (utf8[i]) {
      case '&':
        entity = "&amp;";
        break;
      case '<':
        entity = "&lt;";
        break;
      case '>':
        entity = "&gt;";
        break;
      case '"':
        entity = "&quot;";
        break;
      case '\'':
        entity = "&#39;";
        break;
      default:
        continue;
    }
    out.append(utf8, done, i - done);
    out += entity;
    done = i + 1;
  }
  out.append(utf8, done, utf8.size() - done);
}

std::string escape_html(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size() + 16);
  append_escaped_html(out, utf8);
  return out;
}

}  // namespace comity::text
