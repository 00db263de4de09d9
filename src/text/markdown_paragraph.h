// One paragraph of Markdown from its pieces.
#pragma once

#include <string>
#include <vector>

namespace comity::text {

enum class Mark { em, strong, del };

struct Piece {
  enum class Kind { text, raw, address, line_break, open, close } kind;
  std::string s;
  Mark mark = Mark::em;
  std::string url = {};  // of an address

  bool shows() const { return kind == Kind::text || kind == Kind::raw || kind == Kind::address; }
  bool marks() const { return kind == Kind::open || kind == Kind::close; }
};

// Text escaped, addresses kept apart from what follows, and emphasis wherever Markdown can say it: it knows no star
// between a letter and a punctuation mark, so there the words stay and the emphasis goes. At most quadratic in the
// marks, linear in the text.
std::string markdown_paragraph(std::vector<Piece> pieces);

}  // namespace comity::text
