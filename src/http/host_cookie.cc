#include "http/host_cookie.h"

#include <array>
#include <utility>

#include "http/forms.h"

namespace comity::http {
namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// Over plain HTTP from this machine, in a browser that keeps no Secure cookie there.
bool keeps_no_secure(const Request& request) {
  const std::string_view agent = request.header("user-agent");
  return !request.secure && has(agent, "AppleWebKit/") && !has(agent, "Chrome/");
}

std::string full_name(const Request& request, std::string_view bare) {
  return (keeps_no_secure(request) ? "" : "__Host-") + std::string(bare);
}

std::string line(const Request& request, std::string_view bare, std::string_view value, std::chrono::seconds lasts) {
  std::string out = full_name(request, bare) + "=" + std::string(value);
  out += "; Path=/; Max-Age=" + std::to_string(lasts.count()) + "; HttpOnly; SameSite=Lax";
  if (!keeps_no_secure(request)) out += "; Secure";
  return out;
}

}  // namespace

std::optional<Key128> host_cookie(const Request& request, std::string_view bare_name) {
  if (!request.private_way) return std::nullopt;
  const auto value = request.cookie(full_name(request, bare_name));
  return value ? key128_from_base64url(*value) : std::nullopt;
}

void set_host_cookie(Response& response, const Request& request, std::string_view bare_name, const Key128& value,
                     std::chrono::seconds lasts) {
  response.add("Set-Cookie", line(request, bare_name, to_base64url(value), lasts));
}

void drop_host_cookie(Response& response, const Request& request, std::string_view bare_name) {
  response.add("Set-Cookie", line(request, bare_name, "", std::chrono::seconds(0)));
}

std::string csrf_token(const actions::World& world, const Key128& session_token) {
  std::string bytes = "csrf\n";
  bytes.append(reinterpret_cast<const char*>(session_token.bytes.data()), session_token.bytes.size());
  return to_base64url(keyed_hash(world.secret, bytes));
}

bool has_csrf_token(const Request& request, const std::string& expected) {
  if (const std::string_view header = request.header("x-comity-csrf"); !header.empty()) return header == expected;
  const auto form = parse_form(request);
  return form && form->value("csrf") == expected;
}

std::string browser_name(const Request& request) {
  using Pair = std::pair<std::string_view, std::string_view>;
  // The first that is found: most browsers name others behind themselves.
  constexpr std::array browsers = {Pair{"Firefox/", "Firefox"}, Pair{"Edg/", "Edge"},      Pair{"OPR/", "Opera"},
                                   Pair{"Chrome/", "Chrome"},   Pair{"Safari/", "Safari"}, Pair{"curl/", "curl"}};
  constexpr std::array systems = {Pair{"Android", "Android"}, Pair{"iPhone", "iPhone"},  Pair{"iPad", "iPad"},
                                  Pair{"Windows", "Windows"}, Pair{"Mac OS X", "macOS"}, Pair{"Linux", "Linux"}};
  const std::string_view agent = request.header("user-agent");
  std::string out;
  for (const auto& [part, name] : browsers) {
    if (!out.empty() || !has(agent, part)) continue;
    out = name;
  }
  for (const auto& [part, name] : systems) {
    if (!has(agent, part)) continue;
    return out.empty() ? std::string(name) : out + ", " + std::string(name);
  }
  return out;
}

}  // namespace comity::http
