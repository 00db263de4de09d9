#include "text/characters.h"

#include <string>

namespace comity::text {
namespace {

struct Record {
  std::uint8_t kind, script, flags, native_size, latin_size;
  std::uint16_t native, latin;  // places in `pool`
};

#include "../../data/unicode/fold_tables.inc"

constexpr unsigned block_bits = 7;

}  // namespace

Character character(char32_t c) {
  const unsigned block = first_stage[c >> block_bits];
  const Record& r = records[second_stage[(block << block_bits) | (c & ((1U << block_bits) - 1))]];
  return {
      static_cast<Kind>(r.kind), r.script, r.flags, {pool + r.native, r.native_size}, {pool + r.latin, r.latin_size}};
}

char32_t next_code_point(std::string_view utf8, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
  const char32_t lead = byte(at);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  const std::size_t more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  char32_t c = lead & (0x3FU >> more);
  for (std::size_t i = 1; i <= more; ++i) c = (c << 6) | (byte(at + i) & 0x3FU);
  at += more + 1;
  return c;
}

std::string_view unicode_tables() {
  static const std::string name = std::string("unicode-15.0 fold-1 ") + tables_hash;
  return name;
}

}  // namespace comity::text
