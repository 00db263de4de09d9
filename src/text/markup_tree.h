// A comment's Markdown as cmark's tree, with bare addresses found first.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "text/links.h"

struct cmark_node;

namespace comity::text {

struct FreeTree {
  void operator()(cmark_node* node) const;
};
using Tree = std::unique_ptr<cmark_node, FreeTree>;

struct Parsed {
  Tree tree;
  // Taken out of the source; `next_place` finds them again in the tree's text. `source` is what stood there: the
  // address, or "<address>".
  struct Address {
    Link link;
    Span source;
  };
  std::vector<Address> links;
  // For a text node: where in it "~~" begins (true) or ends what is struck out. Both lie in one element.
  std::unordered_map<cmark_node*, std::vector<std::pair<std::size_t, bool>>> strokes;
};

// Stands for "\~" in the tree, so that an escaped tilde strikes nothing out.
inline constexpr std::string_view escaped_tilde = "\uFDD2";

// Markdown would read the stars and underscores of an address as emphasis. Each bare address is therefore put aside
// under a place-holder of characters that mean nothing to Markdown.
Parsed parse_markdown(std::string_view utf8);

// The tree of `utf8` as it stands, for its lines and columns.
Tree parse_plain(std::string_view utf8);

// The next place-holder in `text` at or after `from`, for a tree with so many `links`.
struct Place {
  std::size_t begin = std::string_view::npos, end = std::string_view::npos;
  std::size_t link = 0;  // index in Parsed::links
};
Place next_place(std::string_view text, std::size_t from, std::size_t links);

}  // namespace comity::text
