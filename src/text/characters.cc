#include "text/characters.h"

#include <string>

#include "text/tables.h"

namespace comity::text {
Character character(char32_t c) {
  using namespace tables;
  const unsigned block = first_stage[c / 128];
  const Record& r = records[second_stage[block * 128 + c % 128]];
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
  static const std::string name = std::string("unicode-15.0 fold-1 ") + tables::hash;
  return name;
}

}  // namespace comity::text
