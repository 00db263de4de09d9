#include "text/markup_tree.h"

#include <cmark-gfm.h>

#include <algorithm>

namespace comity::text {
namespace {

// Two noncharacters, which no text has a use for; an author's own are replaced.
constexpr std::string_view open_mark = "\uFDD0", close_mark = "\uFDD1";

bool blank(char c) { return c == ' ' || c == '\t'; }

bool is_mark(std::string_view s, std::size_t at) {
  const std::string_view three = s.substr(at, 3);
  return three == open_mark || three == close_mark || three == escaped_tilde;
}

// The length of a numeric character reference at `s[at]` to a mark of ours, or 0. CommonMark 6.2.
std::size_t reference_to_mark(std::string_view s, std::size_t at) {
  std::size_t i = at + 2;
  if (s.substr(at, 2) != "&#" || i >= s.size()) return 0;
  const bool hex = s[i] == 'x' || s[i] == 'X';
  if (hex) ++i;
  unsigned value = 0;
  for (const std::size_t first = i; i < s.size() && i - first < 8; ++i) {
    const char c = static_cast<char>(s[i] | 0x20);
    if (s[i] >= '0' && s[i] <= '9')
      value = value * (hex ? 16U : 10U) + static_cast<unsigned>(s[i] - '0');
    else if (hex && c >= 'a' && c <= 'f')
      value = value * 16U + static_cast<unsigned>(c - 'a') + 10U;
    else
      break;
  }
  const bool ours = value >= 0xFDD0 && value <= 0xFDD2;
  return ours && i < s.size() && s[i] == ';' ? i + 1 - at : 0;
}

// Appends a piece of the source without what would be taken for a mark of ours.
void append_source(std::string& out, std::string_view piece) {
  for (std::size_t at = 0; at < piece.size();) {
    const std::size_t next = std::min(piece.find_first_of("\xEF\\&", at), piece.size());
    out.append(piece, at, next - at);
    if (next == piece.size()) return;
    at = next + 1;
    if (piece.substr(next, 2) == "\\~") {
      out += escaped_tilde;
      ++at;
    } else if (piece[next] == '\\' && next + 1 < piece.size() && (piece[next + 1] == '\\' || piece[next + 1] == '&')) {
      out += piece.substr(next, 2);  // escaped: the second begins nothing
      ++at;
    } else if (const std::size_t length = reference_to_mark(piece, next); length > 0) {
      out += "\uFFFD";
      at = next + length;
    } else if (is_mark(piece, next)) {
      out += "\uFFFD";
      at = next + 3;
    } else {
      out += piece[next];
    }
  }
}

// "<https://...>" is Markdown's own way to say so, unless the bracket is escaped.
bool in_angle_brackets(std::string_view s, Span address) {
  if (address.begin == 0 || s[address.begin - 1] != '<' || address.end >= s.size() || s[address.end] != '>')
    return false;
  std::size_t backslashes = 0;
  while (backslashes + 1 < address.begin && s[address.begin - 2 - backslashes] == '\\') ++backslashes;
  return backslashes % 2 == 0;
}

Tree parse(std::string_view source) {
  return Tree(cmark_parse_document(source.data(), source.size(), CMARK_OPT_DEFAULT));
}

// "~~words~~" is struck out. An escaped "\~" is a mark by now, so two tildes were typed as such.
void find_strokes(Parsed& parsed) {
  struct Stroke {
    cmark_node* node;
    std::size_t at;
  };
  std::unordered_map<cmark_node*, Stroke> waiting;  // by parent
  cmark_iter* iter = cmark_iter_new(parsed.tree.get());
  for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
    cmark_node* node = cmark_iter_get_node(iter);
    if (event != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_TEXT) continue;
    const std::string_view s = cmark_node_get_literal(node);
    for (std::size_t at = s.find("~~"), end = 0; at != std::string_view::npos; at = s.find("~~", end)) {
      end = std::min(s.find_first_not_of('~', at), s.size());
      if (end - at != 2) continue;
      cmark_node* parent = cmark_node_parent(node);
      const auto opener = waiting.find(parent);
      const bool may_close = at > 0 ? !blank(s[at - 1]) : cmark_node_previous(node) != nullptr;
      const bool may_open = end < s.size() ? !blank(s[end]) : cmark_node_next(node) != nullptr;
      if (opener != waiting.end() && may_close) {
        parsed.strokes[opener->second.node].push_back({opener->second.at, true});
        parsed.strokes[node].push_back({at, false});
        waiting.erase(opener);
      } else if (may_open) {
        waiting.insert_or_assign(parent, Stroke{node, at});
      }
    }
  }
  cmark_iter_free(iter);
  for (auto& [node, strokes] : parsed.strokes) std::sort(strokes.begin(), strokes.end());
}

}  // namespace

void FreeTree::operator()(cmark_node* node) const { cmark_node_free(node); }

Parsed parse_markdown(std::string_view utf8) {
  Parsed parsed;
  std::string source;
  std::size_t done = 0;
  for (Link& link : links_in(utf8)) {
    const std::uint32_t bracket = in_angle_brackets(utf8, link.span) ? 1 : 0;
    const Span whole{link.span.begin - bracket, link.span.end + bracket};
    append_source(source, utf8.substr(done, whole.begin - done));
    source += open_mark;
    source += std::to_string(parsed.links.size());
    source += close_mark;
    done = whole.end;
    parsed.links.push_back({std::move(link), whole});
  }
  append_source(source, utf8.substr(done));
  parsed.tree = parse(source);
  find_strokes(parsed);
  return parsed;
}

Tree parse_plain(std::string_view utf8) { return parse(utf8); }

Place next_place(std::string_view text, std::size_t from, std::size_t links) {
  for (;;) {
    const std::size_t begin = text.find(open_mark, from);
    if (begin == std::string_view::npos) return {};
    Place place{begin, begin + open_mark.size(), 0};
    while (place.end < text.size() && text[place.end] >= '0' && text[place.end] <= '9' && place.link < links)
      place.link = place.link * 10 + static_cast<std::size_t>(text[place.end++] - '0');
    if (place.link < links && text.substr(place.end, close_mark.size()) == close_mark) {
      place.end += close_mark.size();
      return place;
    }
    from = begin + open_mark.size();
  }
}

}  // namespace comity::text
