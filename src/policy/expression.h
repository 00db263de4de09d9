// A condition as a tree: what the parser makes, the checker types and the evaluator walks.
//
// Language: docs/policy-language.md, a typed subset of the Common Expression Language (CEL).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "policy/number.h"

namespace re2 {
class RE2;
}

namespace comity::policy {

inline constexpr std::size_t max_condition_bytes = 64 * 1024;
inline constexpr std::size_t max_condition_nodes = 4'096;
inline constexpr int max_condition_depth = 32;
inline constexpr std::size_t max_list_elements = 256;  // that `exists` and `all` look at

enum class Type : std::uint8_t { unknown, boolean, integer, decimal, text, integers, decimals, texts };

enum class Op : std::uint8_t {
  literal,      // boolean, integer, decimal or text
  list,         // kids: the elements
  variable,     // index: in variables()
  element,      // the name bound by the `exists` or `all` around it
  logical_not,  // one kid
  logical_and,  // two or more kids
  logical_or,
  choice,  // condition, then, else
  equal,
  not_equal,
  less,
  less_or_equal,
  greater,
  greater_or_equal,
  in,
  negate,
  add,
  subtract,
  multiply,
  divide,
  modulo,
  size,         // kid: a text or a list
  starts_with,  // kids: where, what
  contains,
  matches,  // kid: where; regex
  exists,   // kids: list, predicate
  all,
  lexicon,         // text: its name; number: least severity
  pattern,         // text: its name; index
  similar,         // index: 0 own, 1 others
  contacts,        // index: a bit for each ContactKind
  model,           // text: the label; a score that may be unknown
  model_knows,     // kid: a language
  member,          // parser only: a dotted name that the checker resolves
  call,            // parser only: a function, resolved by the checker
  call_on_member,  // parser only: kid 0 is what stands before the dot
};

struct Node {
  Op op = Op::literal;
  Type type = Type::unknown;
  std::uint32_t begin = 0;  // bytes of the condition
  std::uint32_t end = 0;
  std::vector<std::uint32_t> kids;
  Number number;
  bool truth = false;
  std::string text;
  std::uint32_t index = 0;
  std::shared_ptr<const re2::RE2> regex;
};

struct Expression {
  std::string source;
  std::vector<Node> nodes;
  std::uint32_t root = 0;

  std::string_view source_of(const Node& node) const {
    return std::string_view(source).substr(node.begin, node.end - node.begin);
  }
};

// What is wrong in a condition; `offset` is a byte of it.
struct ConditionError {
  std::size_t offset = 0;
  std::string message;
  std::string advice;
  bool is_warning = false;
};

// The tree of `source`, names unresolved. Stops at the first mistake of grammar.
// Linear time; never deeper than `max_condition_depth`.
bool parse_condition(std::string_view source, Expression& expression, std::vector<ConditionError>& errors);

// "a whole number", "a list of texts" ...
std::string_view in_words(Type type);

}  // namespace comity::policy
