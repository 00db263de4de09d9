// Heads of tar files, for archives of a few plain files.
//
// Source: POSIX.1-2017, pax, "ustar Interchange Format". Sizes from 8 GiB on are written in base 256, as GNU tar
// does; tar, bsdtar and Python read them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace comity::interchange {

inline constexpr std::size_t tar_block = 512;

struct TarEntry {
  std::string name;  // at most 100 bytes
  std::uint64_t size = 0;
  Time modified;

  // Zero bytes behind the content, up to a whole block.
  std::uint64_t padding() const { return (tar_block - size % tar_block) % tar_block; }
};

// One block. The name must fit.
std::string to_tar_head(const TarEntry& entry);

// Nothing for the block of zeros that ends an archive.
// Errors: `corrupt` - no head of a plain file, or its sum is wrong.
Result<std::optional<TarEntry>> from_tar_head(std::string_view block);

// The two blocks of zeros at the end.
std::string tar_end();

}  // namespace comity::interchange
