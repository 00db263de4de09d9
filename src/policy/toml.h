// A TOML document as a tree that knows where each of its parts stands. The library stays in toml.cc.
//
// Source: TOML 1.0.0, through toml++ 3.3.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy/diagnostics.h"

namespace comity::policy {

struct TomlItem {
  enum class Kind { text, integer, real, boolean, date, array, table };
  Kind kind = Kind::table;
  Position at;
  std::string text;
  std::int64_t integer = 0;
  double real = 0;  // input of examples only
  bool boolean = false;
  std::vector<TomlItem> items;  // of an array

  struct Entry;
  std::vector<Entry> entries;  // of a table, in the document's order

  const TomlItem* find(std::string_view key) const;
};

struct TomlItem::Entry {
  std::string key;
  Position at;  // of the key
  TomlItem value;
};

// "a text", "a whole number" ...: the kind in an editor's words.
std::string_view in_words(TomlItem::Kind kind);

// Limits that are checked before the library sees the document: it recurses on nesting and on dotted keys
// (a key of 100,000 parts crashes toml++ 3.3).
struct TomlLimits {
  std::size_t bytes = 1024 * 1024;
  std::size_t line_bytes = 16 * 1024;  // outside multi-line strings
  int key_parts = 8;
  int depth = 16;  // of arrays and inline tables in each other
  int headers = 2'000;
};

// False, with the reason in `diagnostics`, when `bytes` is too large or too deep, holds U+0000 or is not UTF-8.
// Linear time.
bool within_limits(std::string_view bytes, const TomlLimits& limits, Diagnostics& diagnostics);

// The tree; an empty table with errors in `diagnostics` when it is no TOML. Call after `within_limits`.
TomlItem parse_toml(std::string_view bytes, Diagnostics& diagnostics);

// Where byte `offset` of the string that `source` writes at `start` (its opening quotation mark) stands:
// follows escapes and line ends of all four kinds of TOML strings.
Position position_in_string(std::string_view source, Position start, std::size_t offset);

}  // namespace comity::policy
