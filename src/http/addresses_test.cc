#include "http/addresses.h"

#include <arpa/inet.h>
#include <doctest.h>

using namespace comity::http;

namespace {

std::string shown(const Address& address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (address.is_v4()) return inet_ntop(AF_INET, address.bytes.data() + 12, text, sizeof text);
  return inet_ntop(AF_INET6, address.bytes.data(), text, sizeof text);
}

using Headers = std::vector<std::pair<std::string, std::string>>;

std::string client(const std::string& peer, Headers headers, const std::vector<std::string>& trusted = {"10.0.0.0/8"}) {
  Request request;
  request.headers = std::move(headers);
  std::vector<Network> networks;
  for (const std::string& text : trusted) networks.push_back(parse_network(text).value());
  const Client found = client_of(parse_address(peer).value(), request, networks, false);
  return shown(found.address) + (found.secure ? " https" : "");
}

}  // namespace

TEST_CASE("addresses are read as proxies write them") {
  CHECK(shown(parse_address("192.0.2.1:8080").value()) == "192.0.2.1");
  CHECK(shown(parse_address("[2001:db8::1]:80").value()) == "2001:db8::1");
  CHECK(shown(parse_address("fe80::1%eth0").value()) == "fe80::1");
  for (const char* bad : {"", "unknown", "_hidden", "1.2.3", "1.2.3.4.5", "::g", "[::1", "300.1.1.1"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_address(bad));
  }
}

TEST_CASE("a network contains what its bits say") {
  CHECK(parse_network("10.0.0.0/8")->contains(parse_address("10.255.0.1").value()));
  CHECK_FALSE(parse_network("10.0.0.0/8")->contains(parse_address("11.0.0.1").value()));
  CHECK(parse_network("::1")->contains(parse_address("::1").value()));
  CHECK_FALSE(parse_network("10.0.0.0/33"));
  CHECK_FALSE(parse_network("10.0.0.0/x"));
  CHECK(shown(source_network(parse_address("2001:db8:1:2:3:4:5:6").value())) == "2001:db8:1:2::");
  CHECK(shown(source_network(parse_address("192.0.2.77").value())) == "192.0.2.77");
}

TEST_CASE("a stranger cannot say who they are") {
  CHECK(client("203.0.113.9", {{"x-forwarded-for", "198.51.100.1"}}) == "203.0.113.9");
  CHECK(client("203.0.113.9", {{"x-forwarded-proto", "https"}, {"forwarded", "for=1.1.1.1;proto=https"}}) ==
        "203.0.113.9");
}

TEST_CASE("behind trusted proxies the rightmost hop that is not one of them is the client") {
  CHECK(client("10.0.0.1", {{"x-forwarded-for", "1.1.1.1, 198.51.100.7, 10.0.0.2"}}) == "198.51.100.7");
  CHECK(client("10.0.0.1", {{"x-forwarded-for", "1.1.1.1"}, {"x-forwarded-for", "198.51.100.7"}}) == "198.51.100.7");
  CHECK(client("10.0.0.1", {{"x-forwarded-for", "198.51.100.7"}, {"x-forwarded-proto", "https"}}) ==
        "198.51.100.7 https");
  CHECK(client("10.0.0.1", {{"forwarded", "for=1.1.1.1, for=\"[2001:db8::5]:99\";proto=https;by=10.0.0.1"}}) ==
        "2001:db8::5 https");
  CHECK(client("10.0.0.1", {}) == "10.0.0.1");
  CHECK(client("10.0.0.1", {{"x-forwarded-for", "1.1.1.1, unknown"}}) == "10.0.0.1");
}

TEST_CASE("a client that sends the other header along gains nothing") {
  CHECK(client("10.0.0.1", {{"x-forwarded-for", "198.51.100.7"}, {"forwarded", "for=1.1.1.1"}}) == "10.0.0.1");
  CHECK(client("10.0.0.1", {{"x-forwarded-for", "198.51.100.7"}, {"forwarded", "for=198.51.100.7"}}) == "198.51.100.7");
}

TEST_CASE("a password may travel over https that ended with us, and inside this machine") {
  const auto may = [](const std::string& peer, Headers headers, bool https = false,
                      const std::vector<std::string>& trusted = {}) {
    Request request;
    request.headers = std::move(headers);
    std::vector<Network> networks;
    for (const std::string& text : trusted) networks.push_back(parse_network(text).value());
    const Address from = parse_address(peer).value();
    return is_private_way(from, request, networks, client_of(from, request, networks, https));
  };
  CHECK(may("127.0.0.1", {{"host", "localhost:8080"}}));
  CHECK(may("127.0.0.1", {{"host", "127.0.0.1"}}));
  CHECK(may("::1", {{"host", "[::1]:8080"}}));
  CHECK_FALSE(may("192.0.2.7", {{"host", "localhost:8080"}}));
  CHECK_FALSE(may("127.0.0.1", {{"host", "talk.example.org"}}));                             // a name that leads here
  CHECK_FALSE(may("127.0.0.1", {{"host", "localhost"}, {"x-forwarded-for", "192.0.2.7"}}));  // a proxy without TLS
  CHECK_FALSE(may("127.0.0.1", {{"host", "localhost"}, {"forwarded", "for=192.0.2.7"}}));
  CHECK_FALSE(may("127.0.0.1", {}));
  // The public URL is https: the proxy on this machine, or a trusted one, but nobody who comes directly.
  CHECK(may("127.0.0.1", {{"host", "talk.example.org"}}, true));
  CHECK(may("10.0.0.1", {{"host", "talk.example.org"}, {"x-forwarded-for", "192.0.2.7"}}, true, {"10.0.0.0/8"}));
  CHECK_FALSE(may("192.0.2.7", {{"host", "talk.example.org"}}, true, {"10.0.0.0/8"}));
  // The trusted proxy's own word.
  const Headers over_http = {{"x-forwarded-for", "192.0.2.7"}, {"x-forwarded-proto", "http"}};
  const Headers over_https = {{"x-forwarded-for", "192.0.2.7"}, {"x-forwarded-proto", "https"}};
  CHECK_FALSE(may("10.0.0.1", over_http, true, {"10.0.0.0/8"}));
  CHECK(may("10.0.0.1", over_https, false, {"10.0.0.0/8"}));
}
