#include "interchange/ustar.h"

#include <doctest.h>

namespace comity::interchange {

TEST_CASE("a tar head is read back as it was written, however large the file") {
  for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{513}, (std::uint64_t{1} << 33) - 1,
                                   std::uint64_t{1} << 33, std::uint64_t{1} << 45}) {
    const auto entry = from_tar_head(to_tar_head({"policies/paper.toml", size, at_ms(1'700'000'000'000)}));
    REQUIRE(entry.has_value());
    REQUIRE(entry->has_value());
    CHECK((*entry)->name == "policies/paper.toml");
    CHECK((*entry)->size == size);
    CHECK((*entry)->modified == at_ms(1'700'000'000'000));
  }
  CHECK(TarEntry{"", 0, {}}.padding() == 0);
  CHECK(TarEntry{"", 1, {}}.padding() == 511);
  CHECK(TarEntry{"", 1024, {}}.padding() == 0);
}

TEST_CASE("the end of an archive is no entry, and damage is said") {
  const auto end = from_tar_head(tar_end().substr(0, tar_block));
  REQUIRE(end.has_value());
  CHECK_FALSE(end->has_value());
  CHECK_FALSE(from_tar_head("short").has_value());
  CHECK_FALSE(from_tar_head(std::string(tar_block, 'x')).has_value());
  const std::string whole = to_tar_head({"comity.db", 100, at_ms(0)});
  for (std::size_t i = 0; i < 263; ++i) {  // up to the end of magic and version
    if (i == 155) continue;                // behind the end of the sum
    std::string bent = whole;
    bent[i] = static_cast<char>(bent[i] ^ 0x01);
    CHECK_FALSE(from_tar_head(bent).has_value());
  }
}

}  // namespace comity::interchange
