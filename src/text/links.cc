#include "text/links.h"

#include <algorithm>

#include "text/address.h"

namespace comity::text {
namespace {

constexpr std::size_t longest_address = 2'048;
constexpr std::size_t longest_authority = 320;  // a host of 253 bytes, in UTF-8 perhaps longer, and a port

bool starts_with_folded(std::string_view text, std::size_t at, std::string_view lower) {
  if (text.size() - at < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char c = text[at + i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != lower[i]) return false;
  }
  return true;
}

bool alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<signed char>(c) < 0;
}

// Quotation marks, ellipses, ideographic punctuation and spaces: no one types them inside an address.
bool ends_address(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned c = byte(at);
  if (c <= 0x20 || c == 0x7F) return true;
  if (c < 0x80) return c == '<' || c == '>' || c == '"' || c == '`' || c == '|' || c == '\\' || c == '^';
  const unsigned d = byte(at + 1), e = byte(at + 2);
  if (c == 0xC2) return d < 0xA2 || d == 0xAB || d == 0xBB;                  // C1, no-break space, « »
  if (c == 0xE2 && d == 0x80) return e <= 0xAF || e == 0xB9 || e == 0xBA;    // U+2000-202F, ‹ ›
  if (c == 0xE2 && d == 0x81) return e >= 0xA0 && e <= 0xAF;                 // word joiner, isolates
  if (c == 0xE3 && d == 0x80) return e <= 0x9F;                              // U+3000-301F
  if (c == 0xEF && d == 0xBC) return e <= 0x8F || (e >= 0x9A && e <= 0xA0);  // full-width punctuation
  if (c == 0xEF && d == 0xBD) return e >= 0x9B && e <= 0xA5;
  return c == 0xEF && d == 0xBB && e == 0xBF;
}

bool trails(char c) { return std::string_view(".,;:!?'*_~-").find(c) != std::string_view::npos; }

char opener_of(char closer) { return closer == ')' ? '(' : closer == ']' ? '[' : closer == '}' ? '{' : '\0'; }

bool digit(char c) { return c >= '0' && c <= '9'; }

// Where the host and its port end that begin at `rest`; text full of broken addresses costs no more than text.
std::size_t authority_end(std::string_view text, std::size_t rest) {
  const std::size_t limit = std::min(text.size(), rest + longest_authority);
  std::size_t at = rest;
  if (at < limit && text[at] == '[') {
    const std::size_t closer = text.substr(0, limit).find(']', at);
    if (closer == std::string_view::npos) return rest;
    at = closer + 1;
  } else {
    while (at < limit && (alphanumeric(text[at]) || text[at] == '.' || text[at] == '-' || text[at] == '_') &&
           !ends_address(text, at))
      ++at;
  }
  if (at + 1 < limit && text[at] == ':' && digit(text[at + 1]))
    for (++at; at < limit && digit(text[at]);) ++at;
  return at;
}

// Where the address ends whose host ends at `path`: before the first closing bracket without its opener and before
// an opening bracket that never closes.
std::size_t path_end(std::string_view text, std::size_t begin, std::size_t path) {
  std::vector<std::size_t> open;
  std::size_t at = path;
  if (at < text.size() && std::string_view("/?#").find(text[at]) == std::string_view::npos) return at;
  for (; at < text.size() && at - begin <= longest_address && !ends_address(text, at); ++at) {
    const char c = text[at];
    if (c == '(' || c == '[' || c == '{') open.push_back(at);
    if (const char opener = opener_of(c); opener != '\0') {
      if (open.empty() || text[open.back()] != opener) break;
      open.pop_back();
    }
  }
  return open.empty() ? at : open.front();
}

// Without the punctuation of the sentence around it.
std::size_t trimmed_end(std::string_view text, std::size_t begin, std::size_t at) {
  const auto letter = [&](std::size_t i) { return alphanumeric(text[i]) && !digit(text[i]) && text[i] > 0; };
  for (;;) {
    const std::size_t before = at;
    while (at > begin && trails(text[at - 1])) --at;
    // "&quot;" behind an address is how Markdown writes a closing quotation mark.
    if (at > begin && before != at && text[at] == ';') {
      std::size_t name = at;
      while (name > begin && letter(name - 1)) --name;
      if (name > begin && name < at && text[name - 1] == '&') at = name - 1;
    }
    if (before == at) return at;
  }
}

}  // namespace

std::vector<Link> links_in(std::string_view utf8) {
  std::vector<Link> links;
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    const char c = utf8[at];
    std::size_t rest = 0;
    if (c == 'h' || c == 'H') {
      if (starts_with_folded(utf8, at, "http://")) rest = at + 7;
      if (starts_with_folded(utf8, at, "https://")) rest = at + 8;
    } else if ((c == 'w' || c == 'W') && starts_with_folded(utf8, at, "www.")) {
      if (at == 0 || !alphanumeric(utf8[at - 1])) rest = at + 4;
    }
    if (rest == 0) continue;
    const std::size_t path = authority_end(utf8, rest);
    const bool plain = path > rest && (path == utf8.size() || utf8[path] != '@');
    const std::size_t end = plain ? trimmed_end(utf8, rest, path_end(utf8, at, path)) : rest;
    const bool bare = c == 'w' || c == 'W';
    const std::string url = (bare ? "https://" : "") + std::string(utf8.substr(at, end - at));
    const auto address = end > rest && end - at <= longest_address ? web_address(url) : std::optional<Address>();
    if (!address) {
      at = rest - 1;
      continue;
    }
    links.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, url, address->host});
    at = end - 1;
  }
  return links;
}

}  // namespace comity::text
