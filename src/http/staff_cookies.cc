#include "http/staff_cookies.h"

#include <array>
#include <utility>

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

std::string line(const Request& request, std::string_view bare, std::string_view value, std::string_view max_age) {
  std::string out = full_name(request, bare) + "=" + std::string(value) + "; Path=/; Max-Age=" + std::string(max_age);
  out += "; HttpOnly; SameSite=Lax";
  if (!keeps_no_secure(request)) out += "; Secure";
  return out;
}

std::string session_name(std::string_view site_key) { return "comity_staff_" + std::string(site_key); }

// One for each account that was signed in to here, so that a shared desk's browser is known for all of them.
std::string known_name(const actions::World& world, const discussion::Site& site, std::string_view name) {
  const Key128 key = keyed_hash(world.secret, "staff browser name\n" + site.key + "\n" + std::string(name));
  return "comity_known_" + to_base64url(key).substr(0, 8);
}

Key128 known_value(const actions::World& world, const discussion::Site& site, std::string_view name) {
  return keyed_hash(world.secret, "staff browser\n" + site.key + "\n" + std::string(name));
}

}  // namespace

std::optional<Key128> session_cookie(const Request& request, std::string_view site_key) {
  if (!request.private_way) return std::nullopt;
  const auto value = request.cookie(full_name(request, session_name(site_key)));
  return value ? key128_from_base64url(*value) : std::nullopt;
}

void set_session_cookie(Response& response, const Request& request, std::string_view site_key, const Key128& token) {
  constexpr auto lasts = std::chrono::seconds(discussion::session_longest);
  response.add("Set-Cookie", line(request, session_name(site_key), to_base64url(token), std::to_string(lasts.count())));
}

void drop_session_cookie(Response& response, const Request& request, std::string_view site_key) {
  response.add("Set-Cookie", line(request, session_name(site_key), "", "0"));
}

bool is_known_browser(const actions::World& world, const Request& request, const discussion::Site& site,
                      std::string_view name) {
  const auto value = request.cookie(full_name(request, known_name(world, site, name)));
  return value && key128_from_base64url(*value) == known_value(world, site, name);
}

void remember_browser(const actions::World& world, Response& response, const Request& request,
                      const discussion::Site& site, std::string_view name) {
  response.add("Set-Cookie",
               line(request, known_name(world, site, name), to_base64url(known_value(world, site, name)), "31536000"));
}

std::string csrf_token(const actions::World& world, const Key128& session_token) {
  std::string bytes = "staff csrf\n";
  bytes.append(reinterpret_cast<const char*>(session_token.bytes.data()), session_token.bytes.size());
  return to_base64url(keyed_hash(world.secret, bytes));
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
