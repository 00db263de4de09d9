#include "http/guest.h"

namespace comity::http {
namespace {

std::string cookie(const Request& request, std::string_view site_key, std::string_view value,
                   std::string_view max_age) {
  std::string line = guest_cookie_name(site_key) + "=" + std::string(value);
  line += "; Path=/; Max-Age=" + std::string(max_age) + "; HttpOnly; SameSite=Lax";
  if (request.secure) line += "; Secure";
  return line;
}

}  // namespace

std::string guest_cookie_name(std::string_view site_key) { return "comity_guest_" + std::string(site_key); }

std::optional<Key128> bearer_key(const Request& request) {
  std::string_view value = request.header("authorization");
  // RFC 9110 section 11.1: the scheme's case does not matter.
  constexpr std::string_view scheme = "bearer ";
  if (value.size() <= scheme.size()) return std::nullopt;
  for (std::size_t i = 0; i < scheme.size(); ++i) {
    const char c = value[i];
    if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != scheme[i]) return std::nullopt;
  }
  value.remove_prefix(scheme.size());
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  return key128_from_base64url(value);
}

std::optional<Key128> guest_key(const Request& request, std::string_view site_key) {
  if (const auto key = bearer_key(request)) return key;
  if (const auto value = request.cookie(guest_cookie_name(site_key))) return key128_from_base64url(*value);
  return std::nullopt;
}

void remember_guest(Response& response, const Request& request, std::string_view site_key, const Key128& key) {
  response.add("Set-Cookie", cookie(request, site_key, to_base64url(key), "31536000"));
}

void forget_guest(Response& response, const Request& request, std::string_view site_key) {
  response.add("Set-Cookie", cookie(request, site_key, "", "0"));
}

}  // namespace comity::http
