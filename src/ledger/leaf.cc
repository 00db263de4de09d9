#include "ledger/leaf.h"

#include <algorithm>

#include "base/crypto.h"
#include "ledger/lines.h"

namespace comity::ledger {
namespace {

constexpr std::string_view leaf_head = "comity-leaf/1";
constexpr std::string_view continuation_head = "comity-continuation/1";
constexpr std::array<std::string_view, fields> names = {"story", "number", "author", "text", "words", "reason"};

bool consists_of(std::string_view text, std::string_view allowed, std::size_t longest) {
  return !text.empty() && text.size() <= longest && text.find_first_not_of(allowed) == std::string_view::npos;
}

bool is_word(std::string_view text) { return consists_of(text, "abcdefghijklmnopqrstuvwxyz_", 32); }

bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if (text[i] < '0' || text[i] > '9') return false;
  }
  const int month = (text[5] - '0') * 10 + (text[6] - '0');
  const int day = (text[8] - '0') * 10 + (text[9] - '0');
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

// The rest of the next line when it begins with "key: "; else nothing is taken.
std::optional<std::string_view> take(std::string_view& rest, std::string_view key) {
  std::string_view after = rest;
  const auto line = take_line(after);
  if (!line || !line->starts_with(key) || line->substr(key.size(), 2) != ": ") return std::nullopt;
  rest = after;
  return line->substr(key.size() + 2);
}

void line(std::string& out, std::string_view key, std::string_view value) {
  out.append(key).append(": ").append(value) += '\n';
}

tl::unexpected<Error> wrong(std::string_view key) {
  return fail(Error::Code::invalid, "an entry of this form has no '" + std::string(key) + "' here, or a wrong one");
}

}  // namespace

bool is_leaf_clause(std::string_view id) { return consists_of(id, "abcdefghijklmnopqrstuvwxyz0123456789-_", 64); }

std::string_view name(Field field) { return names[static_cast<std::size_t>(field)]; }

std::optional<Field> field_from(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Field>(found - names.begin());
}

Hash256 commitment(Field field, const Opening& opening) {
  std::string bytes = "comity-commitment/1\n";
  bytes.append(name(field)) += '\n';
  bytes.append(reinterpret_cast<const char*>(opening.salt.bytes.data()), opening.salt.bytes.size());
  return sha256(bytes.append(opening.value));
}

std::string write_leaf(const Leaf& leaf) {
  std::string out = std::string(leaf_head) + '\n';
  line(out, "kind", leaf.kind);
  for (const std::string& clause : leaf.clauses) line(out, "clause", clause);
  line(out, "policy", to_hex(leaf.policy));
  line(out, "engine", to_hex(leaf.engine));
  line(out, "actor", leaf.actor);
  line(out, "day", leaf.day);
  if (leaf.before) line(out, "before ledger", "yes");
  for (std::size_t i = 0; i < fields; ++i) line(out, names[i], to_hex(leaf.sealed[i]));
  return out;
}

Result<Leaf> read_leaf(std::string_view text) {
  std::string_view rest = text;
  if (take_line(rest) != leaf_head) {
    return fail(Error::Code::invalid, "a leaf begins with the line " + std::string(leaf_head));
  }
  const auto hash = [&](std::string_view key, Hash256& into) {
    const auto value = take(rest, key);
    const auto read = value ? hash256_from_hex(*value) : std::nullopt;
    if (read) into = *read;
    return read.has_value();
  };
  Leaf leaf;
  const auto kind = take(rest, "kind");
  if (!kind || !is_word(*kind)) return wrong("kind");
  leaf.kind = *kind;
  while (const auto clause = take(rest, "clause")) {
    if (!is_leaf_clause(*clause) || leaf.clauses.size() == max_leaf_clauses) return wrong("clause");
    leaf.clauses.emplace_back(*clause);
  }
  if (!hash("policy", leaf.policy)) return wrong("policy");
  if (!hash("engine", leaf.engine)) return wrong("engine");
  const auto actor = take(rest, "actor");
  if (!actor || !is_word(*actor)) return wrong("actor");
  leaf.actor = *actor;
  const auto day = take(rest, "day");
  if (!day || !is_day(*day)) return wrong("day");
  leaf.day = *day;
  leaf.before = take(rest, "before ledger") == "yes";
  for (std::size_t i = 0; i < fields; ++i) {
    if (!hash(names[i], leaf.sealed[i])) return wrong(names[i]);
  }
  if (write_leaf(leaf) != text) return fail(Error::Code::invalid, "a leaf holds more than it may, or another spelling");
  return leaf;
}

std::string write_continuation(const Checkpoint& last) { return std::string(continuation_head) + '\n' + text_of(last); }

Result<Checkpoint> read_continuation(std::string_view text) {
  std::string_view rest = text;
  if (take_line(rest) != continuation_head) {
    return fail(Error::Code::invalid, "a continuation begins with the line " + std::string(continuation_head));
  }
  COMITY_TRY(Checkpoint last, read_checkpoint_text(rest));
  if (write_continuation(last) != text) return fail(Error::Code::invalid, "a continuation holds more than it may");
  return last;
}

}  // namespace comity::ledger
