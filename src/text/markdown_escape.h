// Text written so that Markdown shows it as it is.
#pragma once

#include <string>
#include <string_view>

namespace comity::text {

// Appends `s` to the paragraph `out` with backslashes before everything Markdown would read. Bare addresses stay as
// they are: Comity's Markdown finds them first. `more_follows`: whether more of the line comes after `s`.
void append_escaped_markdown(std::string& out, std::string_view s, bool more_follows);

// Appends a bare `address` that stands for `url` so that nothing written behind it can become a part of it.
void append_closed_address(std::string& out, std::string_view address, std::string_view url);

// Appends the words of a link. No address among them is one of its own.
void append_link_text(std::string& out, std::string_view s);

// Appends the end of a link to `url`: "](<https://...>)".
void append_link_target(std::string& out, std::string_view url);

}  // namespace comity::text
