// The checker's inside: operators in type_check.cc, functions in type_check_calls.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/expression.h"
#include "policy/type_check.h"

namespace comity::policy {

inline bool is_number(Type type) { return type == Type::integer || type == Type::decimal; }

inline bool is_list(Type type) { return type == Type::integers || type == Type::decimals || type == Type::texts; }

inline Type element_of(Type list) {
  switch (list) {
    case Type::integers:
      return Type::integer;
    case Type::decimals:
      return Type::decimal;
    case Type::texts:
      return Type::text;
    default:
      return Type::unknown;
  }
}

// Same kind of thing, so that == and `in` mean something. Unknown goes with all: its mistake is told already.
inline bool comparable(Type a, Type b) {
  return a == Type::unknown || b == Type::unknown || a == b || (is_number(a) && is_number(b));
}

inline constexpr std::string_view condition_functions[] = {"size",    "startsWith", "contains", "matches",
                                                           "exists",  "all",        "lexicon",  "pattern",
                                                           "similar", "contacts",   "model",    "model_knows"};

class TypeChecker {
 public:
  TypeChecker(Expression& expression, const KnownNames& names, std::vector<ConditionError>& errors)
      : expression_(expression), names_(names), errors_(errors) {}

  // True when the condition may be evaluated.
  bool run();

 private:
  Node& node(std::uint32_t i) { return expression_.nodes[i]; }
  const Node& root() { return node(expression_.root); }

  Type error(const Node& at, std::string message, std::string advice);
  void warning(const Node& at, std::string message, std::string advice);

  // What a part gives, noted in it; `unknown` when a mistake in it was told.
  Type check(std::uint32_t i);
  Type typed(std::uint32_t i);
  void truth(std::uint32_t i, std::string_view sign);
  Type list(Node& n);
  Type name(Node& n);
  Type choice(Node& n);
  Type comparison(Node& n);
  // A threshold that can never be met, or always is.
  void warn_if_decided(const Node& n);
  void warn_of_strange_text(const Node& n);
  Type membership(Node& n);
  Type arithmetic(Node& n);
  static std::string sign(Op op);

  // type_check_calls.cc
  // f(a, b): also the methods, written as functions, but for those that bind a name.
  Type call(Node& n);
  Type method(Node& n);
  Type size(Node& n);
  Type in_text(Node& n);
  Type over_list(Node& n);
  // lexicon("name") or lexicon("name", least severity)
  Type lexicon(Node& n);
  Type pattern(Node& n);
  Type similar(Node& n);
  // contacts() for all kinds, or contacts("phone", …)
  Type contacts(Node& n);
  Type model(Node& n);
  Type model_knows(Node& n);

  Expression& expression_;
  const KnownNames& names_;
  std::vector<ConditionError>& errors_;
  std::string element_name_;  // bound by the exists() or all() around
  Type element_type_ = Type::unknown;
};

}  // namespace comity::policy
