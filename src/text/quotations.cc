#include <cmark-gfm.h>

#include <algorithm>

#include "text/markup.h"
#include "text/markup_tree.h"

namespace comity::text {

std::vector<Span> quotations(const CheckedText& text) {
  const std::string& s = text.utf8();
  std::vector<std::uint32_t> lines = {0};
  for (std::size_t i = 0; i < s.size(); ++i)
    if (s[i] == '\n') lines.push_back(static_cast<std::uint32_t>(i + 1));
  lines.push_back(static_cast<std::uint32_t>(s.size()));
  std::vector<Span> spans;
  const Tree tree = parse_plain(s);
  cmark_iter* iter = cmark_iter_new(tree.get());
  for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
    cmark_node* node = cmark_iter_get_node(iter);
    if (event != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_BLOCK_QUOTE) continue;
    const auto first = static_cast<std::size_t>(std::max(cmark_node_get_start_line(node), 1));
    const auto last = static_cast<std::size_t>(std::max(cmark_node_get_end_line(node), 1));
    if (first >= lines.size()) continue;
    const std::uint32_t column = static_cast<std::uint32_t>(std::max(cmark_node_get_start_column(node), 1) - 1);
    Span span{std::min(lines[first - 1] + column, lines[first]), lines[std::min(last, lines.size() - 1)]};
    while (span.end > span.begin && s[span.end - 1] == '\n') --span.end;
    if (!spans.empty() && span.begin < spans.back().end) continue;  // a quotation inside a quotation
    if (span.end > span.begin) spans.push_back(span);
  }
  cmark_iter_free(iter);
  return spans;
}

}  // namespace comity::text
