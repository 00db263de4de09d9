// Small readings of HTML that other systems keep in places where Comity keeps plain text, and of the ways in
// which WordPress stores a comment.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace comity::interchange {

// Names and titles: tags dropped, character references decoded (the numeric ones and the common names), white
// space as single blanks. Linear time.
std::string plain_text(std::string_view html);

// A comment's content as WordPress shows it: HTML in which a single newline is a line break and a blank line ends
// a paragraph (outside <pre>, and not beside block elements, where newlines mean nothing).
std::string with_line_breaks(std::string_view html);

// Whether the markup itself was escaped on its way into the database ("&lt;p&gt;Hello&lt;/p&gt;", and no tag that
// was not); `unescaped_once` takes that back.
bool is_escaped_twice(std::string_view html);
std::string unescaped_once(std::string_view html);

// "2014-03-01 10:00:00", as UTC. Nothing for "0000-00-00 00:00:00" and what is no date.
std::optional<Time> parse_sql_date(std::string_view text);

}  // namespace comity::interchange
