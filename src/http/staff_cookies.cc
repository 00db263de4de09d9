#include "http/staff_cookies.h"

namespace comity::http {
namespace {

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
  return host_cookie(request, session_name(site_key));
}

void set_session_cookie(Response& response, const Request& request, std::string_view site_key, const Key128& token) {
  set_host_cookie(response, request, session_name(site_key), token, discussion::session_longest);
}

void drop_session_cookie(Response& response, const Request& request, std::string_view site_key) {
  drop_host_cookie(response, request, session_name(site_key));
}

bool is_known_browser(const actions::World& world, const Request& request, const discussion::Site& site,
                      std::string_view name) {
  return host_cookie(request, known_name(world, site, name)) == known_value(world, site, name);
}

void remember_browser(const actions::World& world, Response& response, const Request& request,
                      const discussion::Site& site, std::string_view name) {
  set_host_cookie(response, request, known_name(world, site, name), known_value(world, site, name),
                  std::chrono::days(365));
}

}  // namespace comity::http
