// Numbers that name rows, each its own type, so that a story is never passed for a site.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace comity {

template <class Tag>
struct Id {
  std::int64_t value = 0;  // 0: none
  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return value != 0; }
};

using SiteId = Id<struct SiteTag>;          // small, given when the site is added
using StoryId = Id<struct StoryTag>;        // random, 1 .. 2^40-1, unique in its site; made by the action
using AuthorId = Id<struct AuthorTag>;      // random, 1 .. 2^62-1, unique in its site; made by the action
using DecisionId = Id<struct DecisionTag>;  // random, 1 .. 2^62-1, unique in its site; made by the action
using PersonId = Id<struct PersonTag>;      // random, 1 .. 2^62-1, unique in its site; made by the action

// A comment is named by its site, its story and the order in which it reached that story: 1, 2, 3 ... given
// inside the commit. It is not the number readers see: that one is given at first publication.
using CommentId = Id<struct CommentTag>;

// 128 random bits, or a 128-bit key: change ids, receipts, guest keys.
struct Key128 {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Key128&) const = default;
};

// SHA-256 of something.
struct Hash256 {
  std::array<std::uint8_t, 32> bytes{};
  auto operator<=>(const Hash256&) const = default;
};

// Lower-case hexadecimal. `from_hex` reads exactly 2*N digits of either case, else nothing.
std::string to_hex(const std::uint8_t* data, std::size_t size);
inline std::string to_hex(const Hash256& h) { return to_hex(h.bytes.data(), h.bytes.size()); }
std::optional<Hash256> hash256_from_hex(std::string_view text);

// RFC 4648 section 5 (base64url) without padding: 22 letters for a Key128. Reading is strict: the unused
// bits must be zero, so one key has one spelling.
std::string to_base64url(const Key128& key);
std::optional<Key128> key128_from_base64url(std::string_view text);

// A story's short id on the wire: '~' and 8 letters of Crockford's base 32 (lower case).
std::string short_id(StoryId story);
std::optional<StoryId> story_from_short_id(std::string_view text);

}  // namespace comity

template <class Tag>
struct std::hash<comity::Id<Tag>> {
  std::size_t operator()(const comity::Id<Tag>& id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
template <>
struct std::hash<comity::Key128> {  // keys are random already
  std::size_t operator()(const comity::Key128& key) const noexcept {
    std::size_t h = 0;
    for (std::size_t i = 0; i < sizeof h; ++i) h = (h << 8) | key.bytes[i];
    return h;
  }
};
