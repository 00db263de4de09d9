#include "interchange/ustar.h"

#include <algorithm>

namespace comity::interchange {

namespace {

struct Field {
  std::size_t at;
  std::size_t size;
};
constexpr Field name_field{0, 100};
constexpr Field mode_field{100, 8};
constexpr Field owner_field{108, 8};
constexpr Field group_field{116, 8};
constexpr Field size_field{124, 12};
constexpr Field time_field{136, 12};
constexpr Field sum_field{148, 8};
constexpr std::size_t type_at = 156;
constexpr std::size_t magic_at = 257;
constexpr std::string_view magic{"ustar\00000", 8};
constexpr std::uint64_t octal_end = std::uint64_t{1} << 33;  // eleven octal digits

void put_octal(std::string& block, Field field, std::uint64_t value) {
  for (std::size_t i = field.size - 1; i-- > 0; value /= 8) block[field.at + i] = static_cast<char>('0' + value % 8);
  block[field.at + field.size - 1] = '\0';
}

void put_size(std::string& block, std::uint64_t value) {
  if (value < octal_end) return put_octal(block, size_field, value);
  block[size_field.at] = '\x80';
  for (std::size_t i = size_field.size; i-- > 1; value >>= 8)
    block[size_field.at + i] = static_cast<char>(value & 0xff);
}

std::optional<std::uint64_t> get_number(std::string_view block, Field field) {
  const std::string_view bytes = block.substr(field.at, field.size);
  std::uint64_t value = 0;
  if (bytes[0] == '\x80') {
    for (const char c : bytes.substr(1)) {
      if (value >> 48 != 0) return std::nullopt;
      value = value << 8 | static_cast<unsigned char>(c);
    }
    return value;
  }
  for (const char c : bytes) {
    if (c == '\0' || c == ' ') break;
    if (c < '0' || c > '7') return std::nullopt;
    value = value * 8 + static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

// Of all bytes, those of the sum itself taken as spaces.
std::uint64_t sum_of(std::string_view block) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < tar_block; ++i) {
    const bool of_sum = i >= sum_field.at && i < sum_field.at + sum_field.size;
    sum += of_sum ? ' ' : static_cast<unsigned char>(block[i]);
  }
  return sum;
}

}  // namespace

std::string to_tar_head(const TarEntry& entry) {
  std::string block(tar_block, '\0');
  block.replace(name_field.at, std::min(entry.name.size(), name_field.size), entry.name, 0, name_field.size);
  put_octal(block, mode_field, 0600);
  put_octal(block, owner_field, 0);
  put_octal(block, group_field, 0);
  put_size(block, entry.size);
  put_octal(block, time_field, static_cast<std::uint64_t>(std::max<std::int64_t>(0, to_ms(entry.modified) / 1000)));
  block[type_at] = '0';
  block.replace(magic_at, magic.size(), magic);
  put_octal(block, {sum_field.at, sum_field.size - 1}, sum_of(block));
  block[sum_field.at + sum_field.size - 1] = ' ';
  return block;
}

Result<std::optional<TarEntry>> from_tar_head(std::string_view block) {
  if (block.size() != tar_block) return fail(Error::Code::corrupt, "the archive is cut off");
  if (std::all_of(block.begin(), block.end(), [](char c) { return c == '\0'; })) return std::optional<TarEntry>();
  const auto sum = get_number(block, sum_field);
  const auto size = get_number(block, size_field);
  const auto modified = get_number(block, time_field);
  if (!sum || *sum != sum_of(block) || block.substr(magic_at, 5) != "ustar")
    return fail(Error::Code::corrupt, "this is not a tar archive, or it is damaged");
  if (!size || !modified || block[type_at] != '0') return fail(Error::Code::corrupt, "the archive holds no plain file");
  TarEntry entry;
  const std::string_view name = block.substr(name_field.at, name_field.size);
  entry.name = name.substr(0, std::min(name.find('\0'), name.size()));
  entry.size = *size;
  entry.modified = at_ms(static_cast<std::int64_t>(*modified) * 1000);
  return std::optional<TarEntry>(std::move(entry));
}

std::string tar_end() { return std::string(2 * tar_block, '\0'); }

}  // namespace comity::interchange
