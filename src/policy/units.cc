#include "policy/units.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/characters.h"

namespace comity::policy {
namespace {

bool is_flag_letter(char32_t cp) { return cp >= 0x1F1E6 && cp <= 0x1F1FF; }

// What is one grapheme with the letter before it though nothing of it is seen: UAX #29 Extend and ZWJ.
bool extends(char32_t cp) {
  return cp == 0x034F || cp == 0x200C || cp == 0x200D || (cp >= 0xFE00 && cp <= 0xFE0F) ||
         (cp >= 0xE0020 && cp <= 0xE007F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}

void describe(Unit& unit, char32_t cp, const text::Character& character) {
  unit.written = cp;
  if (character.native.empty()) {
    unit.letter = cp >= U'A' && cp <= U'Z' ? cp | 0x20 : cp;
  } else {
    std::size_t end = 0;
    unit.letter = text::next_code_point(character.native, end);
  }
  const bool is_letter = character.kind == text::Kind::letter;
  unit.script = is_letter ? character.script : text::script_common;
  unit.is_word = (is_letter || character.kind == text::Kind::digit) && !is_flag_letter(cp);
  unit.is_line_end = character.kind == text::Kind::line_end;
  unit.is_blank = unit.is_line_end || character.kind == text::Kind::space;
  unit.is_upper = character.upper();
  if (unit.script == text::script_latin) {
    unit.latin = unit.letter;
  } else if (character.latin.size() == 1) {
    unit.latin = static_cast<unsigned char>(character.latin[0]);
  }
  unit.is_several = character.native.size() > 1 && text::code_points(character.native) > 1;
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
  if (text.substr(at, 4) == "<!--") {
    const std::size_t close = text.substr(at, 200).find("-->", 4);
    return close == std::string_view::npos ? at : at + close + 3;
  }
  const char close = text[at] == '<' ? '>' : ']';
  std::size_t name = at + 1;
  if (name < text.size() && text[name] == '/') ++name;
  std::size_t name_end = name;
  while (name_end < text.size() && ((text[name_end] | 0x20) >= 'a' && (text[name_end] | 0x20) <= 'z')) ++name_end;
  std::string tag(text.substr(name, std::min<std::size_t>(name_end - name, 8)));
  for (char& c : tag) c = static_cast<char>(c | 0x20);
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

std::uint8_t script_of(char32_t cp) {
  const text::Character character = text::character(cp);
  return character.kind == text::Kind::letter ? character.script : text::script_common;
}

std::u32string code_points_of(std::string_view utf8) {
  std::u32string all;
  for (std::size_t at = 0; at < utf8.size();) all += text::next_code_point(utf8, at);
  return all;
}

std::string utf8_of(char32_t cp) {
  const auto tail = [cp](unsigned shift) { return static_cast<char>(0x80 | ((cp >> shift) & 0x3F)); };
  if (cp < 0x80) return {static_cast<char>(cp)};
  if (cp < 0x800) return {static_cast<char>(0xC0 | (cp >> 6)), tail(0)};
  if (cp < 0x10000) return {static_cast<char>(0xE0 | (cp >> 12)), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | (cp >> 18)), tail(12), tail(6), tail(0)};
}

namespace {

std::array<Unit, 128> make_ascii() {
  std::array<Unit, 128> table;
  for (char32_t c = 0; c < table.size(); ++c) describe(table[c], c, text::character(c));
  return table;
}

class UnitReader {
 public:
  UnitReader(std::string_view text, std::vector<Unit>& units) : text_(text), units_(units) {}

  void run() {
    read();
    flags();
  }

 private:
  // Two regional indicators are a flag, one is a letter; three or more that stand alone spell a word.
  void flags() {
    if (!has_flags_) return;
    for (std::size_t i = 0; i < units_.size();) {
      std::size_t end = i;
      while (end < units_.size() && is_flag_letter(units_[end].written)) ++end;
      if (end - i == 1) {  // half a flag is none
        units_[i].is_word = true;
        units_[i].letter = units_[i].latin;
      }
      const bool alone = (i == 0 || !units_[i - 1].is_word) && (end == units_.size() || !units_[end].is_word);
      for (std::size_t k = i; k < end && alone && end - i > 2; ++k) {
        units_[k].is_word = true;
        units_[k].letter = units_[k].latin;
      }
      i = std::max(end, i + 1);
    }
  }

  void read() {
    units_.clear();
    units_.reserve(text_.size() + 1);
    for (std::size_t at = 0; at < text_.size();) {
      if (!ascii(at)) other(at);
    }
  }

  bool ascii(std::size_t& at) {
    static const std::array<Unit, 128> table = make_ascii();
    const auto c = static_cast<unsigned char>(text_[at]);
    if (c < 0x20 || c >= 0x7F) return false;
    if ((c == '<' || c == '[') && skip_tag(at)) return true;
    if (c == '&' && reference(at)) return true;
    Unit& unit = units_.emplace_back(table[c]);
    unit.begin = static_cast<std::uint32_t>(at);
    unit.end = unit.begin + 1;
    note_hidden(unit);
    ++at;
    return true;
  }

  void other(std::size_t& at) {
    const std::size_t from = at;
    const char32_t cp = text::next_code_point(text_, at);
    const text::Character character = text::character(cp);
    if (character.kind == text::Kind::mark) {
      if (!units_.empty()) {
        units_.back().is_marked = true;
        units_.back().end = static_cast<std::uint32_t>(at);
      }
      return;
    }
    if (character.kind == text::Kind::invisible) {
      if (extends(cp) && !units_.empty() && units_.back().end == from)
        units_.back().end = static_cast<std::uint32_t>(at);
      is_hidden_before_ = true;
      return;
    }
    Unit unit;
    describe(unit, cp, character);
    unit.begin = static_cast<std::uint32_t>(from);
    unit.end = static_cast<std::uint32_t>(at);
    has_flags_ = has_flags_ || is_flag_letter(cp);
    push(unit);
  }

  void push(Unit& unit) {
    note_hidden(unit);
    units_.push_back(unit);
  }

  void note_hidden(Unit& unit) {
    if (!is_hidden_before_ && !is_markup_before_) return;
    unit.is_hidden_before = is_hidden_before_;
    unit.is_markup_before = is_markup_before_;
    is_hidden_before_ = is_markup_before_ = false;
  }

  bool skip_tag(std::size_t& at) {
    const std::size_t end = tag_end(text_, at);
    if (end == at) return false;
    at = end;
    is_markup_before_ = true;
    return true;
  }

  bool reference(std::size_t& at) {
    const std::string_view ahead = text_.substr(at, 12);
    const std::size_t end = ahead.find(';');
    if (end == std::string_view::npos) return false;
    const auto cp = referred_to(ahead.substr(1, end - 1));
    if (!cp) return false;
    const text::Character character = text::character(*cp);
    const auto begin = static_cast<std::uint32_t>(at);
    at += end + 1;
    if (character.kind == text::Kind::mark || character.kind == text::Kind::invisible) {
      is_hidden_before_ = true;
      return true;
    }
    Unit unit;
    describe(unit, *cp, character);
    unit.begin = begin;
    unit.end = static_cast<std::uint32_t>(at);
    unit.is_reference = true;
    push(unit);
    return true;
  }

  std::string_view text_;
  std::vector<Unit>& units_;
  bool has_flags_ = false;
  bool is_hidden_before_ = false;
  bool is_markup_before_ = false;
};

}  // namespace

void units_of(std::string_view text, std::vector<Unit>& units) { UnitReader(text, units).run(); }

std::vector<Unit> reversed_units(std::string_view text, const std::vector<Unit>& units) {
  std::vector<Unit> reversed;
  constexpr std::string_view mark = "\u202E", end_mark = "\u202C";
  auto unit = units.begin();
  for (std::size_t at = text.find(mark); at != std::string_view::npos;) {
    const std::size_t next = text.find(mark, at + 1);
    const std::string_view piece = text.substr(at, next - at);
    const std::size_t end = at + std::min({piece.find(end_mark), piece.find('\n'), piece.size()});
    while (unit != units.end() && unit->begin < at) ++unit;
    const auto first = unit;
    while (unit != units.end() && unit->begin < end) ++unit;
    if (first != unit) {
      reversed.insert(reversed.end(), std::make_reverse_iterator(unit), std::make_reverse_iterator(first));
      for (auto one = reversed.end() - (unit - first); one != reversed.end(); ++one)
        one->is_hidden_before = one->is_markup_before = false;  // it stands behind them now
      Unit between;
      between.written = between.letter = U'\n';
      between.begin = between.end = reversed.back().begin;
      between.is_blank = between.is_line_end = true;
      reversed.push_back(between);
    }
    at = next;
  }
  return reversed;
}

}  // namespace comity::policy
