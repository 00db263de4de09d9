#include "interchange/zip.h"

#include <doctest.h>

#include <cstdint>

using namespace comity;
using namespace comity::interchange;

namespace {

std::uint32_t number(const std::string& bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
  return value;
}

}  // namespace

// tests/http/statements.py reads one with another program's eyes.
TEST_CASE("a zip archive is its files as they are, and a directory that leads to each") {
  const std::string zip = to_zip({{"one.csv", "123456789"}, {"two.csv", ""}}, at_ms(1'800'000'000'000));
  CHECK(zip.find("123456789") != std::string::npos);
  const std::size_t end = zip.size() - 22;
  REQUIRE(number(zip, end, 4) == 0x06054b50);
  CHECK(number(zip, end + 8, 2) == 2);
  CHECK(number(zip, end + 10, 2) == 2);
  std::size_t at = number(zip, end + 16, 4);
  CHECK(at + number(zip, end + 12, 4) == end);
  for (const std::string name : {"one.csv", "two.csv"}) {
    REQUIRE(number(zip, at, 4) == 0x02014b50);
    const std::size_t head = number(zip, at + 42, 4);
    REQUIRE(number(zip, head, 4) == 0x04034b50);
    CHECK(zip.substr(at + 46, name.size()) == name);
    CHECK(zip.substr(head + 30, name.size()) == name);
    CHECK(zip.substr(head + 4, 26) == zip.substr(at + 6, 26));  // both say the same of it
    if (name == "one.csv") {
      CHECK(number(zip, at + 16, 4) == 0xcbf43926);  // the check value of CRC-32
      CHECK(number(zip, at + 24, 4) == 9);
      CHECK(number(zip, at + 12, 4) == 0x5e2f4000);  // 2027-01-15 08:00:00
    }
    at += 46 + name.size();
  }
}

TEST_CASE("an archive of nothing is an empty directory, and the time before 1980 is that of 1980") {
  CHECK(to_zip({}, at_ms(0)).size() == 22);
  CHECK(number(to_zip({{"a", ""}}, at_ms(0)), 10, 4) == 0x00210000);
}
