// What is wrong with a call, in the words and the shape that clients of the Perspective API know: google.rpc.Status as
// JSON, with the API's own `errorType` among its details.
//
// Source: the API's page on limits and errors; google.rpc.ErrorInfo, BadRequest (googleapis/googleapis).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "http/message.h"

namespace comity::http::analyze {

struct Refusal {
  int code = 400;
  std::string message;
  std::string details;  // a finished JSON array; '' none
  std::int64_t retry_after_s = 0;
};

template <class T>
using Answered = tl::expected<T, Refusal>;

Refusal malformed(std::string_view what);                                     // the body is not of the shape
Refusal invalid(std::string_view error_type, std::string_view message);       // of the shape, but not to be answered
Refusal no_key();                                                             // 403
Refusal bad_key();                                                            // 400, as that API says it
Refusal quota_exceeded(std::string_view method, std::int64_t retry_after_s);  // 429
Refusal unavailable();                                                        // 503

// `requested`: languages that the caller named; else they were detected.
Refusal unsupported(std::string_view attribute, const std::vector<std::string>& languages, bool requested);

Response refused(const Refusal& refusal);

}  // namespace comity::http::analyze
