#include "interchange/zip.h"

#include <libdeflate.h>

#include <algorithm>
#include <cstdint>

namespace comity::interchange {
namespace {

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i, value >>= 8) out += static_cast<char>(value & 0xff);
}

std::uint32_t dos_date_and_time(Time t) {
  const auto day = std::chrono::floor<std::chrono::days>(t);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(t - day);
  const auto year = static_cast<std::uint32_t>(std::max(0, static_cast<int>(date.year()) - 1980));
  const std::uint32_t dos_date =
      year << 9 | static_cast<unsigned>(date.month()) << 5 | static_cast<unsigned>(date.day());
  const auto dos_time =
      static_cast<std::uint32_t>(time.hours().count() << 11 | time.minutes().count() << 5 | time.seconds().count() / 2);
  return dos_date << 16 | dos_time;
}

// What the local head and the central directory both say of an entry.
std::string common_fields(const ZipEntry& entry, Time modified) {
  const std::uint32_t sum = libdeflate_crc32(0, entry.bytes.data(), entry.bytes.size());
  const auto size = static_cast<std::uint32_t>(entry.bytes.size());
  std::string out;
  put(out, 20, 2);      // version needed to extract: 2.0
  put(out, 0x0800, 2);  // the name is UTF-8
  put(out, 0, 2);       // method: stored
  put(out, dos_date_and_time(modified), 4);
  put(out, sum, 4);
  put(out, size, 4);  // compressed
  put(out, size, 4);
  put(out, static_cast<std::uint32_t>(entry.name.size()), 2);
  put(out, 0, 2);  // no extra field
  return out;
}

}  // namespace

std::string to_zip(const std::vector<ZipEntry>& entries, Time modified) {
  std::string out, directory;
  for (const ZipEntry& entry : entries) {
    const std::string common = common_fields(entry, modified);
    const auto at = static_cast<std::uint32_t>(out.size());
    put(out, 0x04034b50, 4);
    out += common + entry.name + entry.bytes;
    put(directory, 0x02014b50, 4);
    put(directory, 20, 2);  // made by: 2.0
    directory += common;
    put(directory, 0, 2);  // no comment
    put(directory, 0, 2);  // disk
    put(directory, 0, 2);  // internal attributes
    put(directory, 0, 4);  // external attributes
    put(directory, at, 4);
    directory += entry.name;
  }
  const auto directory_at = static_cast<std::uint32_t>(out.size());
  const auto count = static_cast<std::uint32_t>(entries.size());
  out += directory;
  put(out, 0x06054b50, 4);
  put(out, 0, 4);  // disks
  put(out, count, 2);
  put(out, count, 2);
  put(out, static_cast<std::uint32_t>(directory.size()), 4);
  put(out, directory_at, 4);
  put(out, 0, 2);  // no comment
  return out;
}

}  // namespace comity::interchange
