#include "interchange/html_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace comity::interchange {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

using Named = std::pair<std::string_view, char32_t>;

// HTML 4.01 section 24: those seen in names and titles of real exports, sorted.
constexpr auto named = std::to_array<Named>({
    {"Aacute", 0xC1},  {"Agrave", 0xC0},   {"Ccedil", 0xC7},  {"Eacute", 0xC9},  {"Egrave", 0xC8},  {"Oacute", 0xD3},
    {"Ouml", 0xD6},    {"Uuml", 0xDC},     {"aacute", 0xE1},  {"acirc", 0xE2},   {"agrave", 0xE0},  {"amp", '&'},
    {"apos", '\''},    {"auml", 0xE4},     {"bdquo", 0x201E}, {"bull", 0x2022},  {"ccedil", 0xE7},  {"copy", 0xA9},
    {"deg", 0xB0},     {"eacute", 0xE9},   {"ecirc", 0xEA},   {"egrave", 0xE8},  {"euml", 0xEB},    {"euro", 0x20AC},
    {"gt", '>'},       {"hellip", 0x2026}, {"iacute", 0xED},  {"icirc", 0xEE},   {"iuml", 0xEF},    {"laquo", 0xAB},
    {"ldquo", 0x201C}, {"lsquo", 0x2018},  {"lt", '<'},       {"mdash", 0x2014}, {"middot", 0xB7},  {"nbsp", 0xA0},
    {"ndash", 0x2013}, {"ntilde", 0xF1},   {"oacute", 0xF3},  {"ocirc", 0xF4},   {"ouml", 0xF6},    {"quot", '"'},
    {"raquo", 0xBB},   {"rdquo", 0x201D},  {"reg", 0xAE},     {"rsquo", 0x2019}, {"sbquo", 0x201A}, {"shy", 0xAD},
    {"szlig", 0xDF},   {"trade", 0x2122},  {"uacute", 0xFA},  {"ucirc", 0xFB},   {"ugrave", 0xF9},  {"uuml", 0xFC},
});
static_assert(std::is_sorted(named.begin(), named.end(),
                             [](const Named& a, const Named& b) { return a.first < b.first; }));

// HTML Living Standard section 13.2.5.80: what references to 0x80-0x9F have always meant.
constexpr std::array<char16_t, 32> windows_1252 = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                                   0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
    return;
  }
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr std::array<unsigned, 4> lead = {0, 0xC0, 0xE0, 0xF0};
  out.push_back(static_cast<char>(lead[static_cast<std::size_t>(more)] | (c >> (6 * more))));
  for (int shift = 6 * (more - 1); shift >= 0; shift -= 6)
    out.push_back(static_cast<char>(0x80 | ((c >> shift) & 0x3F)));
}

// The character behind the reference at the beginning of `text` ("&#233;"), and its length; 0: none.
std::pair<char32_t, std::size_t> reference(std::string_view text) {
  const std::size_t end = text.substr(0, 12).find(';');
  if (end == std::string_view::npos || end < 3) return {0, 0};
  std::string_view body = text.substr(1, end - 1);
  if (body[0] != '#') {
    const auto found = std::lower_bound(named.begin(), named.end(), body,
                                        [](const Named& entry, std::string_view name) { return entry.first < name; });
    if (found == named.end() || found->first != body) return {0, 0};
    return {found->second, end + 1};
  }
  body.remove_prefix(1);
  const bool hex = !body.empty() && (body[0] == 'x' || body[0] == 'X');
  if (hex) body.remove_prefix(1);
  if (body.empty()) return {0, 0};
  char32_t c = 0;
  for (const char d : body) {
    const char l = lower(d);
    if (d >= '0' && d <= '9')
      c = c * (hex ? 16 : 10) + static_cast<char32_t>(d - '0');
    else if (hex && l >= 'a' && l <= 'f')
      c = c * 16 + static_cast<char32_t>(l - 'a' + 10);
    else
      return {0, 0};
    if (c > 0x10FFFF) c = 0xFFFD;
  }
  if (c >= 0x80 && c <= 0x9F) c = windows_1252[c - 0x80];
  if (c < 0x20 && c != '\n' && c != '\t') c = ' ';
  if (c >= 0xD800 && c <= 0xDFFF) c = 0xFFFD;
  return {c, end + 1};
}

// The length of a tag or HTML comment at the beginning of `text`; 0 when it only looks like one.
std::size_t tag_length(std::string_view text) {
  if (text.size() < 3 || !(is_letter(text[1]) || text[1] == '/' || text[1] == '!')) return 0;
  const std::size_t end = text.find('>');
  return end == std::string_view::npos ? 0 : end + 1;
}

std::string tag_name(std::string_view tag) {
  std::size_t at = tag.starts_with("</") ? 2 : 1;
  std::string name;
  while (at < tag.size() && (is_letter(tag[at]) || (tag[at] >= '0' && tag[at] <= '9')))
    name.push_back(lower(tag[at++]));
  return name;
}

bool is_block(std::string_view name) {
  constexpr auto blocks = std::to_array<std::string_view>(
      {"address", "article", "blockquote", "br", "dd", "div",   "dl", "dt", "figure", "h1",
       "h2",      "h3",      "h4",         "h5", "h6", "hr",    "li", "ol", "p",      "pre",
       "section", "table",   "tbody",      "td", "th", "thead", "tr", "ul"});
  return std::find(blocks.begin(), blocks.end(), name) != blocks.end();
}

bool is_void(std::string_view name) { return name == "br" || name == "hr" || name == "img" || name == "wbr"; }

}  // namespace

std::string plain_text(std::string_view html) {
  std::string out;
  bool blank = false;
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] == '<') {
      if (const std::size_t length = tag_length(html.substr(at)); length != 0) {
        blank = blank || is_block(tag_name(html.substr(at, length)));
        at += length;
        continue;
      }
    }
    if (is_blank(html[at])) {
      blank = true;
      ++at;
      continue;
    }
    if (blank && !out.empty()) out.push_back(' ');
    blank = false;
    if (html[at] == '&') {
      const auto [c, length] = reference(html.substr(at));
      if (length != 0) {
        append_utf8(out, c);
        at += length;
        continue;
      }
    }
    out.push_back(html[at++]);
  }
  return out;
}

std::string with_line_breaks(std::string_view html) {
  std::string out;
  out.reserve(html.size() + html.size() / 16);
  std::size_t pre = 0;       // open <pre>s
  std::size_t inlines = 0;   // open inline elements: a paragraph cannot end inside one
  bool beside_block = true;  // nothing but white space since a block's tag, or the beginning
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] == '<') {
      const std::size_t length = tag_length(html.substr(at));
      if (length != 0) {
        const std::string_view tag = html.substr(at, length);
        const std::string name = tag_name(tag);
        const bool closes = tag.starts_with("</");
        if (is_block(name)) {
          beside_block = true;
          if (name == "pre") pre = closes ? (pre > 0 ? pre - 1 : 0) : pre + 1;
        } else if (!name.empty()) {
          beside_block = false;
          if (!is_void(name) && !tag.ends_with("/>")) inlines = closes ? (inlines > 0 ? inlines - 1 : 0) : inlines + 1;
        }
        out.append(tag);
        at += length;
        continue;
      }
    }
    if (!is_blank(html[at]) || pre > 0) {
      if (!is_blank(html[at])) beside_block = false;
      out.push_back(html[at++]);
      continue;
    }
    std::size_t end = at;
    std::size_t newlines = 0;
    for (; end < html.size() && is_blank(html[end]); ++end)
      if (html[end] == '\n' || (html[end] == '\r' && (end + 1 == html.size() || html[end + 1] != '\n'))) ++newlines;
    const std::string_view behind = html.substr(end);
    const std::size_t tag = behind.starts_with('<') ? tag_length(behind) : 0;
    const bool before_block = behind.empty() || (tag != 0 && is_block(tag_name(behind.substr(0, tag))));
    if (newlines == 0)
      out.append(html.substr(at, end - at));
    else if (beside_block || before_block)
      out.push_back('\n');
    else if (newlines == 1)
      out.append("<br>\n");
    else
      out.append(inlines == 0 ? "\n<p>" : "<br><br>\n");
    at = end;
  }
  return out;
}

bool is_escaped_twice(std::string_view html) {
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1))
    if (tag_length(html.substr(at)) != 0) return false;
  if (html.find("&lt;br") != std::string_view::npos) return true;
  for (const std::string_view name :
       {"p", "em", "strong", "b", "i", "a", "blockquote", "ul", "ol", "li", "span", "div"}) {
    const std::string open = "&lt;" + std::string(name);
    const std::string close = "&lt;/" + std::string(name) + "&gt;";
    const std::size_t at = html.find(open);
    if (at == std::string_view::npos || html.find(close, at) == std::string_view::npos) continue;
    const std::string_view behind = html.substr(at + open.size());
    if (behind.starts_with("&gt;") || behind.starts_with(' ')) return true;
  }
  return false;
}

std::string unescaped_once(std::string_view html) {
  std::string out;
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] == '&') {
      const auto [c, length] = reference(html.substr(at));
      if (length != 0 && (c == '<' || c == '>' || c == '"' || c == '\'' || c == '&')) {
        out.push_back(static_cast<char>(c));
        at += length;
        continue;
      }
    }
    out.push_back(html[at++]);
  }
  return out;
}

std::optional<Time> parse_sql_date(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-dd dd:dd:dd";
  if (text.size() != shape.size()) return std::nullopt;
  std::array<int, 6> parts{};
  std::size_t part = 0;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] != 'd') {
      if (text[i] != shape[i] && !(shape[i] == ' ' && text[i] == 'T')) return std::nullopt;
      ++part;
    } else {
      if (text[i] < '0' || text[i] > '9') return std::nullopt;
      parts[part] = parts[part] * 10 + (text[i] - '0');
    }
  }
  using namespace std::chrono;
  const year_month_day day{year(parts[0]), month(static_cast<unsigned>(parts[1])),
                           std::chrono::day(static_cast<unsigned>(parts[2]))};
  if (parts[0] < 1970 || !day.ok() || parts[3] > 23 || parts[4] > 59 || parts[5] > 60) return std::nullopt;
  const Time time{sys_days(day).time_since_epoch() + hours(parts[3]) + minutes(parts[4]) + seconds(parts[5])};
  if (to_ms(time) <= 0) return std::nullopt;
  return time;
}

}  // namespace comity::interchange
