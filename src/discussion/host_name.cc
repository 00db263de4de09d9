#include "discussion/host_name.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <memory>

namespace comity::discussion {
namespace {

bool is_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool may_stand_in_ascii_host(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

std::optional<std::string> to_ascii(std::string_view host) {
  struct Close {
    void operator()(UIDNA* idna) const { uidna_close(idna); }
  };
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, Close> idna(
      uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ, &status));
  if (U_FAILURE(status)) return std::nullopt;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  std::string out(256, '\0');  // a name in DNS has at most 253 characters
  const int32_t size = uidna_nameToASCII_UTF8(idna.get(), host.data(), static_cast<int32_t>(host.size()), out.data(),
                                              static_cast<int32_t>(out.size()), &info, &status);
  if (U_FAILURE(status) || info.errors != 0 || size <= 0) return std::nullopt;
  out.resize(static_cast<std::size_t>(size));
  return out;
}

}  // namespace

std::optional<std::string> ascii_host(std::string_view host) {
  if (host.empty() || host.size() > 1024) return std::nullopt;
  std::string name;
  if (is_ascii(host)) {
    name = host;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  } else {
    auto ascii = to_ascii(host);
    if (!ascii) return std::nullopt;
    name = *std::move(ascii);
  }
  if (name.front() == '[') {  // RFC 3986 section 3.2.2: IP-literal
    const bool address =
        name.size() > 3 && name.back() == ']' && name.find_first_not_of("0123456789abcdef:.", 1) == name.size() - 1;
    return address ? std::optional(name) : std::nullopt;
  }
  if (name.back() == '.') name.pop_back();
  if (name.empty() || name.size() > 253 || name.front() == '.' || name.find("..") != std::string::npos)
    return std::nullopt;
  if (!std::all_of(name.begin(), name.end(), may_stand_in_ascii_host)) return std::nullopt;
  return name;
}

}  // namespace comity::discussion
