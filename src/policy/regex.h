// Regular expressions of a policy. Matching is linear in the text and bounded in memory.
//
// Source: RE2's syntax, Unicode, unanchored.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/checked.h"

namespace re2 {
class RE2;
}

namespace comity::policy {

inline constexpr std::size_t max_regex_bytes = 4 * 1024;
inline constexpr std::size_t max_spans = 64;  // of one finding

// Null, with the library's complaint, when `regex` is none or is too large.
std::shared_ptr<const re2::RE2> compiled_regex(std::string_view regex, std::string& complaint);

bool found(const re2::RE2& regex, std::string_view text);

// The first `most` matches, left to right, none overlapping. Empty matches are left out.
std::vector<text::Span> matches_of(const re2::RE2& regex, std::string_view text, std::size_t most);

}  // namespace comity::policy
