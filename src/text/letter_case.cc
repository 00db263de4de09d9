#include "text/letter_case.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>

#include "text/characters.h"

namespace comity::text {
namespace {

template <class Mapping>
std::string mapped(std::string_view utf8, Mapping mapping) {
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto c = static_cast<UChar32>(mapping(static_cast<UChar32>(next_code_point(utf8, at))));
    std::array<char, U8_MAX_LENGTH> bytes{};
    int length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    out.append(bytes.data(), static_cast<std::size_t>(length));
  }
  return out;
}

}  // namespace

std::string lower_case(std::string_view utf8) { return mapped(utf8, u_tolower); }
std::string upper_case(std::string_view utf8) { return mapped(utf8, u_toupper); }

}  // namespace comity::text
