// When two addresses mean the same story, and which ids a publisher may give.
//
// Source: RFC 3986 section 6.2 (normalisation). Tracking parameters: data/tracking-parameters.txt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace comity::discussion {

inline constexpr std::size_t max_url_bytes = 2048;
inline constexpr std::size_t max_publisher_id_bytes = 200;

// Equal for addresses of one page: "https://host[:port]/path[?query]". Scheme and host in lower case, http as
// https, default ports, user names, fragments and trailing slashes dropped, dot segments removed, percent-encoding
// in one spelling, international host names in their ASCII form, tracking parameters dropped and the others sorted
// by name (equal names keep their order). With `same_www` a leading "www." goes too.
// normal_url(normal_url(x)) == normal_url(x). Linear in the length.
// Errors: `invalid` - not an absolute http or https address, or longer than `max_url_bytes`.
Result<std::string> normal_url(std::string_view url, bool same_www);

// "host" or "host:port" of a normal form or an origin, as normal_url writes it; '' when there is none.
std::string host_of(std::string_view url, bool same_www = false);

// Whether the page's host (with its port, if it is not the scheme's own) is that of one of `origins`.
bool belongs_to(std::string_view url, const std::vector<std::string>& origins, bool same_www);

// "https://example.org" as browsers send it in Origin (RFC 6454 section 6.2): scheme and host in lower case, no
// default port, nothing behind. Errors: `invalid` - no such thing.
Result<std::string> checked_origin(std::string_view origin);

// A publisher's own id of a story: 1-200 bytes of well-formed UTF-8 without control characters or white space at
// its ends, not beginning with '~' (those are ours). Errors: `invalid` - says which rule.
Result<std::string> checked_publisher_id(std::string_view id);

}  // namespace comity::discussion
