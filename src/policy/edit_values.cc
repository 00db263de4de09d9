// Values of a document as bytes: where they end, and how a text is written.
#include <algorithm>

#include "policy/edit.h"

namespace comity::policy {
namespace {

// Behind the string that begins at `at`.
std::size_t string_end(std::string_view bytes, std::size_t at) {
  const char mark = bytes[at];
  const std::string three(3, mark);
  const bool many = bytes.substr(at, 3) == three;
  std::size_t here = at + (many ? 3 : 1);
  while (here < bytes.size()) {
    if (mark == '"' && bytes[here] == '\\') {
      here += 2;
    } else if (!many && bytes[here] == mark) {
      return here + 1;
    } else if (many && bytes.substr(here, 3) == three) {
      here += 3;
      // Up to two quotation marks may stand right before the closing three.
      for (int more = 0; more < 2 && here < bytes.size() && bytes[here] == mark; ++more) ++here;
      return here;
    } else {
      ++here;
    }
  }
  return bytes.size();
}

std::string escaped(std::string_view text, bool many) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  int marks = 0;  // quotation marks in a row
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    marks = c == '"' ? marks + 1 : 0;
    if (c == '\\' || (c == '"' && (!many || marks == 3))) {
      out += '\\';
      out += c;
      marks = 0;
    } else if (c == '\n' && many) {
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += c;
    }
  }
  if (many && out.ends_with('"')) out.insert(out.size() - 1, 1, '\\');
  return out;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

}  // namespace

std::size_t value_end(std::string_view bytes, std::size_t at) {
  if (at >= bytes.size()) return bytes.size();
  if (bytes[at] == '"' || bytes[at] == '\'') return string_end(bytes, at);
  if (bytes[at] == '[' || bytes[at] == '{') {
    int depth = 0;
    while (at < bytes.size()) {
      const char c = bytes[at];
      if (c == '"' || c == '\'') {
        at = string_end(bytes, at);
        continue;
      }
      if (c == '#') {
        at = std::min(bytes.find('\n', at), bytes.size());
        continue;
      }
      ++at;
      if (c == '[' || c == '{') ++depth;
      if ((c == ']' || c == '}') && --depth == 0) return at;
    }
    return bytes.size();
  }
  const std::size_t end = std::min(bytes.find_first_of(",]}#\r\n", at), bytes.size());
  const std::size_t last = bytes.substr(at, end - at).find_last_not_of(" \t");
  return last == std::string_view::npos ? at : at + last + 1;
}

std::string quoted_text(std::string_view text, std::string_view like) {
  const bool literal = like.starts_with('\'');
  const bool was_many = like.starts_with("\"\"\"") || like.starts_with("'''");
  if (was_many || text.find('\n') != std::string_view::npos) {
    // The first line end behind the opening marks is not part of the text.
    const std::string_view first = !was_many || like.substr(3, 1) == "\n" || text.starts_with('\n') ? "\n" : "";
    std::string plain(text);
    std::replace(plain.begin(), plain.end(), '\n', ' ');
    const bool stays = literal && was_many && text.find("'''") == std::string_view::npos && !text.ends_with('\'') &&
                       !has_control(plain);
    const std::string marks = stays ? "'''" : "\"\"\"";
    return marks + std::string(first) + (stays ? std::string(text) : escaped(text, true)) + marks;
  }
  if (literal && text.find('\'') == std::string_view::npos && !has_control(text)) return "'" + std::string(text) + "'";
  return "\"" + escaped(text, false) + "\"";
}

}  // namespace comity::policy
