// The generated tables of data/unicode/fold_tables.cc, two stages deep. Read through characters.h.
#pragma once

#include <cstdint>

namespace comity::text::tables {

struct Record {
  std::uint8_t kind, script, flags, native_size, latin_size;
  std::uint16_t native, latin;  // places in `pool`
};

extern const std::uint16_t first_stage[];   // by code point / 128: the block
extern const std::uint16_t second_stage[];  // by block * 128 + code point % 128: the record
extern const Record records[];
extern const char pool[];
extern const char hash[];  // SHA-256 of the tables' text, hexadecimal

}  // namespace comity::text::tables
