#include "policy/units.h"

#include <algorithm>
#include <optional>

#include "text/characters.h"
#include "text/fold.h"

namespace comity::policy {
namespace {

constexpr char32_t right_to_left_override = 0x202E;
constexpr char32_t pop_directional = 0x202C;

bool is_flag_letter(char32_t cp) { return cp >= 0x1F1E6 && cp <= 0x1F1FF; }

Unit unit_of(char32_t letter, char32_t written, text::Span span) {
  Unit unit;
  unit.letter = letter;
  unit.written = written;
  unit.span = span;
  unit.script = script_of(written);
  unit.is_word = text::in_word(letter) && !is_flag_letter(letter);
  unit.is_blank = is_blank(letter);
  return unit;
}

std::string utf8_of(char32_t cp) {
  std::string out;
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
  return out;
}

// "#100", "#x64": the character a reference stands for.
std::optional<char32_t> referred_to(std::string_view name) {
  if (name == "shy") return 0xAD;
  if (name == "zwnj") return 0x200C;
  if (name == "zwj") return 0x200D;
  if (name.size() < 2 || name[0] != '#') return std::nullopt;
  const bool hex = name[1] == 'x' || name[1] == 'X';
  name.remove_prefix(hex ? 2 : 1);
  if (name.empty() || name.size() > 7) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : name) {
    const char lower = static_cast<char>(c | 0x20);
    std::uint32_t digit = 0;
    if (c >= '0' && c <= '9')
      digit = static_cast<std::uint32_t>(c - '0');
    else if (hex && lower >= 'a' && lower <= 'f')
      digit = static_cast<std::uint32_t>(lower - 'a' + 10);
    else
      return std::nullopt;
    value = value * (hex ? 16 : 10) + digit;
  }
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return std::nullopt;
  return static_cast<char32_t>(value);
}

// The end of an inline tag that begins at `at`: <b>, </span>, <span style="x">, [i], [/i]; `at` when there is none.
std::size_t tag_end(std::string_view text, std::size_t at) {
  static constexpr std::string_view names[] = {"b",   "i",   "u",    "s",    "em", "strong", "span", "font", "small",
                                               "sub", "sup", "mark", "code", "a",  "del",    "ins",  "wbr"};
  const char close = text[at] == '<' ? '>' : ']';
  std::size_t name = at + 1;
  if (name < text.size() && text[name] == '/') ++name;
  std::size_t name_end = name;
  while (name_end < text.size() && ((text[name_end] | 0x20) >= 'a' && (text[name_end] | 0x20) <= 'z')) ++name_end;
  const std::string_view tag = text.substr(name, name_end - name);
  if (std::find(std::begin(names), std::end(names), tag) == std::end(names)) return at;
  std::size_t end = name_end;
  if (close == '>') {
    while (end < text.size() && end - at < 200 && text[end] != '>' && text[end] != '<' && text[end] != '\n') ++end;
  }
  return end < text.size() && text[end] == close ? end + 1 : at;
}

}  // namespace

bool is_blank(char32_t cp) {
  const text::Kind kind = text::character(cp).kind;
  return kind == text::Kind::space || kind == text::Kind::line_end;
}

bool is_digit(char32_t cp) { return cp >= U'0' && cp <= U'9'; }

std::uint8_t script_of(char32_t cp) {
  const text::Character character = text::character(cp);
  return character.kind == text::Kind::letter ? character.script : text::script_common;
}

std::u32string letters_of(std::string_view utf8) {
  std::u32string letters;
  for (std::size_t at = 0; at < utf8.size();) letters += text::next_code_point(utf8, at);
  return letters;
}

std::vector<Unit> units_of(const text::CheckedText& text) {
  const std::string_view author = text;
  const text::Folded folded = text::fold(text);
  std::vector<Unit> units;
  units.reserve(folded.utf8.size());
  std::size_t skip_to = 0;  // the author's bytes before this are dealt with
  for (std::size_t at = 0; at < folded.utf8.size();) {
    const std::size_t begin = at;
    const char32_t letter = text::next_code_point(folded.utf8, at);
    const std::uint32_t origin = folded.origin[begin];
    if (origin < skip_to) continue;
    const char first = author[origin];
    if (first == '<' || first == '[') {
      if (const std::size_t end = tag_end(author, origin); end != origin) {
        skip_to = end;
        continue;
      }
    }
    if (first == '&') {
      const std::size_t end = author.find(';', origin);
      if (end != std::string_view::npos && end - origin <= 10) {
        if (const auto cp = referred_to(author.substr(origin + 1, end - origin - 1))) {
          skip_to = end + 1;
          for (const char32_t one : letters_of(text::fold_word(utf8_of(*cp)))) {
            units.push_back(unit_of(one, *cp, {origin, static_cast<std::uint32_t>(end + 1)}));
          }
          continue;
        }
      }
    }
    std::size_t written_at = origin;
    const char32_t written = text::next_code_point(author, written_at);
    const text::Span span = folded.original({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
    units.push_back(unit_of(letter, written, span));
    units.back().is_expanded = units.size() > 1 && units[units.size() - 2].span.begin == origin;
  }
  return units;
}

std::vector<std::vector<Unit>> reversed_units(const text::CheckedText& text, const std::vector<Unit>& units) {
  std::vector<std::vector<Unit>> reversed;
  const std::string_view author = text;
  const std::string mark = utf8_of(right_to_left_override);
  const std::string end_mark = utf8_of(pop_directional);
  for (std::size_t at = author.find(mark); at != std::string_view::npos; at = author.find(mark, at + 1)) {
    const std::size_t end =
        std::min({author.find(end_mark, at), author.find('\n', at), author.find(mark, at + 1), author.size()});
    const auto first = std::lower_bound(units.begin(), units.end(), at,
                                        [](const Unit& u, std::size_t offset) { return u.span.begin < offset; });
    const auto last = std::lower_bound(first, units.end(), end,
                                       [](const Unit& u, std::size_t offset) { return u.span.begin < offset; });
    if (first != last) reversed.emplace_back(std::make_reverse_iterator(last), std::make_reverse_iterator(first));
  }
  return reversed;
}

}  // namespace comity::policy
