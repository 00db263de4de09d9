// A guest is a random 128-bit key that the browser keeps: as a cookie on our own pages, as a bearer token from the
// widget. It never stands in an address, an event stream or a log.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "http/message.h"

namespace comity::http {

std::string guest_cookie_name(std::string_view site_key);  // "comity_guest_herald"

// `Authorization: Bearer <22 letters of base64url>`, else the cookie. Nothing when there is none, or none that can be
// one.
std::optional<Key128> guest_key(const Request& request, std::string_view site_key);
std::optional<Key128> bearer_key(const Request& request);

// Sets the cookie: HttpOnly, SameSite=Lax, Path=/, Secure over https, a year (RFC 6265).
void remember_guest(Response& response, const Request& request, std::string_view site_key, const Key128& key);
void forget_guest(Response& response, const Request& request, std::string_view site_key);

}  // namespace comity::http
