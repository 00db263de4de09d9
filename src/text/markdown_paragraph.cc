#include "text/markdown_paragraph.h"

#include <string_view>

#include "text/characters.h"
#include "text/markdown_escape.h"

namespace comity::text {
namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool ascii_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

// CommonMark's "flanking" needs to know what stands on both sides: a blank, punctuation, or neither.
enum class Side { blank, punctuation, other };

Side side_of(char32_t c) {
  const Kind kind = character(c).kind;
  if (kind == Kind::space || kind == Kind::line_end) return Side::blank;
  if (c == '~') return Side::other;  // escaped, it is a mark of markup_tree.h to the parser
  if (c < 0x80) return ascii_punctuation(static_cast<char>(c)) ? Side::punctuation : Side::other;
  return kind == Kind::punctuation ? Side::punctuation : Side::other;
}

Side first_side(std::string_view s) {
  if (s.empty()) return Side::blank;
  std::size_t at = 0;
  return side_of(next_code_point(s, at));
}

Side last_side(std::string_view s) {
  if (s.empty()) return Side::blank;
  std::size_t at = s.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(s[at]) & 0xC0U) == 0x80) --at;
  return side_of(next_code_point(s, at));
}

// Blanks at the edges of an emphasis move outside it, and what ends and begins again goes on.
std::vector<Piece> tidied(std::vector<Piece> typed) {
  std::vector<Piece> pieces;
  for (Piece& p : typed) {
    if (p.kind == Piece::Kind::text && !pieces.empty() && pieces.back().kind == Piece::Kind::open &&
        p.s.starts_with(' ')) {
      std::size_t at = pieces.size();
      while (at > 0 && pieces[at - 1].kind == Piece::Kind::open) --at;
      pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(at), {Piece::Kind::text, " "});
      p.s.erase(0, 1);
    }
    if (p.kind == Piece::Kind::text && p.s.empty()) continue;
    // "**a****b**" is not two strong words: what ends and begins again goes on.
    if (p.kind == Piece::Kind::open && !pieces.empty() && pieces.back().kind == Piece::Kind::close &&
        pieces.back().mark == p.mark) {
      pieces.pop_back();
      continue;
    }
    if (p.kind == Piece::Kind::close && !pieces.empty() && pieces.back().kind == Piece::Kind::text &&
        pieces.back().s.ends_with(' ')) {
      pieces.back().s.pop_back();
      if (pieces.back().s.empty()) pieces.pop_back();
      pieces.push_back(std::move(p));
      pieces.push_back({Piece::Kind::text, " "});
      continue;
    }
    pieces.push_back(std::move(p));
  }
  return pieces;
}

// Which marks begin and end an emphasis that Markdown can say.
class Marks {
 public:
  explicit Marks(const std::vector<Piece>& of) : pieces_(of), partner_(of.size(), of.size()) {
    find_pairs();
    for (std::size_t i = 0; i < pieces_.size(); ++i)
      if (pieces_[i].kind == Piece::Kind::open && written(i) && !can_be_said(i)) drop(i);
    // "_" is pickier than "*", and which one is needed depends on which others are left.
    for (std::size_t i = 0; i < pieces_.size(); ++i)
      if (pieces_[i].kind == Piece::Kind::open && written(i) && pieces_[i].mark == Mark::em && beside_strong(i) &&
          (neighbour_before(i) == Side::other || neighbour_after(partner_[i]) == Side::other))
        drop(i);
  }

  bool written(std::size_t i) const { return partner_[i] != pieces_.size(); }

  // Beside "**" an emphasis needs the other sign, or the two would be read as one.
  bool beside_strong(std::size_t i) const {
    const std::size_t other = partner_[i];
    return strong_at(i + 1) || strong_at(i - 1) || strong_at(other + 1) || strong_at(other - 1);
  }

 private:
  bool strong_at(std::size_t k) const {
    return k < pieces_.size() && pieces_[k].marks() && pieces_[k].mark == Mark::strong && written(k);
  }

  void drop(std::size_t i) {
    const std::size_t other = partner_[i];
    partner_[i] = partner_[other] = pieces_.size();
  }
  // A mark without its partner, with nothing inside, or inside its like is left out.
  void find_pairs() {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (pieces_[i].kind == Piece::Kind::open) open.push_back(i);
      if (pieces_[i].kind != Piece::Kind::close) continue;
      while (!open.empty() && pieces_[open.back()].mark != pieces_[i].mark) open.pop_back();
      if (open.empty()) continue;
      bool inside = false, same_again = false;
      for (std::size_t k = open.back() + 1; k < i; ++k) {
        inside = inside || (pieces_[k].shows() && pieces_[k].s.find_first_not_of(' ') != std::string::npos);
      }
      for (std::size_t k = 0; k + 1 < open.size(); ++k)
        same_again = same_again || pieces_[open[k]].mark == pieces_[i].mark;
      if (inside && !same_again) {
        partner_[open.back()] = i;
        partner_[i] = open.back();
      }
      open.pop_back();
    }
  }

  // What Markdown sees of an address: a letter where it is written as it is, a bracket where it needs link text.
  static Side side_of_address(const Piece& p) { return p.s == p.url ? Side::other : Side::punctuation; }

  Side before(std::size_t i) const {
    while (i-- > 0) {
      if (pieces_[i].kind == Piece::Kind::line_break) return Side::blank;
      if (pieces_[i].kind == Piece::Kind::address) return side_of_address(pieces_[i]);
      if (pieces_[i].shows()) return last_side(pieces_[i].s);
    }
    return Side::blank;
  }

  Side after(std::size_t i) const {
    while (++i < pieces_.size()) {
      if (pieces_[i].kind == Piece::Kind::line_break) return Side::blank;
      if (pieces_[i].kind == Piece::Kind::address) return side_of_address(pieces_[i]);
      if (pieces_[i].shows()) return first_side(pieces_[i].s);
    }
    return Side::blank;
  }

  Side neighbour_before(std::size_t i) const {
    return i > 0 && pieces_[i - 1].marks() && written(i - 1) ? Side::punctuation : before(i);
  }
  Side neighbour_after(std::size_t i) const {
    return i + 1 < pieces_.size() && pieces_[i + 1].marks() && written(i + 1) ? Side::punctuation : after(i);
  }

  // CommonMark 6.4: left-flanking where it opens, right-flanking where it closes.
  bool can_be_said(std::size_t open) const {
    const std::size_t close = partner_[open];
    const bool opens = after(open) == Side::other || (after(open) == Side::punctuation && before(open) != Side::other);
    const bool closes =
        before(close) == Side::other || (before(close) == Side::punctuation && after(close) != Side::other);
    return opens && closes;
  }

  const std::vector<Piece>& pieces_;
  std::vector<std::size_t> partner_;  // by piece: the other end, or the number of pieces_
};

}  // namespace

std::string markdown_paragraph(std::vector<Piece> typed) {
  const std::vector<Piece> pieces = tidied(std::move(typed));
  const Marks marks(pieces);
  std::string out;
  bool in_link = false;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Piece& p = pieces[i];
    switch (p.kind) {
      case Piece::Kind::text: {
        std::string_view s = p.s;
        if ((out.empty() || blank(out.back())) && s.starts_with(' ')) s.remove_prefix(1);
        if (in_link)
          append_link_text(out, s);
        else
          append_escaped_markdown(out, s, i + 1 < pieces.size());
        break;
      }
      case Piece::Kind::raw:
        in_link = p.s == "[" || (in_link && !p.s.starts_with("](<"));
        out += p.s;
        break;
      case Piece::Kind::address: {
        const bool apart_before = out.empty() || blank(out.back());
        const bool apart_after = i + 1 == pieces.size() || pieces[i + 1].kind == Piece::Kind::line_break ||
                                 (pieces[i + 1].kind == Piece::Kind::text && pieces[i + 1].s.starts_with(' '));
        if (apart_before && apart_after)
          out += p.s;
        else
          append_closed_address(out, p.s, p.url);
        break;
      }
      case Piece::Kind::line_break:
        while (!out.empty() && out.back() == ' ') out.pop_back();
        if (!out.empty() && out.back() != '\n') out += '\n';
        break;
      case Piece::Kind::open:
      case Piece::Kind::close:
        if (!marks.written(i)) break;
        if (p.mark == Mark::del)
          out += "~~";
        else if (p.mark == Mark::strong)
          out += "**";
        else {
          out += marks.beside_strong(i) ? '_' : '*';
        }
    }
  }
  while (!out.empty() && blank(out.back())) out.pop_back();
  return out;
}

}  // namespace comity::text
