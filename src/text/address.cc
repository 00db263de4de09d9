#include "text/address.h"

#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <algorithm>
#include <memory>

#include "text/checked.h"

namespace comity::text {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool lower(char c) { return c >= 'a' && c <= 'z'; }
char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string lowered(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = lowered(c);
  return out;
}

const icu::IDNA* idna() {
  static const std::unique_ptr<const icu::IDNA> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<const icu::IDNA>(icu::IDNA::createUTS46Instance(
        UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_USE_STD3_RULES, status));
  }();
  return instance.get();
}

std::optional<std::string> to_ascii(std::string_view host) {
  if (std::all_of(host.begin(), host.end(), [](char c) { return static_cast<signed char>(c) >= 0; }))
    return lowered(host);
  if (!is_well_formed(host) || idna() == nullptr) return {};
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  icu::IDNAInfo info;
  idna()->nameToASCII_UTF8(icu::StringPiece(host.data(), static_cast<int32_t>(host.size())), sink, info, status);
  if (U_FAILURE(status) || info.hasErrors()) return {};
  return out;
}

bool is_ipv6(std::string_view s) {  // between the brackets
  if (s.size() < 2 || s.size() > 45 || s.find(':') == std::string_view::npos) return false;
  return std::all_of(s.begin(), s.end(), [](char c) {
    const char l = lowered(c);
    return digit(c) || (l >= 'a' && l <= 'f') || c == ':' || c == '.';
  });
}

// RFC 1123 labels, at least two unless it is localhost; a numeric last label only in an IPv4 address.
bool is_host(std::string_view host) {
  if (host.empty() || host.size() > 253) return false;
  std::size_t labels = 0, numeric = 0;
  bool last_numeric = false;
  for (std::size_t begin = 0; begin <= host.size();) {
    const std::size_t end = std::min(host.find('.', begin), host.size());
    const std::string_view label = host.substr(begin, end - begin);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    for (const char c : label)
      if (!digit(c) && !lower(c) && c != '-' && c != '_') return false;
    last_numeric = std::all_of(label.begin(), label.end(), digit);
    numeric += last_numeric;
    ++labels;
    begin = end + 1;
  }
  if (last_numeric) return labels == 4 && numeric == 4;
  return labels >= 2 || host == "localhost";
}

// What may stand in an href: everything else percent-encoded, a '%' without its two digits too.
std::string encoded(std::string_view rest) {
  static constexpr char digits[] = "0123456789ABCDEF";
  static constexpr std::string_view plain = "-._~:/?#[]@!$&'()*+,;=";
  const auto hex = [&](std::size_t i) {
    if (i >= rest.size()) return false;
    const char l = lowered(rest[i]);
    return digit(l) || (l >= 'a' && l <= 'f');
  };
  std::string out;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const char c = rest[i];
    const bool keep = digit(c) || lower(lowered(c)) || plain.find(c) != std::string_view::npos ||
                      (c == '%' && hex(i + 1) && hex(i + 2));
    if (keep) {
      out += c;
    } else {
      out += '%';
      out += digits[static_cast<unsigned char>(c) >> 4];
      out += digits[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

std::optional<Address> mail_address(std::string_view mailbox) {
  const std::size_t at = mailbox.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64) return {};
  for (const char c : mailbox.substr(0, at))
    if (!digit(c) && !lower(lowered(c)) && std::string_view("._+-").find(c) == std::string_view::npos) return {};
  const std::string host = lowered(mailbox.substr(at + 1));
  if (!is_host(host)) return {};
  return Address{"mailto:" + std::string(mailbox.substr(0, at)) + "@" + host, ""};
}

}  // namespace

std::optional<Address> web_address(std::string_view url) {
  std::string scheme = "https://";
  if (lowered(url.substr(0, 8)) == scheme) {
    url.remove_prefix(8);
  } else if (lowered(url.substr(0, 7)) == "http://") {
    scheme = "http://";
    url.remove_prefix(7);
  } else {
    return {};
  }
  const std::size_t authority_end = std::min(url.find_first_of("/?#"), url.size());
  std::string_view authority = url.substr(0, authority_end);
  const std::string_view rest = url.substr(authority_end);
  std::string port;
  if (const std::size_t colon = authority.rfind(':');
      colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos) {
    port = std::string(authority.substr(colon));
    if (port.size() < 2 || port.size() > 6 || !std::all_of(port.begin() + 1, port.end(), digit)) return {};
    authority = authority.substr(0, colon);
  }
  std::string host;
  if (authority.size() > 2 && authority.front() == '[' && authority.back() == ']') {
    if (!is_ipv6(authority.substr(1, authority.size() - 2))) return {};
    host = lowered(authority);
  } else {
    if (authority.size() > 1 && authority.back() == '.') authority.remove_suffix(1);
    const auto ascii = to_ascii(authority);
    if (!ascii || !is_host(*ascii)) return {};
    host = *ascii;
  }
  return Address{scheme + host + port + encoded(rest), host};
}

std::optional<Address> link_address(std::string_view url) {
  if (lowered(url.substr(0, 7)) == "mailto:") return mail_address(url.substr(7));
  return web_address(url);
}

}  // namespace comity::text
