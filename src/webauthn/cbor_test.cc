#include "webauthn/cbor.h"

#include <doctest.h>
#include <rapidcheck.h>

using namespace comity;
using namespace comity::webauthn;

namespace {

std::string fault(std::string_view bytes) {
  const auto read = read_cbor(bytes);
  return read ? "" : read.error().detail;
}
std::string of(std::initializer_list<int> bytes) {
  std::string out;
  for (const int byte : bytes) out += static_cast<char>(byte);
  return out;
}

}  // namespace

TEST_CASE("numbers, strings, lists and maps are read as RFC 8949 appendix A writes them") {
  CHECK(*read_cbor(of({0x18, 0x64}))->integer() == 100);
  CHECK(*read_cbor(of({0x39, 0x03, 0xe7}))->integer() == -1000);
  CHECK(*read_cbor(of({0x1b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}))->integer() == INT64_MAX);
  CHECK(*read_cbor(of({0x3b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}))->integer() == INT64_MIN);
  CHECK(*read_cbor(of({0x44, 0x01, 0x00, 0x03, 0x04}))->bytes() == of({1, 0, 3, 4}));
  CHECK(read_cbor(of({0x40}))->bytes()->empty());
  CHECK(*read_cbor(of({0x64, 'I', 'E', 'T', 'F'}))->text() == "IETF");
  const auto map = read_cbor(of({0xa3, 0x61, 'a', 0x01, 0x61, 'b', 0x82, 0x02, 0xf5, 0x20, 0xa0}));
  REQUIRE(map);
  CHECK(*map->find("a")->integer() == 1);
  CHECK(std::get<CborList>(map->find("b")->data).size() == 2);
  CHECK(map->find(-1)->map()->empty());
  CHECK(map->find("c") == nullptr);
  CHECK(map->find(1) == nullptr);
  CHECK(map->find("a")->find("a") == nullptr);
}

TEST_CASE("what authenticators do not write is refused, and says where") {
  CHECK(fault("") == "CBOR, byte 0: it ends too early, or has no definite length");
  CHECK(fault(of({0x82, 0x01})) == "CBOR, byte 0: more items than bytes");
  CHECK(fault(of({0x82, 0x18, 0x20})) == "CBOR, byte 3: it ends too early, or has no definite length");
  CHECK(fault(of({0x01, 0x01})) == "CBOR, byte 1: something follows");
  CHECK(fault(of({0x5f, 0x41, 0x00, 0xff})) == "CBOR, byte 0: it ends too early, or has no definite length");
  CHECK(fault(of({0x1c})) == "CBOR, byte 0: it ends too early, or has no definite length");
  CHECK(fault(of({0xc0, 0x00})) == "CBOR, byte 0: a tag");
  CHECK(fault(of({0xf9, 0x3c, 0x00})) == "CBOR, byte 0: a floating point number or an unknown value");
  CHECK(fault(of({0xf8, 0xff})) == "CBOR, byte 0: a floating point number or an unknown value");
  CHECK(fault(of({0x1b, 0x80, 0, 0, 0, 0, 0, 0, 0})) == "CBOR, byte 0: a number too large");
  CHECK(fault(of({0x3b, 0x80, 0, 0, 0, 0, 0, 0, 0})) == "CBOR, byte 0: a number too large");
  CHECK(fault(of({0x45, 0x00})) == "CBOR, byte 0: a string longer than what follows");
  CHECK(fault(of({0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})) == "CBOR, byte 0: more items than bytes");
  CHECK(fault(of({0xa2, 0x01, 0x02, 0x01, 0x03})) == "CBOR: a key stands twice in a map");
}

TEST_CASE("the limits: six deep, 256 items, 16 kB") {
  const auto nested = [](std::size_t n) { return std::string(n, '\x81') + std::string(1, '\0'); };
  CHECK(fault(nested(max_cbor_depth)).empty());
  CHECK(fault(nested(max_cbor_depth + 1)) == "CBOR, byte 6: nested too deep");
  const auto list = [](int n) { return of({0x99, n >> 8, n & 0xff}) + std::string(static_cast<std::size_t>(n), '\0'); };
  CHECK(fault(list(255)).empty());
  CHECK(fault(list(256)) == "CBOR, byte 258: more than 256 items");
  const auto string = [](std::size_t n) {
    return of({0x59, static_cast<int>(n >> 8), static_cast<int>(n & 0xff)}) + std::string(n, 'x');
  };
  CHECK(fault(string(max_cbor_bytes - 3)).empty());
  CHECK(fault(string(max_cbor_bytes - 2)) == "CBOR, byte 0: a string longer than what follows");
}

TEST_CASE("the first item tells its length, whatever follows") {
  const std::string item = of({0xa1, 0x01, 0x43, 'a', 'b', 'c'});
  CHECK(rc::check([&](const std::string& more) {
    const auto first = read_first(item + more);
    RC_ASSERT(first.has_value());
    RC_ASSERT(first->size == item.size());
    RC_ASSERT(read_cbor(item + more).has_value() == more.empty());
  }));
}
