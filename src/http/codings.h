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

// quick, for what changes: gzip at level 6, brotli at quality 4; 16 kB take about 0.1 ms. most, for what never does:
// gzip at 12, brotli at 11; 32 kB take 4 and 70 ms and come out 2 and 12 % smaller.
enum class Effort { quick, most };
std::string encoded(std::string_view bytes, Coding coding, Effort effort = Effort::quick);

// If-None-Match: whether `etag` (with its quotes) is among them, by weak comparison, or '*'. RFC 9110 section 13.1.2.
bool none_match_has(std::string_view if_none_match, std::string_view etag);

}  // namespace comity::http
