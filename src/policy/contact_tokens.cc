#include "policy/contact_tokens.h"

#include <algorithm>

#include "text/characters.h"

namespace comity::policy {
namespace {

using Kind = ContactToken::Kind;

// 0-9 of the scripts that the nine languages are typed in; -1: no digit.
int digit_of(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c >= 0x0660 && c <= 0x0669) return static_cast<int>(c - 0x0660);            // Arabic-Indic
  if (c >= 0x06F0 && c <= 0x06F9) return static_cast<int>(c - 0x06F0);            // extended Arabic-Indic
  if (c >= 0xFF10 && c <= 0xFF19) return static_cast<int>(c - 0xFF10);            // full-width
  if (c >= 0x1D7CE && c <= 0x1D7FF) return static_cast<int>((c - 0x1D7CE) % 10);  // mathematical
  return -1;
}

bool is_capital(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return text::character(c).upper();
}

// 0: the character is left out.
char32_t plain(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c == 0x0130 || c == 0x0131) return 'i';
  if ((c >= 0x0100 && c <= 0x0137) || (c >= 0x014A && c <= 0x0177)) return c | 1;
  if ((c >= 0x0139 && c <= 0x0148) || (c >= 0x0179 && c <= 0x017E)) return c % 2 ? c + 1 : c;
  if (c == 0x018F) return 0x0259;
  if (c == 0x0401 || c == 0x0451) return 0x0435;  // yo
  if (c >= 0x0410 && c <= 0x042F) return c + 32;
  if (c >= 0x0400 && c <= 0x040F) return c + 80;
  if (c >= 0x0531 && c <= 0x0556) return c + 48;
  if (c == 0x0622 || c == 0x0623 || c == 0x0625 || c == 0x0671) return 0x0627;  // alef
  if (c == 0x0649) return 0x064A;
  if (c == 0x0629) return 0x0647;
  if ((c >= 0x064B && c <= 0x0652) || c == 0x0640 || c == 0x0670) return 0;  // vowel marks, tatweel
  return c;
}

void append(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

void append_plain(std::string& out, char32_t c) {
  if (const int digit = digit_of(c); digit >= 0) {
    out += static_cast<char>('0' + digit);
  } else if (const char32_t letter = plain(c); letter != 0) {
    append(out, letter);
  }
}

enum class Sort { word, number, sign, space, line_end, nothing };

Sort sort_of(char32_t c) {
  if (c < 0x80) {
    if (c >= '0' && c <= '9') return Sort::number;
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') return Sort::word;
    if (c == '\n') return Sort::line_end;
    return c <= 0x20 || c == 0x7F ? Sort::space : Sort::sign;
  }
  if (digit_of(c) >= 0) return Sort::number;
  switch (text::character(c).kind) {
    case text::Kind::letter:
    case text::Kind::mark:
    case text::Kind::digit:  // of another script: no number that people dial
      return Sort::word;
    case text::Kind::invisible:
      return Sort::nothing;
    case text::Kind::space:
      return Sort::space;
    case text::Kind::line_end:
      return Sort::line_end;
    default:
      return Sort::sign;
  }
}

char32_t sign_of(char32_t c) {
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x058A || c == 0xFF0D) return '-';
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;  // full-width
  if (c == 0x2019 || c == 0x02BC) return '\'';
  if (c == 0x060C) return ',';
  return c;
}

}  // namespace

std::string plain_letters(std::string_view utf8) {
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) append_plain(out, text::next_code_point(utf8, at));
  return out;
}

void ContactTokens::add(ContactToken token) { tokens_.push_back(token); }

ContactTokens::ContactTokens(std::string_view utf8, const std::vector<text::Link>& links) : utf8_(utf8) {
  pool_.reserve(utf8.size());
  tokens_.reserve(utf8.size() / 4 + 8);
  bool space = true;
  bool line = true;
  std::size_t link = 0;
  std::size_t word = 0;  // where the last token begins in pool_, which never moves: it was reserved whole
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t begin = at;
    if (link < links.size() && at >= links[link].span.begin) {
      ContactToken token;
      token.kind = Kind::link;
      token.line_before = line;
      token.begin = links[link].span.begin;
      token.end = links[link].span.end;
      token.link = static_cast<std::uint32_t>(link++);
      add(token);
      at = std::max<std::size_t>(at, token.end);
      space = line = false;
      continue;
    }
    const char32_t c = text::next_code_point(utf8, at);
    const Sort sort = sort_of(c);
    if (sort == Sort::nothing) continue;
    if (sort == Sort::space || sort == Sort::line_end) {
      space = true;
      line |= sort == Sort::line_end;
      continue;
    }
    const Kind kind = sort == Sort::word ? Kind::word : sort == Sort::number ? Kind::number : Kind::sign;
    const bool grows = kind != Kind::sign && !space && !tokens_.empty() && tokens_.back().kind == kind;
    if (!grows) {
      ContactToken token;
      token.kind = kind;
      token.glued = !space;
      token.line_before = line;
      token.capital = kind == Kind::word && is_capital(c);
      token.sign = kind == Kind::sign ? sign_of(c) : 0;
      token.begin = static_cast<std::uint32_t>(begin);
      word = pool_.size();
      add(token);
    }
    ContactToken& token = tokens_.back();
    if (kind != Kind::sign) {
      append_plain(pool_, c);
      token.plain = std::string_view(pool_).substr(word);
    }
    token.end = static_cast<std::uint32_t>(at);
    space = line = false;
  }
}

}  // namespace comity::policy
