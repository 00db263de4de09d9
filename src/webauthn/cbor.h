// CBOR as authenticators write it: attestation objects, COSE keys, extension outputs.
//
// Source: RFC 8949, read by libcbor; CTAP 2.1 section 8 (the canonical form): definite lengths only, no tags, no
// floating point. What is longer or deeper than any authenticator writes is refused before the library sees it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace comity::webauthn {

struct Cbor;
using CborList = std::vector<Cbor>;
using CborMap = std::vector<std::pair<Cbor, Cbor>>;  // as written; keys are distinct

struct Bytes {
  std::string value;
  bool operator==(const Bytes&) const = default;
};

// Nothing: true, false, null, undefined - whose meaning nobody here asks for.
struct Cbor {
  std::variant<std::monostate, std::int64_t, Bytes, std::string, CborList, CborMap> data{};

  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data); }
  const std::string* bytes() const;
  const std::string* text() const { return std::get_if<std::string>(&data); }
  const CborMap* map() const { return std::get_if<CborMap>(&data); }
  // The value at a key; null when this is no map or has none.
  const Cbor* find(std::string_view key) const;
  const Cbor* find(std::int64_t key) const;

  bool operator==(const Cbor& other) const;
};

inline constexpr std::size_t max_cbor_bytes = 16 * 1024;  // an attestation with a chain of certificates: 2 to 5 kB
inline constexpr std::size_t max_cbor_items = 256;
inline constexpr std::size_t max_cbor_depth = 6;  // CTAP 2.1 section 8 allows four

// The first item in `bytes` and how many it takes. Errors: `invalid` - not CBOR, or a part of it that authenticators do
// not write; `detail` gives the offset. Linear time, but for keys of maps, which are compared pair by pair.
struct FirstItem {
  Cbor value;
  std::size_t size = 0;
};
Result<FirstItem> read_first(std::string_view bytes);

// Exactly one item and nothing behind it. Errors: `invalid`.
Result<Cbor> read_cbor(std::string_view bytes);

}  // namespace comity::webauthn
