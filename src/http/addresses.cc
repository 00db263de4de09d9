#include "http/addresses.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace comity::http {
namespace {

constexpr std::array<std::uint8_t, 12> v4_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr std::size_t max_hops = 32;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool same_word(std::string_view a, std::string_view lower_b) {
  return std::equal(a.begin(), a.end(), lower_b.begin(), lower_b.end(),
                    [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x - 'A' + 'a' : x) == y; });
}

// One proxy's word on who spoke to it.
struct Hop {
  std::optional<Address> address;
  std::string proto;
};

// Splits at `separator`, not inside quotes.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '"') quoted = !quoted;
    if (i == text.size() || (text[i] == separator && !quoted)) {
      parts.push_back(trimmed(text.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  return parts;
}

std::string all_values(const Request& request, std::string_view name) {
  std::string joined;
  for (const auto& [key, value] : request.headers) {
    if (key != name) continue;
    if (!joined.empty()) joined += ',';
    joined += value;
  }
  return joined;
}

std::vector<Hop> forwarded_hops(const Request& request) {
  const std::string all = all_values(request, "forwarded");
  std::vector<Hop> hops;
  if (all.empty()) return hops;
  for (const std::string_view element : split(all, ',')) {
    Hop hop;
    for (const std::string_view pair : split(element, ';')) {
      const std::size_t equals = pair.find('=');
      if (equals == std::string_view::npos) continue;
      const std::string_view key = trimmed(pair.substr(0, equals));
      std::string_view value = trimmed(pair.substr(equals + 1));
      if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
      if (same_word(key, "for")) hop.address = parse_address(value);
      if (same_word(key, "proto")) hop.proto = value;
    }
    hops.push_back(std::move(hop));
  }
  return hops;
}

std::vector<Hop> x_forwarded_hops(const Request& request) {
  const std::string all = all_values(request, "x-forwarded-for");
  const std::string protos = all_values(request, "x-forwarded-proto");
  std::vector<Hop> hops;
  if (!all.empty()) {
    for (const std::string_view one : split(all, ',')) hops.push_back({parse_address(one), {}});
  }
  if (protos.empty()) return hops;
  const std::vector<std::string_view> each = split(protos, ',');
  if (hops.empty()) hops.push_back({});
  for (std::size_t i = 0; i < hops.size(); ++i) {
    hops[i].proto = each.size() == hops.size() ? each[i] : each.back();
  }
  return hops;
}

Client walk(const Address& peer, const std::vector<Hop>& hops, const std::vector<Network>& trusted, bool secure) {
  Client client{peer, secure};
  std::size_t seen = 0;
  for (auto hop = hops.rbegin(); hop != hops.rend() && seen < max_hops; ++hop, ++seen) {
    if (!hop->proto.empty()) client.secure = same_word(hop->proto, "https");
    if (!hop->address) break;  // "unknown" or made up: the proxy that said so stands for it
    client.address = *hop->address;
    const bool is_proxy =
        std::any_of(trusted.begin(), trusted.end(), [&](const Network& n) { return n.contains(client.address); });
    if (!is_proxy) break;
  }
  return client;
}

}  // namespace

bool Address::is_v4() const { return std::equal(v4_prefix.begin(), v4_prefix.end(), bytes.begin()); }

bool Address::is_loopback() const {
  if (is_v4()) return bytes[12] == 127;
  Address one;
  one.bytes[15] = 1;
  return *this == one;
}

std::optional<Address> parse_address(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '[') {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    text = text.substr(1, close - 1);
  } else if (std::count(text.begin(), text.end(), ':') == 1) {
    text = text.substr(0, text.find(':'));
  }
  text = text.substr(0, text.find('%'));  // RFC 4007 section 11: the zone is ours, not the peer's
  if (text.empty() || text.size() > 45) return std::nullopt;
  const std::string z(text);
  Address address;
  in_addr v4{};
  if (inet_pton(AF_INET, z.c_str(), &v4) == 1) {
    std::copy(v4_prefix.begin(), v4_prefix.end(), address.bytes.begin());
    std::memcpy(address.bytes.data() + 12, &v4, 4);
    return address;
  }
  if (inet_pton(AF_INET6, z.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

bool Network::contains(const Address& address) const {
  for (int i = 0; i < bits; ++i) {
    const auto byte = static_cast<std::size_t>(i / 8);
    const int mask = 0x80 >> (i % 8);
    if ((address.bytes[byte] & mask) != (base.bytes[byte] & mask)) return false;
  }
  return true;
}

std::optional<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto base = parse_address(text.substr(0, slash));
  if (!base) return std::nullopt;
  Network network{*base, 128};
  if (slash == std::string_view::npos) return network;
  const std::string_view digits = text.substr(slash + 1);
  int bits = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  if (bits < 0 || bits > (base->is_v4() ? 32 : 128)) return std::nullopt;
  network.bits = base->is_v4() ? bits + 96 : bits;
  return network;
}

Address source_network(const Address& address) {
  Address network = address;
  if (!address.is_v4()) std::fill(network.bytes.begin() + 8, network.bytes.end(), std::uint8_t{0});
  return network;
}

Client client_of(const Address& peer, const Request& request, const std::vector<Network>& trusted, bool secure) {
  const bool trust = std::any_of(trusted.begin(), trusted.end(), [&](const Network& n) { return n.contains(peer); });
  if (!trust) return {peer, secure};
  const std::vector<Hop> forwarded = forwarded_hops(request);
  const std::vector<Hop> x_forwarded = x_forwarded_hops(request);
  if (forwarded.empty()) return walk(peer, x_forwarded, trusted, secure);
  const Client by_forwarded = walk(peer, forwarded, trusted, secure);
  if (request.header("x-forwarded-for").empty()) return by_forwarded;
  const Client by_x = walk(peer, x_forwarded, trusted, secure);
  if (by_x.address != by_forwarded.address) return {peer, secure};
  return by_forwarded;
}

bool is_private_way(const Address& peer, const Request& request, const std::vector<Network>& trusted,
                    const Client& client) {
  const bool ours = peer.is_loopback() || std::any_of(trusted.begin(), trusted.end(),
                                                      [&](const Network& proxy) { return proxy.contains(peer); });
  if (client.secure) return ours;
  for (const char* header : {"forwarded", "x-forwarded-for", "x-forwarded-proto", "x-real-ip", "via"}) {
    if (!request.header(header).empty()) return false;
  }
  std::string_view host = request.header("host");
  if (host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (const std::size_t colon = host.rfind(':'); colon != std::string_view::npos) {
    host = host.substr(0, colon);
  }
  const auto named = parse_address(host);
  return peer.is_loopback() && (host == "localhost" || (named && named->is_loopback()));
}

}  // namespace comity::http
