#include "text/markdown_writer.h"

#include <algorithm>
#include <utility>

#include "text/address.h"
#include "text/links.h"
#include "text/markdown_escape.h"

namespace comity::text {
namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
std::string fence_for(std::string_view s, std::size_t least) {
  std::size_t longest = 0, run = 0;
  for (const char c : s) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(std::max(least, longest + 1), '`');
}

}  // namespace

void MarkdownWriter::text(std::string_view s) {
  if (s.empty()) return;
  std::string collapsed;
  for (const char c : s) {
    if (!blank(c))
      collapsed += c;
    else if (collapsed.empty() || collapsed.back() != ' ')
      collapsed += ' ';
  }
  if (!pieces_.empty() && pieces_.back().kind == Piece::Kind::text) {
    std::string& last = pieces_.back().s;
    last += !last.empty() && last.back() == ' ' && collapsed.front() == ' ' ? std::string_view(collapsed).substr(1)
                                                                            : std::string_view(collapsed);
  } else {
    pieces_.push_back({Piece::Kind::text, std::move(collapsed)});
  }
}

void MarkdownWriter::line_break() { pieces_.push_back({Piece::Kind::line_break, {}}); }

void MarkdownWriter::line_break_once() {
  if (pieces_.empty() || pieces_.back().kind == Piece::Kind::line_break) return;
  line_break();
}

void MarkdownWriter::open(Mark mark) { pieces_.push_back({Piece::Kind::open, {}, mark}); }
void MarkdownWriter::close(Mark mark) { pieces_.push_back({Piece::Kind::close, {}, mark}); }

void MarkdownWriter::code(std::string_view s) {
  std::string one_line;
  for (const char c : s) one_line += blank(c) ? ' ' : c;
  if (one_line.find_first_not_of(' ') == std::string::npos) return;
  const std::string fence = fence_for(one_line, 1);
  const bool pad =
      one_line.front() == '`' || one_line.back() == '`' || (one_line.front() == ' ' && one_line.back() == ' ');
  pieces_.push_back({Piece::Kind::raw, fence + (pad ? " " : "") + one_line + (pad ? " " : "") + fence});
}

void MarkdownWriter::open_link() {
  links_.push_back({pieces_.size()});
  pieces_.push_back({Piece::Kind::raw, "["});
}

void MarkdownWriter::close_link(std::string_view href) {
  if (links_.empty()) return;
  const std::size_t begin = links_.back().piece;
  links_.pop_back();
  if (begin >= pieces_.size() || pieces_[begin].s != "[") return;  // the paragraph ended inside the link
  bool says_something = false;
  std::string only_text;
  for (std::size_t i = begin + 1; i < pieces_.size(); ++i) {
    only_text += pieces_[i].kind == Piece::Kind::text ? pieces_[i].s : std::string("\n");
    says_something = says_something || pieces_[i].s.find_first_not_of(' ') != std::string::npos;
  }
  if (!says_something) {
    pieces_.erase(pieces_.begin() + static_cast<std::ptrdiff_t>(begin));
    return;
  }
  // An address that links to itself is written bare.
  if (const auto bare = links_in(only_text);
      bare.size() == 1 && bare[0].span == Span{0, static_cast<std::uint32_t>(only_text.size())}) {
    const auto address = web_address(bare[0].url);
    if (address && address->href == href) {
      pieces_.resize(begin);
      pieces_.push_back({Piece::Kind::address, only_text, Mark::em, bare[0].url});
      return;
    }
  }
  std::string target;
  append_link_target(target, href);
  pieces_.push_back({Piece::Kind::raw, std::move(target)});
}

void MarkdownWriter::add_block(Block block) {
  if (!block.s.empty()) blocks_.back().push_back(std::move(block));
}

void MarkdownWriter::end_paragraph() {
  Block block;
  block.s = markdown_paragraph(std::exchange(pieces_, {}));
  links_.clear();
  block.paragraph = true;
  add_block(std::move(block));
}

void MarkdownWriter::code_block(std::string_view s) {
  end_paragraph();
  while (!s.empty() && s.front() == '\n') s.remove_prefix(1);
  while (!s.empty() && blank(s.back())) s.remove_suffix(1);
  if (s.empty()) return;
  const std::string fence = fence_for(s, 3);
  Block block;
  block.s = fence + "\n" + std::string(s) + "\n" + fence;
  add_block(std::move(block));
}

void MarkdownWriter::rule() {
  end_paragraph();
  Block block;
  block.s = "* * *";
  add_block(std::move(block));
}

void MarkdownWriter::begin_quote() {
  end_paragraph();
  blocks_.emplace_back();
}

void MarkdownWriter::end_quote() {
  end_paragraph();
  const std::string inner = joined(blocks_.back(), false);
  blocks_.pop_back();
  Block block;
  if (!inner.empty()) block.s = indented(inner, "> ", "> ");
  add_block(std::move(block));
}

void MarkdownWriter::begin_list(bool ordered, int start) {
  end_paragraph();
  // Two lists in a row would be read as one, were their signs the same.
  char delimiter = ordered ? '.' : '-';
  if (!blocks_.back().empty()) {
    const Block& last = blocks_.back().back();
    if (last.kind == Block::Kind::list && last.ordered == ordered && last.delimiter == delimiter)
      delimiter = ordered ? ')' : '*';
  }
  lists_.push_back({ordered, start, delimiter, {}});
}

void MarkdownWriter::begin_item() { blocks_.emplace_back(); }

void MarkdownWriter::end_item() {
  end_paragraph();
  const auto paragraphs =
      std::count_if(blocks_.back().begin(), blocks_.back().end(), [](const Block& b) { return b.paragraph; });
  const std::string inner = joined(blocks_.back(), paragraphs <= 1);
  List& list = lists_.back();
  list.loose = list.loose || paragraphs > 1;
  blocks_.pop_back();
  const std::string sign =
      list.ordered ? std::to_string(list.next) + list.delimiter + " " : std::string(1, list.delimiter) + " ";
  if (list.next < 999'999'999) ++list.next;
  if (!inner.empty()) list.items.push_back(indented(inner, sign, std::string(sign.size(), ' ')));
}

void MarkdownWriter::end_list() {
  const List list = std::move(lists_.back());
  lists_.pop_back();
  Block block;
  block.kind = Block::Kind::list;
  block.ordered = list.ordered;
  block.delimiter = list.delimiter;
  for (const std::string& item : list.items) block.s += (block.s.empty() ? "" : list.loose ? "\n\n" : "\n") + item;
  add_block(std::move(block));
}

std::string MarkdownWriter::joined(const std::vector<Block>& blocks, bool tight) {
  std::string out;
  for (const Block& b : blocks) out += (out.empty() ? "" : tight ? "\n" : "\n\n") + b.s;
  return out;
}

std::string MarkdownWriter::indented(std::string_view s, std::string_view first, std::string_view rest) {
  std::string out;
  for (bool is_first = true;; is_first = false) {
    const std::size_t end = s.find('\n');
    const std::string_view line = s.substr(0, end);
    const std::string_view prefix = is_first ? first : rest;
    out += line.empty() ? prefix.substr(0, prefix.find_last_not_of(' ') + 1) : prefix;
    out += line;
    if (end == std::string_view::npos) return out;
    out += '\n';
    s.remove_prefix(end + 1);
  }
}

std::string MarkdownWriter::finish() {
  end_paragraph();
  std::string out = joined(blocks_.back(), false);
  blocks_.assign(1, {});
  return out;
}

}  // namespace comity::text
