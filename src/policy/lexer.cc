#include "policy/lexer.h"

#include <array>
#include <limits>

#include "policy/diagnostics.h"

namespace comity::policy {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What word processors put in the place of a sign, and the sign.
struct Drawn {
  std::string_view as;
  std::string_view sign;
};
constexpr std::array drawn = {Drawn{"\u2010", "-"},  Drawn{"\u2011", "-"},  Drawn{"\u2012", "-"},
                              Drawn{"\u2013", "-"},  Drawn{"\u2014", "-"},  Drawn{"\u2212", "-"},
                              Drawn{"\u2264", "<="}, Drawn{"\u2265", ">="}, Drawn{"\u2260", "!="},
                              Drawn{"\u00D7", "*"},  Drawn{"\u00F7", "/"},  Drawn{"\u2026", "..."}};
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

void append_utf8(std::string& out, unsigned long cp) {
  if (cp < 0x80) {
    out += static_cast<char>(cp);
  } else if (cp < 0x800) {
    out += static_cast<char>(0xC0 | (cp >> 6));
    out += static_cast<char>(0x80 | (cp & 0x3F));
  } else if (cp < 0x10000) {
    out += static_cast<char>(0xE0 | (cp >> 12));
    out += static_cast<char>(0x80 | ((cp >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (cp & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (cp >> 18));
    out += static_cast<char>(0x80 | ((cp >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((cp >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (cp & 0x3F));
  }
}

class Lexer {
 public:
  Lexer(std::string_view source, std::vector<Token>& tokens, std::vector<ConditionError>& errors)
      : source_(source), tokens_(tokens), errors_(errors) {}

  bool run() {
    for (;;) {
      skip_blanks();
      if (at_ >= source_.size()) break;
      if (!next()) return false;
    }
    push(Token::Kind::end, at_);
    return true;
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0'; }

  bool fail_at(std::size_t offset, std::string message, std::string advice) {
    errors_.push_back({offset, std::move(message), std::move(advice), false});
    return false;
  }

  Token& push(Token::Kind kind, std::size_t begin) {
    Token token;
    token.kind = kind;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(at_);
    tokens_.push_back(std::move(token));
    return tokens_.back();
  }

  void skip_blanks() {
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        ++at_;
      } else if (c == '/' && peek(1) == '/') {
        while (at_ < source_.size() && source_[at_] != '\n') ++at_;
      } else {
        return;
      }
    }
  }

  bool next() {
    const std::size_t begin = at_;
    const char c = peek();
    if (c == '"' || c == '\'') return text(begin, false);
    if ((c == 'r' || c == 'R') && (peek(1) == '"' || peek(1) == '\'')) {
      ++at_;
      return text(begin, true);
    }
    if (is_letter(c)) {
      while (is_letter(peek()) || is_digit(peek())) ++at_;
      push(Token::Kind::name, begin).text = source_.substr(begin, at_ - begin);
      return true;
    }
    if (is_digit(c)) return number(begin);
    return sign(begin);
  }

  bool number(std::size_t begin) {
    std::int64_t value = 0;
    bool overflow = false;
    const auto digit = [&](char d) {
      overflow |= __builtin_mul_overflow(value, std::int64_t{10}, &value);
      overflow |= __builtin_add_overflow(value, std::int64_t{d - '0'}, &value);
    };
    while (is_digit(peek())) digit(source_[at_++]);
    const bool decimal = peek() == '.' && is_digit(peek(1));
    if (decimal) {
      ++at_;
      int places = 0;
      for (; is_digit(peek()); ++at_, ++places) {
        if (places < 4)
          digit(peek());
        else if (peek() != '0')
          return fail_at(begin, "a decimal has at most four places", "round it: 0.9375");
      }
      for (; places < 4; ++places) digit('0');
    }
    if (is_letter(peek())) {
      return fail_at(at_, "a number is followed by a letter",
                     "write numbers as 12 or 0.93, without a unit or exponent");
    }
    if (overflow) return fail_at(begin, "this number is too large", "the largest is 9223372036854775807");
    Token& token = push(decimal ? Token::Kind::decimal : Token::Kind::integer, begin);
    token.number = Number{value, decimal};
    return true;
  }

  bool text(std::size_t begin, bool raw) {
    const char quote = source_[at_++];
    if (peek() == quote && peek(1) == quote) {
      return fail_at(begin, "conditions have no texts in triple quotation marks",
                     "use one quotation mark on each side");
    }
    std::string value;
    while (peek() != quote) {
      if (at_ >= source_.size() || peek() == '\n') {
        return fail_at(begin, "this text is not closed", std::string("put ") + quote + " behind its last word");
      }
      if (raw || peek() != '\\') {
        value += source_[at_++];
      } else if (!escape(value)) {
        return false;
      }
    }
    ++at_;
    push(Token::Kind::text, begin).text = std::move(value);
    return true;
  }

  bool escape(std::string& value) {
    const std::size_t begin = at_++;
    const char c = peek();
    ++at_;
    switch (c) {
      case 'n':
        value += '\n';
        return true;
      case 't':
        value += '\t';
        return true;
      case '\\':
      case '"':
      case '\'':
        value += c;
        return true;
      case 'u':
        return code_point(begin, 4, value);
      case 'U':
        return code_point(begin, 8, value);
      default:
        return fail_at(begin, "unknown sign behind a backslash",
                       "known are \\n \\t \\\\ \\\" \\' \\uXXXX; for a regular expression put r before the quotation "
                       "mark: r'\\d+'");
    }
  }

  bool code_point(std::size_t begin, int digits, std::string& value) {
    unsigned long cp = 0;
    for (int i = 0; i < digits; ++i, ++at_) {
      const char d = peek();
      const char lower = static_cast<char>(d | 0x20);
      if (is_digit(d)) {
        cp = cp * 16 + static_cast<unsigned long>(d - '0');
      } else if (lower >= 'a' && lower <= 'f') {
        cp = cp * 16 + static_cast<unsigned long>(lower - 'a' + 10);
      } else {
        return fail_at(begin, "a code point has " + std::to_string(digits) + " hexadecimal digits",
                       "write for example \\u00e9");
      }
    }
    if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) {
      return fail_at(begin, "there is no such character", "code points go from 1 to 10FFFF without D800 to DFFF");
    }
    append_utf8(value, cp);
    return true;
  }

  bool sign(std::size_t begin) {
    static constexpr std::array<std::string_view, 6> two = {"&&", "||", "==", "!=", "<=", ">="};
    const std::string_view ahead = source_.substr(at_, 2);
    for (const std::string_view known : two) {
      if (ahead == known) {
        at_ += 2;
        push(Token::Kind::sign, begin).text = known;
        return true;
      }
    }
    const char c = peek();
    if (std::string_view("!?:+-*/%<>()[],.").find(c) != std::string_view::npos) {
      ++at_;
      push(Token::Kind::sign, begin).text = c;
      return true;
    }
    if (ahead == "=>" || ahead == "=<") {
      const std::string turned{ahead[1], '='};
      return fail_at(begin, "'" + std::string(ahead) + "' stands the wrong way round", "write '" + turned + "'");
    }
    if (c == '&' || c == '|' || c == '=') {
      const std::string doubled(2, c);
      return fail_at(begin, std::string("a single '") + c + "' means nothing in a condition",
                     "write '" + doubled + "'");
    }
    std::size_t length = 1;
    while (begin + length < source_.size() && (static_cast<unsigned char>(source_[begin + length]) & 0xC0) == 0x80)
      ++length;
    const std::string_view written = source_.substr(begin, length);
    const std::string shown = quoted(written);
    for (const Drawn& one : drawn) {
      if (written == one.as) return fail_at(begin, "a typographic sign: " + shown, "write " + quoted(one.sign));
    }
    if (written == "\u00A0" || written == "\u202F")
      return fail_at(begin, "a blank that is no ordinary one", "type it anew: it came along from a text processor");
    if (ahead == "\xE2\x80" || source_.substr(at_, 2) == "\xC2\xAB") {
      return fail_at(begin, "a typographic sign: " + shown, "use the plain quotation marks \" or '");
    }
    return fail_at(begin, "unknown sign " + shown,
                   "texts stand in quotation marks; signs are && || ! == != < <= > >= + - * / % ? : ( ) [ ]");
  }

  std::string_view source_;
  std::vector<Token>& tokens_;
  std::vector<ConditionError>& errors_;
  std::size_t at_ = 0;
};

}  // namespace

bool tokens_of(std::string_view source, std::vector<Token>& tokens, std::vector<ConditionError>& errors) {
  return Lexer(source, tokens, errors).run();
}

}  // namespace comity::policy
