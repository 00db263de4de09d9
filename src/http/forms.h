// What stands between '&' in a query or a form's body.
//
// Source: WHATWG URL, section 5 (application/x-www-form-urlencoded).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "http/message.h"

namespace comity::http {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Form {
  Pairs fields;
  std::string_view value(std::string_view name) const;  // '' when absent; the first one
  bool has(std::string_view name) const;
};

// "a%20b" -> "a b"; with `plus_is_blank` also "a+b". Nothing for a broken escape.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank);
// Everything but unreserved characters (RFC 3986 section 2.3) as %XX: for one path segment or one query value.
std::string percent_encoded(std::string_view text);

// At most `max_pairs`. Errors: `invalid` - a broken escape, not UTF-8, U+0000, too many.
Result<Pairs> parse_pairs(std::string_view text, std::size_t max_pairs = 128);

// The form in the request's body. Errors: `invalid` - another content type, and as above.
Result<Form> parse_form(const Request& request, std::size_t max_pairs = 128);

}  // namespace comity::http
