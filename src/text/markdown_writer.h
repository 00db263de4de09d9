// Writes Markdown that means exactly what it is told: specials in text are escaped, blocks are kept apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/markdown_paragraph.h"

namespace comity::text {

class MarkdownWriter {
 public:
  MarkdownWriter() { blocks_.emplace_back(); }

  void text(std::string_view s);  // runs of blanks and line ends are one blank
  void line_break();
  void line_break_once();  // not directly behind another one
  void end_paragraph();
  void open(Mark mark);
  void close(Mark mark);
  void code(std::string_view s);
  void open_link();
  void close_link(std::string_view href);
  void code_block(std::string_view s);
  void rule();
  void begin_quote();
  void end_quote();
  void begin_list(bool ordered, int start);
  void begin_item();
  void end_item();
  void end_list();

  // Everything written. The writer is empty afterwards.
  std::string finish();

 private:
  struct Block {
    enum class Kind { plain, list } kind = Kind::plain;
    std::string s;
    bool paragraph = false;
    bool ordered = false;
    char delimiter = '-';
  };
  struct List {
    bool ordered;
    int next;
    char delimiter;
    std::vector<std::string> items;
    bool loose = false;
  };
  struct Link {
    std::size_t piece;  // index of its first piece
  };

  static std::string joined(const std::vector<Block>& blocks, bool tight);
  static std::string indented(std::string_view s, std::string_view first, std::string_view rest);
  void add_block(Block block);

  std::vector<Piece> pieces_;
  std::vector<std::vector<Block>> blocks_;  // innermost container last
  std::vector<List> lists_;
  std::vector<Link> links_;
};

}  // namespace comity::text
