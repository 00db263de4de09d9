#include "webauthn/cbor.h"

#include <cbor.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace comity::webauthn {
namespace {

tl::unexpected<Error> wrong(std::size_t at, std::string_view what) {
  return fail(Error::Code::invalid, "CBOR, byte " + std::to_string(at) + ": " + std::string(what));
}

// RFC 8949 section 3: an initial byte and its argument.
struct Head {
  unsigned major = 0, info = 0;
  std::uint64_t argument = 0;
  std::size_t size = 1;
};
std::optional<Head> head_at(std::string_view bytes, std::size_t at) {
  if (at >= bytes.size()) return std::nullopt;
  const auto byte = [&](std::size_t i) { return unsigned{static_cast<unsigned char>(bytes[i])}; };
  Head head{byte(at) >> 5U, byte(at) & 31U, byte(at) & 31U, 1};
  if (head.info < 24) return head;
  if (head.info > 27) return std::nullopt;  // reserved, or of indefinite length
  const std::size_t more = std::size_t{1} << (head.info - 24);
  if (bytes.size() - at - 1 < more) return std::nullopt;
  head.argument = 0;
  for (std::size_t i = 1; i <= more; ++i) head.argument = head.argument << 8 | byte(at + i);
  head.size += more;
  return head;
}

// How many bytes the first item takes, if it keeps the limits. The library reserves as much memory as a length in the
// text says, so nothing reaches it whose lengths are not covered by bytes.
Result<std::size_t> measured(std::string_view bytes) {
  std::vector<std::uint64_t> open = {1};  // items still to come, by depth
  std::size_t at = 0, items = 0;
  while (!open.empty()) {
    if (open.back() == 0) {
      open.pop_back();
      continue;
    }
    --open.back();
    if (++items > max_cbor_items) return wrong(at, "more than 256 items");
    const auto head = head_at(bytes, at);
    if (!head) return wrong(at, "it ends too early, or has no definite length");
    const std::size_t begin = at;
    at += head->size;
    const std::size_t left = std::min(bytes.size(), max_cbor_bytes) - std::min({at, bytes.size(), max_cbor_bytes});
    switch (head->major) {
      case 0:
      case 1:  // -1 - argument
        if (head->argument > INT64_MAX) return wrong(begin, "a number too large");
        break;
      case 2:
      case 3:
        if (head->argument > left) return wrong(begin, "a string longer than what follows");
        at += head->argument;
        break;
      case 4:
      case 5: {
        const std::uint64_t parts = head->major == 5 ? 2 : 1;
        if (head->argument > left / parts) return wrong(begin, "more items than bytes");
        if (open.size() > max_cbor_depth) return wrong(begin, "nested too deep");
        open.push_back(head->argument * parts);
        break;
      }
      case 7:
        if (head->info < 20 || head->info > 23) return wrong(begin, "a floating point number or an unknown value");
        break;
      default:
        return wrong(begin, "a tag");
    }
  }
  if (at > max_cbor_bytes) return wrong(at, "longer than 16 kB");
  return at;
}

struct Unref {
  void operator()(cbor_item_t* item) const { cbor_decref(&item); }
};
using Item = std::unique_ptr<cbor_item_t, Unref>;

std::string string_of(const unsigned char* data, std::size_t size) {
  return size == 0 ? std::string() : std::string(reinterpret_cast<const char*>(data), size);
}

// The depth is limited already.
Result<Cbor> tree_of(cbor_item_t* item) {
  switch (cbor_typeof(item)) {
    case CBOR_TYPE_UINT:
      return Cbor{static_cast<std::int64_t>(cbor_get_int(item))};
    case CBOR_TYPE_NEGINT:
      return Cbor{-1 - static_cast<std::int64_t>(cbor_get_int(item))};
    case CBOR_TYPE_BYTESTRING:
      return Cbor{Bytes{string_of(cbor_bytestring_handle(item), cbor_bytestring_length(item))}};
    case CBOR_TYPE_STRING:
      return Cbor{string_of(cbor_string_handle(item), cbor_string_length(item))};
    case CBOR_TYPE_ARRAY: {
      CborList list;
      for (std::size_t i = 0; i < cbor_array_size(item); ++i) {
        COMITY_TRY(Cbor one, tree_of(cbor_array_handle(item)[i]));
        list.push_back(std::move(one));
      }
      return Cbor{std::move(list)};
    }
    case CBOR_TYPE_MAP: {
      CborMap map;
      for (std::size_t i = 0; i < cbor_map_size(item); ++i) {
        const cbor_pair pair = cbor_map_handle(item)[i];
        COMITY_TRY(Cbor key, tree_of(pair.key));
        COMITY_TRY(Cbor value, tree_of(pair.value));
        for (const auto& [other, ignored] : map)
          if (other == key) return fail(Error::Code::invalid, "CBOR: a key stands twice in a map");
        map.emplace_back(std::move(key), std::move(value));
      }
      return Cbor{std::move(map)};
    }
    default:
      return Cbor{};
  }
}

template <class Matches>
const Cbor* find_in(const Cbor& in, const Matches& matches) {
  const CborMap* map = in.map();
  if (map == nullptr) return nullptr;
  const auto found = std::find_if(map->begin(), map->end(), [&](const auto& pair) { return matches(pair.first); });
  return found == map->end() ? nullptr : &found->second;
}

}  // namespace

const std::string* Cbor::bytes() const {
  const Bytes* found = std::get_if<Bytes>(&data);
  return found ? &found->value : nullptr;
}

const Cbor* Cbor::find(std::string_view key) const {
  return find_in(*this, [&](const Cbor& k) { return k.text() && *k.text() == key; });
}
const Cbor* Cbor::find(std::int64_t key) const {
  return find_in(*this, [&](const Cbor& k) { return k.integer() && *k.integer() == key; });
}

bool Cbor::operator==(const Cbor& other) const { return data == other.data; }

Result<FirstItem> read_first(std::string_view bytes) {
  COMITY_TRY(const std::size_t size, measured(bytes));
  cbor_load_result loaded{};
  const Item item(cbor_load(reinterpret_cast<const unsigned char*>(bytes.data()), size, &loaded));
  if (!item || loaded.error.code != CBOR_ERR_NONE || loaded.read != size)
    return wrong(loaded.error.position, "libcbor does not take it");
  COMITY_TRY(Cbor value, tree_of(item.get()));
  return FirstItem{std::move(value), size};
}

Result<Cbor> read_cbor(std::string_view bytes) {
  COMITY_TRY(FirstItem first, read_first(bytes));
  if (first.size != bytes.size()) return wrong(first.size, "something follows");
  return std::move(first.value);
}

}  // namespace comity::webauthn
