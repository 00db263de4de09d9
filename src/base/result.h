// Errors are values. A function that can fail for a reason its caller must handle returns Result; an
// exception means a bug or an exhausted machine, and is caught once per request.
//
// Source: P0323 (std::expected), through tl::expected.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace comity {

struct Error {
  enum class Code {
    invalid,      // the input is wrong; `detail` says where and what to do
    forbidden,    // understood, and not allowed
    not_found,    // names something that is not there
    conflict,     // what it was computed from has changed: read again, retry
    unavailable,  // not now: full disk, locked file, shutting down; the outcome may be unknown
    corrupt,      // what was stored cannot be right; nothing was changed
  };
  Code code = Code::invalid;
  std::string detail;  // English, for the operator's log; readers see the UI's text for `code`

  bool operator==(const Error&) const = default;
};

// "invalid", "not_found" ...: the word used in logs and in the `code` member of problem details.
std::string_view name(Error::Code code);

template <class T>
using Result = tl::expected<T, Error>;

// A Result that carries nothing when all is well.
using Done = tl::expected<void, Error>;

inline tl::unexpected<Error> fail(Error::Code code, std::string detail) {
  return tl::unexpected<Error>(Error{code, std::move(detail)});
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace comity

#define COMITY_TRY_JOIN2(a, b) a##b
#define COMITY_TRY_JOIN(a, b) COMITY_TRY_JOIN2(a, b)

// COMITY_TRY(const auto x, f());  - x is the value of f(), or the enclosing function returns its error.
#define COMITY_TRY(declaration, expression)                                                              \
  auto COMITY_TRY_JOIN(comity_try_, __LINE__) = (expression);                                            \
  if (!COMITY_TRY_JOIN(comity_try_, __LINE__)) [[unlikely]]                                              \
    return ::tl::unexpected<::comity::Error>(std::move(COMITY_TRY_JOIN(comity_try_, __LINE__)).error()); \
  declaration = *std::move(COMITY_TRY_JOIN(comity_try_, __LINE__))

// COMITY_CHECK(f());  - the same for a Done.
#define COMITY_CHECK(expression)                                                 \
  do {                                                                           \
    auto comity_check = (expression);                                            \
    if (!comity_check) [[unlikely]]                                              \
      return ::tl::unexpected<::comity::Error>(std::move(comity_check).error()); \
  } while (false)
