// Content codings: which one a reader wants, and making it.
//
// Source: RFC 9110 section 12.5.3 (Accept-Encoding), RFC 1952 (gzip), RFC 7932 (brotli).
#pragma once

#include <string>
#include <string_view>

namespace comity::http {

enum class Coding { identity, gzip, brotli };
inline constexpr int codings = 3;

// The coding with the highest q-value; of equal ones brotli before gzip before identity. A field that allows nothing
// we have gets identity (section 12.5.3: "SHOULD send a response without any content coding").
Coding best_coding(std::string_view accept_encoding);

std::string_view name(Coding coding);  // "br", "gzip", ""

// gzip at level 6, brotli at quality 4. 16 kB: about 0.15 ms.
std::string encoded(std::string_view bytes, Coding coding);

// If-None-Match: whether `etag` (with its quotes) is among them, by weak comparison, or '*'. RFC 9110 section 13.1.2.
bool none_match_has(std::string_view if_none_match, std::string_view etag);

}  // namespace comity::http
