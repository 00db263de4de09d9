// Text written so that Markdown shows it as it is.
#pragma once

#include <string>
#include <string_view>

namespace comity::text {

// Appends `s` to the paragraph `out` with backslashes before everything Markdown would read. Bare addresses stay as
// they are: Comity's Markdown finds them first. `more_follows`: whether more of the line comes after `s`.
void append_escaped_markdown(std::string& out, std::string_view s, bool more_follows);

}  // namespace comity::text
