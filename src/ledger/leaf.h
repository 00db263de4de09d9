// What stands in the log: one entry for each decision. Who reads the log alone learns what was done, on which clauses
// and on which day; everything about a person is a commitment, which only its holder can open and erasure closes for
// ever.
//
// Format: docs/formats/ledger.md.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "ledger/checkpoint.h"

namespace comity::ledger {

// What a leaf holds under a commitment only.
enum class Field : std::uint8_t { story, number, author, text, words, reason };
inline constexpr std::size_t fields = 6;
std::string_view name(Field field);
std::optional<Field> field_from(std::string_view name);

// A value and the 128 random bits that keep it from being guessed. Without them nobody can say what was committed to.
struct Opening {
  Key128 salt;
  std::string value;

  bool operator==(const Opening&) const = default;
};
// SHA-256("comity-commitment/1", newline, the field's name, newline, salt, value)
Hash256 commitment(Field field, const Opening& opening);

struct Leaf {
  std::string kind;                  // "hold", "refuse" ...: a-z and '_'
  std::vector<std::string> clauses;  // ids: a-z, 0-9, '-' and '_'
  Hash256 policy;
  Hash256 engine;       // zero: no engine had a part in it
  std::string actor;    // "engine", "moderator" ...: never a name
  std::string day;      // "2026-11-22", UTC
  bool before = false;  // decided before there was a ledger
  std::array<Hash256, fields> sealed{};

  const Hash256& of(Field field) const { return sealed[static_cast<std::size_t>(field)]; }
  bool operator==(const Leaf&) const = default;
};

inline constexpr std::size_t max_leaf_clauses = 200;  // as many as a policy has
bool is_leaf_clause(std::string_view id);             // an id that an entry may name

std::string write_leaf(const Leaf& leaf);
// A leaf has one spelling: what reads well is written the same. Errors: `invalid`.
Result<Leaf> read_leaf(std::string_view text);

// The first entry of a log that goes on where another was lost or restored: the last checkpoint of the old one.
std::string write_continuation(const Checkpoint& last);
Result<Checkpoint> read_continuation(std::string_view text);

}  // namespace comity::ledger
