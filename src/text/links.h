// Links in what a person wrote: bare addresses, even when glued to brackets, braces and full stops.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/checked.h"

namespace comity::text {

struct Link {
  Span span;         // the address as written
  std::string url;   // with a scheme ("https://" put before "www.")
  std::string host;  // lower case, without port; punycode as ASCII
};

// Bare http, https and www addresses, in order. A closing bracket, brace, quote or full stop behind an address
// is not part of it unless its opener is inside ("https://example.org/a_(b)" keeps the bracket).
std::vector<Link> links_in(std::string_view utf8);

// The hosts of every link a comment would render (Markdown links and bare addresses), sorted, distinct.
std::vector<std::string> link_hosts(const CheckedText& text);

}  // namespace comity::text
