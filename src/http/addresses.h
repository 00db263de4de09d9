// Network addresses: who asks, seen through the proxies that the operator trusts. Values only; nothing here is logged
// or stored.
//
// Source: RFC 7239 (Forwarded); X-Forwarded-For and -Proto as proxies in use write them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace comity::http {

struct Address {
  std::array<std::uint8_t, 16> bytes{};  // IPv4 as ::ffff:a.b.c.d
  auto operator<=>(const Address&) const = default;
  bool is_v4() const;
  bool is_loopback() const;
};

// "192.0.2.1", "192.0.2.1:80", "2001:db8::1", "[2001:db8::1]:80"; nothing when it is none.
std::optional<Address> parse_address(std::string_view text);

struct Network {
  Address base;
  int bits = 128;  // of the 16 bytes
  bool contains(const Address& address) const;
};

// "10.0.0.0/8", "2001:db8::/32", or one address.
std::optional<Network> parse_network(std::string_view text);

// The /32 of IPv4, the /64 of IPv6: what one subscriber has.
Address source_network(const Address& address);

struct Client {
  Address address;
  bool secure = false;
};

// Only a trusted peer's headers are read. From the right, the first hop that is not a trusted proxy is the client. When
// `Forwarded` and `X-Forwarded-For` name different clients, one of them was sent by the client itself and passed
// through: then neither counts and the proxy stands for it.
Client client_of(const Address& peer, const Request& request, const std::vector<Network>& trusted, bool secure);

// Whether a password may travel this way: over https that a proxy of ours ended (on this machine, or a trusted one),
// or from this very machine, through no proxy, to "localhost" or a loopback address.
bool is_private_way(const Address& peer, const Request& request, const std::vector<Network>& trusted,
                    const Client& client);

}  // namespace comity::http
