// One pass over the raw bytes that knows just enough TOML: strings, comments, brackets, dots in keys.
#include <algorithm>

#include "policy/toml.h"
#include "text/characters.h"
#include "text/checked.h"

namespace comity::policy {
namespace {

// "U+200B"
std::string code_point_name(char32_t cp) {
  std::string digits;
  for (; cp != 0 || digits.size() < 4; cp >>= 4) digits += "0123456789ABCDEF"[cp & 15];
  std::reverse(digits.begin(), digits.end());
  return "U+" + digits;
}

class Scan {
 public:
  Scan(std::string_view bytes, const TomlLimits& limits, Diagnostics& diagnostics)
      : bytes_(bytes), limits_(limits), diagnostics_(diagnostics) {}

  bool run() {
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_];
      if (c == '\n') {
        if (!end_line()) return false;
        continue;
      }
      if (c == '#') {
        while (at_ < bytes_.size() && bytes_[at_] != '\n') ++at_;
        continue;
      }
      if (c == '"' || c == '\'') {
        if (is_glued() && stray_sign_in_word()) return refuse_stray_sign();
        if (!skip_string(c)) return false;
        fresh_ = false;
        continue;
      }
      if (static_cast<unsigned char>(c) >= 0x80 && !is_byte_order_mark()) return refuse_stray_sign();
      if (!structure(c)) return false;
      if (c != ' ' && c != '\t' && c != '\r') fresh_ = false;
      ++at_;
    }
    return end_line();
  }

 private:
  bool refuse(std::string message, std::string advice) {
    diagnostics_.error({line_, 1}, std::move(message), std::move(advice));
    return false;
  }

  bool is_byte_order_mark() const { return at_ < 3 && bytes_.starts_with("\xEF\xBB\xBF"); }

  // A quotation mark right behind a word begins no string: the library reads on as one word, to the next blank.
  bool is_glued() const {
    constexpr std::string_view before_a_string = " \t\r\n=,.[{";
    return at_ > 0 && static_cast<unsigned char>(bytes_[at_ - 1]) < 0x80 &&
           before_a_string.find(bytes_[at_ - 1]) == std::string_view::npos;
  }
  // Goes to the first sign of that word that is no ASCII; false, and stays, where there is none.
  bool stray_sign_in_word() {
    for (std::size_t i = at_;
         i < bytes_.size() && std::string_view(" \t\r\n").find(bytes_[i]) == std::string_view::npos; ++i) {
      if (static_cast<unsigned char>(bytes_[i]) < 0x80) continue;
      at_ = i;
      return true;
    }
    return false;
  }

  // TOML has nothing but ASCII outside strings and comments, and toml++ 3.3 goes astray on some of the rest there.
  bool refuse_stray_sign() {
    const std::size_t line_begin = bytes_.substr(0, at_).rfind('\n') + 1;
    std::size_t end = at_ + 1;
    while (end < bytes_.size() && (static_cast<unsigned char>(bytes_[end]) & 0xC0) == 0x80) ++end;
    const auto column = static_cast<int>(text::code_points(bytes_.substr(line_begin, at_ - line_begin))) + 1;
    std::size_t next = at_;
    const char32_t cp = text::next_code_point(bytes_, next);
    const text::Kind kind = text::character(cp).kind;
    if (kind == text::Kind::invisible) {
      diagnostics_.error({line_, column}, "an invisible sign outside quotation marks: " + code_point_name(cp),
                         "delete it and type the line anew: it came along from a web page or a text processor");
      return false;
    }
    if (kind == text::Kind::space || kind == text::Kind::line_end) {
      diagnostics_.error({line_, column}, "a blank that is no ordinary one: " + code_point_name(cp),
                         "delete it and type it anew: it came along from a web page or a text processor");
      return false;
    }
    diagnostics_.error({line_, column}, "a sign outside quotation marks: " + quoted(bytes_.substr(at_, end - at_)),
                       "texts, and keys with other signs than A-Z a-z 0-9 _ -, stand in plain quotation marks \" or '");
    return false;
  }

  bool end_line() {
    if (at_ - line_begin_ > limits_.line_bytes) {
      return refuse("this line is longer than " + std::to_string(limits_.line_bytes) + " bytes",
                    "break it up: a list may stand on several lines, a long text between three quotation marks");
    }
    parts_ = 1;
    if (at_ < bytes_.size()) ++at_;
    ++line_;
    line_begin_ = at_;
    fresh_ = true;
    return true;
  }

  bool structure(char c) {
    switch (c) {
      case '.':
        if (++parts_ > limits_.key_parts) {
          return refuse("a key has more than " + std::to_string(limits_.key_parts) + " parts between its dots",
                        "no key of a policy is that long: write it as in docs/formats/policy.md");
        }
        return true;
      case '[':
      case '{':
        if (c == '[' && fresh_ && depth_ == 0 && ++headers_ > limits_.headers) {
          return refuse("the document has more than " + std::to_string(limits_.headers) + " sections",
                        "a policy has at most 200 clauses; shorten it");
        }
        parts_ = 1;
        if (++depth_ > limits_.depth) {
          return refuse("lists and tables stand more than " + std::to_string(limits_.depth) + " deep in each other",
                        "no part of a policy is nested like that: look for an opening bracket that is never closed");
        }
        return true;
      case ']':
      case '}':
        if (depth_ > 0) --depth_;
        parts_ = 1;
        return true;
      case '=':
      case ',':
        parts_ = 1;
        return true;
      default:
        return true;
    }
  }

  // A string that is not closed is left for the library to complain about.
  bool skip_string(char quote) {
    const std::string triple(3, quote);
    if (bytes_.substr(at_, 3) == triple) return skip_multi_line(quote, triple);
    ++at_;
    while (at_ < bytes_.size() && bytes_[at_] != quote && bytes_[at_] != '\n') {
      if (quote == '"' && bytes_[at_] == '\\' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] != '\n') ++at_;
      ++at_;
    }
    if (at_ < bytes_.size() && bytes_[at_] == quote) ++at_;
    return true;
  }

  bool skip_multi_line(char quote, std::string_view triple) {
    at_ += 3;
    while (at_ < bytes_.size() && bytes_.substr(at_, 3) != triple) {
      if (quote == '"' && bytes_[at_] == '\\') {
        // The same mistake of toml++, behind a backslash that swallows blanks.
        const std::size_t next = bytes_.find_first_not_of(" \t\r\n", at_ + 1);
        if (next != at_ + 1 && next < bytes_.size() && bytes_[next] == '\xEF') {
          return refuse("behind a backslash at a line's end stands an unusual sign",
                        "begin the line with a letter or a blank line");
        }
        if (at_ + 1 < bytes_.size() && bytes_[at_ + 1] != '\n') ++at_;
      }
      if (bytes_[at_] == '\n') {
        ++line_;
        line_begin_ = at_ + 1;
      }
      ++at_;
    }
    if (at_ >= bytes_.size()) {
      at_ = bytes_.size();
      line_begin_ = at_;
      return true;
    }
    at_ += 3;
    while (at_ < bytes_.size() && bytes_[at_] == quote) ++at_;  // up to two quotes may stand before the closing ones
    line_begin_ = at_;
    return true;
  }

  std::string_view bytes_;
  const TomlLimits& limits_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  int line_ = 1;
  int parts_ = 1;
  int depth_ = 0;
  int headers_ = 0;
  bool fresh_ = true;  // nothing but blanks on this line so far
};

struct OtherFile {
  std::string_view begin;
  std::string_view what;
};
constexpr OtherFile other_files[] = {
    {"PK\x03\x04", "a document of a text processor, or another packed file"},
    {"\xD0\xCF\x11\xE0", "a document of a text processor"},
    {"{\\rtf", "a document of a text processor"},
    {"%PDF", "a PDF file"},
    {"<", "a web page, or another file of tags"},
    {"{", "JSON"},
};

// What a file is that cannot be a policy by its first signs; '' for any other.
std::string_view other_file(std::string_view bytes) {
  bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), bytes.size()));
  for (const OtherFile& other : other_files) {
    if (bytes.starts_with(other.begin)) return other.what;
  }
  return {};
}

int line_of(std::string_view bytes, std::size_t offset) {
  int line = 1;
  for (const char c : bytes.substr(0, offset)) line += c == '\n';
  return line;
}

}  // namespace

bool within_limits(std::string_view bytes, const TomlLimits& limits, Diagnostics& diagnostics) {
  if (bytes.size() > limits.bytes) {
    diagnostics.error({}, "the document is larger than " + std::to_string(limits.bytes) + " bytes",
                      "a policy is prose and conditions; move long word lists out of it or shorten it");
    return false;
  }
  if (const std::string_view other = other_file(bytes); !other.empty()) {
    diagnostics.error({1, 0}, "this is " + std::string(other) + ", not a policy",
                      "a policy is plain text (UTF-8) of lines like name = \"…\"; begin from one that ships: comity "
                      "policy show default --source > policy.toml");
    return false;
  }
  if (const std::size_t nul = bytes.find('\0'); nul != std::string_view::npos) {
    diagnostics.error({line_of(bytes, nul), 0}, "the document holds the character U+0000",
                      "this is no text file, or it is saved as UTF-16: save it as UTF-8");
    return false;
  }
  if (!text::is_well_formed(bytes)) {
    // The first line that is not well formed: everything before it is.
    std::size_t begin = 0;
    int line = 1;
    while (begin < bytes.size()) {
      const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
      if (!text::is_well_formed(bytes.substr(begin, end - begin))) break;
      begin = end + 1;
      ++line;
    }
    diagnostics.error({line, 0}, "this line is not UTF-8",
                      "save the file as UTF-8; the line holds letters in an older encoding");
    return false;
  }
  return Scan(bytes, limits, diagnostics).run();
}

Position position_in_string(std::string_view source, Position start, std::size_t offset) {
  std::size_t at = 0;
  for (int line = 1; line < start.line && at < source.size(); ++at) line += source[at] == '\n';
  const auto is_first_byte = [&](std::size_t i) { return (static_cast<unsigned char>(source[i]) & 0xC0) != 0x80; };
  for (int column = 1; column < start.column && at < source.size(); ++column) {
    do ++at;
    while (at < source.size() && !is_first_byte(at));
  }
  Position now = start;
  const auto step = [&] {  // over one byte of the source
    if (at >= source.size()) return;
    if (source[at] == '\n') {
      ++now.line;
      now.column = 1;
    } else if (is_first_byte(at)) {
      ++now.column;
    }
    ++at;
  };
  if (at >= source.size() || (source[at] != '"' && source[at] != '\'')) return start;
  const char quote = source[at];
  const bool multi = source.substr(at, 3) == std::string(3, quote);
  for (int i = 0; i < (multi ? 3 : 1); ++i) step();
  if (multi && source.substr(at, 2) == "\r\n") step();
  if (multi && source.substr(at, 1) == "\n") step();
  std::size_t decoded = 0;
  while (decoded < offset && at < source.size()) {
    if (multi && source.substr(at, 2) == "\r\n") step();  // counts as one line end
    if (quote == '\'' || source[at] != '\\') {
      ++decoded;
      step();
      continue;
    }
    step();  // the backslash
    if (at >= source.size()) break;
    const char escape = source[at];
    if (escape == 'u' || escape == 'U') {
      const std::size_t digits = escape == 'u' ? 4 : 8;
      unsigned long value = 0;
      for (std::size_t i = 1; i <= digits && at + i < source.size(); ++i) {
        const char d = source[at + i];
        value = value * 16 + static_cast<unsigned long>(d <= '9' ? d - '0' : (d | 0x20) - 'a' + 10);
      }
      for (std::size_t i = 0; i <= digits; ++i) step();
      decoded += value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
    } else if (escape == '\n' || escape == ' ' || escape == '\t' || escape == '\r') {
      while (at < source.size() &&
             (source[at] == '\n' || source[at] == ' ' || source[at] == '\t' || source[at] == '\r')) {
        step();
      }
    } else {
      step();
      ++decoded;
    }
  }
  return now;
}

}  // namespace comity::policy
