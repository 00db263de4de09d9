#include "base/ids.h"

namespace comity {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view crockford = "0123456789abcdefghjkmnpqrstvwxyz";  // without i, l, o, u

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string to_hex(const std::uint8_t* data, std::size_t size) {
  std::string out;
  out.reserve(size * 2);
  for (std::size_t i = 0; i < size; ++i) {
    out += hex_digits[data[i] >> 4];
    out += hex_digits[data[i] & 15];
  }
  return out;
}

std::optional<Hash256> hash256_from_hex(std::string_view text) {
  Hash256 hash;
  if (text.size() != hash.bytes.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < hash.bytes.size(); ++i) {
    const int high = hex_value(text[2 * i]);
    const int low = hex_value(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    hash.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return hash;
}

std::string to_base64url(const Key128& key) {
  std::string out;
  out.reserve(22);
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const std::uint8_t byte : key.bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      out += base64url[(buffer >> bits) & 63];
    }
  }
  out += base64url[(buffer << (6 - bits)) & 63];  // 128 = 21 * 6 + 2
  return out;
}

std::optional<Key128> key128_from_base64url(std::string_view text) {
  if (text.size() != 22) return std::nullopt;
  Key128 key;
  std::uint32_t buffer = 0;
  int bits = 0;
  std::size_t at = 0;
  for (const char c : text) {
    const std::size_t value = base64url.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    buffer = (buffer << 6) | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      key.bytes[at++] = static_cast<std::uint8_t>(buffer >> bits);
    }
  }
  if ((buffer & ((1U << bits) - 1)) != 0) return std::nullopt;
  return key;
}

std::string short_id(StoryId story) {
  std::string out = "~00000000";
  std::int64_t rest = story.value;
  for (std::size_t i = 8; i >= 1; --i) {
    out[i] = crockford[static_cast<std::size_t>(rest & 31)];
    rest >>= 5;
  }
  return out;
}

std::optional<StoryId> story_from_short_id(std::string_view text) {
  if (text.size() != 9 || text[0] != '~') return std::nullopt;
  StoryId story;
  for (const char c : text.substr(1)) {
    const std::size_t value = crockford.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    story.value = story.value * 32 + static_cast<std::int64_t>(value);
  }
  if (!story) return std::nullopt;
  return story;
}

}  // namespace comity
