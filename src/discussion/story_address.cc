#include "discussion/story_address.h"

#include <algorithm>
#include <optional>

#include "discussion/host_name.h"
#include "discussion/tracking_parameters.h"
#include "text/checked.h"

namespace comity::discussion {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool is_control_or_blank(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7F;
}

// RFC 3986 section 2.3.
bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

// RFC 3986 section 3.3: pchar, and '/'. Section 3.4: the query may hold '?' too.
bool may_stand(char c, bool in_query) {
  constexpr std::string_view reserved = "!$&'()*+,;=:@/";
  return is_unreserved(c) || reserved.find(c) != std::string_view::npos || (in_query && c == '?');
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char l = lower(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

void append_encoded(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += digits[byte >> 4];
  out += digits[byte & 15];
}

// RFC 3986 section 6.2.2.1 and 6.2.2.2: hexadecimal digits in upper case, nothing encoded that need not be.
std::string one_spelling(std::string_view part, bool in_query) {
  std::string out;
  out.reserve(part.size());
  for (std::size_t i = 0; i < part.size(); ++i) {
    const char c = part[i];
    if (c == '%' && i + 2 < part.size() && hex_value(part[i + 1]) >= 0 && hex_value(part[i + 2]) >= 0) {
      const char decoded = static_cast<char>(hex_value(part[i + 1]) * 16 + hex_value(part[i + 2]));
      if (is_unreserved(decoded)) {
        out += decoded;
      } else {
        append_encoded(out, decoded);
      }
      i += 2;
    } else if (may_stand(c, in_query)) {
      out += c;
    } else {
      append_encoded(out, c);
    }
  }
  return out;
}

// RFC 3986 section 5.2.4, over segments.
std::string without_dot_segments(std::string_view path) {
  std::vector<std::string_view> kept;
  std::size_t begin = 1;  // `path` begins with '/'
  bool open = false;      // the last segment was "." or "..": the path ends with '/'
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, end - begin);
    open = segment == "." || segment == "..";
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (segment != ".") {
      kept.push_back(segment);
    }
    begin = end + 1;
  }
  std::string out;
  for (const std::string_view segment : kept) out.append("/").append(segment);
  if (open || out.empty()) out += '/';
  return out;
}

std::string normal_query(std::string_view query) {
  struct Parameter {
    std::string name;
    std::string whole;
  };
  std::vector<Parameter> parameters;
  std::size_t begin = 0;
  while (begin < query.size()) {
    const std::size_t end = std::min(query.find('&', begin), query.size());
    const std::string_view parameter = query.substr(begin, end - begin);
    begin = end + 1;
    if (parameter.empty()) continue;
    Parameter p;
    p.whole = one_spelling(parameter, true);
    p.name = p.whole.substr(0, p.whole.find('='));
    if (!is_tracking_parameter(p.name)) parameters.push_back(std::move(p));
  }
  std::stable_sort(parameters.begin(), parameters.end(),
                   [](const Parameter& a, const Parameter& b) { return a.name < b.name; });
  std::string out;
  for (const Parameter& p : parameters) {
    out += out.empty() ? '?' : '&';
    out += p.whole;
  }
  return out;
}

struct Parts {
  std::string_view scheme;  // as given
  std::string host;         // ASCII, with ":port" unless it is 80 or 443
  std::string_view rest;    // path, query and fragment
};

// Two schemes count as one, so that both their ports are "the scheme's own".
std::optional<Parts> split(std::string_view url, bool same_www) {
  Parts parts;
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  parts.scheme = url.substr(0, colon);
  std::string scheme(parts.scheme);
  std::transform(scheme.begin(), scheme.end(), scheme.begin(), lower);
  if (scheme != "http" && scheme != "https") return std::nullopt;

  std::string_view rest = url.substr(colon + 3);
  const std::size_t end = std::min(rest.find_first_of("/?#\\"), rest.size());
  std::string_view authority = rest.substr(0, end);
  parts.rest = rest.substr(end);
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);

  std::string_view port;
  const std::size_t bracket = authority.rfind(']');
  const std::size_t port_colon = authority.rfind(':');
  if (port_colon != std::string_view::npos && (bracket == std::string_view::npos || port_colon > bracket)) {
    port = authority.substr(port_colon + 1);
    authority = authority.substr(0, port_colon);
  }
  while (port.size() > 1 && port.front() == '0') port.remove_prefix(1);
  if (port.size() > 5 || port.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;

  auto host = ascii_host(authority);
  if (!host) return std::nullopt;
  parts.host = *std::move(host);
  if (same_www && parts.host.size() > 4 && parts.host.starts_with("www.")) parts.host.erase(0, 4);
  if (!port.empty() && port != "80" && port != "443") parts.host.append(":").append(port);
  return parts;
}

}  // namespace

Result<std::string> normal_url(std::string_view url, bool same_www) {
  if (url.size() > max_url_bytes) return fail(Error::Code::invalid, "an address has at most 2048 bytes");
  if (std::any_of(url.begin(), url.end(), is_control_or_blank)) {
    return fail(Error::Code::invalid, "an address has no blanks or control characters");
  }
  if (!text::is_well_formed(url)) return fail(Error::Code::invalid, "the address is not UTF-8");
  const auto parts = split(url, same_www);
  if (!parts) return fail(Error::Code::invalid, "a story's address begins with https:// or http:// and a host");

  const std::string_view before_fragment = parts->rest.substr(0, parts->rest.find('#'));
  const std::size_t question = std::min(before_fragment.find('?'), before_fragment.size());
  std::string path = one_spelling(before_fragment.substr(0, question), false);
  if (path.empty() || path.front() != '/') path.insert(path.begin(), '/');
  path = without_dot_segments(path);
  while (path.size() > 1 && path.back() == '/') path.pop_back();

  std::string out = "https://" + parts->host + path;
  if (question < before_fragment.size()) out += normal_query(before_fragment.substr(question + 1));
  // Encoding may make it three times as long as it came.
  if (out.size() > max_url_bytes) return fail(Error::Code::invalid, "an address has at most 2048 bytes");
  return out;
}

std::string host_of(std::string_view url, bool same_www) {
  auto parts = split(url, same_www);
  return parts ? std::move(parts->host) : std::string();
}

bool belongs_to(std::string_view url, const std::vector<std::string>& origins, bool same_www) {
  const std::string host = host_of(url, same_www);
  return !host.empty() && std::any_of(origins.begin(), origins.end(),
                                      [&](const std::string& origin) { return host_of(origin, same_www) == host; });
}

Result<std::string> checked_origin(std::string_view origin) {
  const auto parts = origin.size() <= max_url_bytes ? split(origin, false) : std::nullopt;
  if (!parts || !(parts->rest.empty() || parts->rest == "/") || origin.find('@') != std::string_view::npos) {
    return fail(Error::Code::invalid, "an origin is a scheme, a host and perhaps a port: https://news.example");
  }
  std::string scheme(parts->scheme);
  std::transform(scheme.begin(), scheme.end(), scheme.begin(), lower);
  std::string out = scheme + "://" + parts->host;
  // split() drops both schemes' ports; an origin keeps the one that is not its own.
  const std::string_view other = scheme == "https" ? ":80" : ":443";
  std::string_view given = origin.substr(0, origin.size() - parts->rest.size());
  if (given.ends_with(other)) out += other;
  return out;
}

Result<std::string> checked_publisher_id(std::string_view id) {
  if (id.empty() || id.size() > max_publisher_id_bytes) {
    return fail(Error::Code::invalid, "a publisher's story id has 1 to 200 bytes");
  }
  if (id.front() == '~') return fail(Error::Code::invalid, "ids that begin with '~' are Comity's own");
  if (!text::is_well_formed(id)) return fail(Error::Code::invalid, "a publisher's story id is UTF-8");
  const bool control = std::any_of(id.begin(), id.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
  if (control) return fail(Error::Code::invalid, "a publisher's story id has no control characters");
  if (id.front() == ' ' || id.back() == ' ') {
    return fail(Error::Code::invalid, "a publisher's story id neither begins nor ends with a blank");
  }
  return std::string(id);
}

}  // namespace comity::discussion
