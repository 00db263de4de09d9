// What readers see of a comment: a small Markdown, rendered by a library and passed through an allow-list.
//
// Source: CommonMark 0.29 (cmark-gfm). Output elements: p br em strong del a blockquote ul ol li code pre; the
// only attributes are a[href], a[rel] and ol[start]. Raw HTML in the text is shown as text. Images become links.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/checked.h"

namespace comity::text {

// Safe HTML, balanced, no scripts, no styles, no ids. Links keep http, https and mailto only and get
// rel="ugc nofollow noopener". A single newline is a line break. Linear time; nesting is cut at 16.
std::string to_html(const CheckedText& text);

// The same allow-list over HTML somebody else wrote (imported comments): to the Markdown that renders alike.
// A line end is a line break as WordPress keeps it, or a blank where there are <p> elements. Reads at most 512 kB and
// 1,000 tags (the rest is its text alone). Returns text that `checked` may still refuse for its length.
std::string html_to_markdown(std::string_view html);

// Spans of block quotations in the Markdown source, with their markers.
std::vector<Span> quotations(const CheckedText& text);

// Escapes & < > " ' for element content and quoted attributes.
std::string escape_html(std::string_view utf8);
void append_escaped_html(std::string& out, std::string_view utf8);

}  // namespace comity::text
