// Addresses that a comment may link to.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace comity::text {

struct Address {
  std::string href;  // safe in an attribute once escaped: ASCII, percent-encoded, host in punycode
  std::string host;  // lower case, ASCII, without port; "" for mailto
};

// Reads an absolute http or https address. Nothing when the scheme is another, the host is no host name or IP
// address, or there is a user name in it ("https://bank.example@evil.example" is a trick, not an address).
std::optional<Address> web_address(std::string_view url);

// The same, or a mailto address with one plain mailbox and nothing else.
std::optional<Address> link_address(std::string_view url);

}  // namespace comity::text
