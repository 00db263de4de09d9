#include "policy/type_check.h"

#include <algorithm>

#include "policy/diagnostics.h"
#include "policy/table.h"
#include "policy/type_checker.h"
#include "policy/usual_mistakes.h"
#include "policy/variables.h"

namespace comity::policy {

bool TypeChecker::run() {
  const std::size_t before = errors_.size();
  const Type type = check(expression_.root);
  if (type != Type::boolean && type != Type::unknown) {
    error(
        root(), "a condition is true or false, but this is " + std::string(in_words(type)),
        is_number(type) ? "compare it, for example with '> 3'" : "compare it, for example with ==, or use contains(…)");
  }
  return std::none_of(errors_.begin() + static_cast<std::ptrdiff_t>(before), errors_.end(),
                      [](const ConditionError& e) { return !e.is_warning; });
}

Type TypeChecker::error(const Node& at, std::string message, std::string advice) {
  errors_.push_back({at.begin, std::move(message), std::move(advice), false});
  return Type::unknown;
}

void TypeChecker::warning(const Node& at, std::string message, std::string advice) {
  errors_.push_back({at.begin, std::move(message), std::move(advice), true});
}

Type TypeChecker::check(std::uint32_t i) {
  const Type type = typed(i);
  node(i).type = type;
  return type;
}

Type TypeChecker::typed(std::uint32_t i) {
  Node& n = node(i);
  switch (n.op) {
    case Op::literal:
      return n.type;
    case Op::list:
      return list(n);
    case Op::member:
      return name(n);
    case Op::logical_not:
      return truth(n.kids[0], "!"), Type::boolean;
    case Op::logical_and:
    case Op::logical_or:
      for (const std::uint32_t kid : n.kids) truth(kid, n.op == Op::logical_and ? "&&" : "||");
      return Type::boolean;
    case Op::choice:
      return choice(n);
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_or_equal:
    case Op::greater:
    case Op::greater_or_equal:
      return comparison(n);
    case Op::in:
      return membership(n);
    case Op::negate: {
      const Type type = check(n.kids[0]);
      if (type == Type::unknown || is_number(type)) return type;
      return error(n, "'-' needs a number, but this is " + std::string(in_words(type)), "'!' turns true into false");
    }
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::modulo:
      return arithmetic(n);
    case Op::call:
      return call(n);
    case Op::call_on_member:
      return method(n);
    default:
      return n.type;
  }
}

void TypeChecker::truth(std::uint32_t i, std::string_view sign) {
  const Type type = check(i);
  if (type == Type::boolean || type == Type::unknown) return;
  error(node(i),
        "'" + std::string(sign) + "' joins things that are true or false, but this is " + std::string(in_words(type)),
        is_number(type) ? "compare the number first: … > 3" : "compare it first: … == \"…\"");
}

Type TypeChecker::list(Node& n) {
  if (n.kids.size() > max_list_elements) {
    return error(n, "the list has more than 256 elements", "put words into a [lexicon]");
  }
  if (n.kids.empty()) return error(n, "an empty list", "write its elements, or leave the condition out");
  Type kind = Type::unknown;
  for (const std::uint32_t kid : n.kids) {
    const Type type = check(kid);
    if (type == Type::unknown) continue;
    if (type == Type::boolean || is_list(type)) {
      return error(node(kid), "a list holds texts or numbers, but this is " + std::string(in_words(type)),
                   "write [\"a\", \"b\"] or [1, 2]");
    }
    if (kind != Type::unknown && kind != type) {
      return error(node(kid), "the list mixes " + std::string(in_words(kind)) + " and " + std::string(in_words(type)),
                   "all elements must be of one kind; write 1.0 beside 0.5");
    }
    kind = type;
  }
  if (kind == Type::unknown) return Type::unknown;
  return kind == Type::text ? Type::texts : kind == Type::integer ? Type::integers : Type::decimals;
}

Type TypeChecker::name(Node& n) {
  if (!element_name_.empty() && n.text == element_name_) {
    n.op = Op::element;
    return element_type_;
  }
  if (const Variable* variable = find_variable(n.text)) {
    n.op = Op::variable;
    n.index = static_cast<std::uint32_t>(variable->fact);
    return variable->type;
  }
  for (const std::string_view function : condition_functions) {
    if (n.text == function) {
      return error(n, "'" + n.text + "' is a function and needs its brackets", "write " + n.text + "(\"…\")");
    }
  }
  if (const std::string advice = advice_for_name(n.text); !advice.empty()) {
    return error(n, "unknown name " + quoted(n.text), advice);
  }
  std::vector<std::string_view> known;
  for (const Variable& v : variables()) known.push_back(v.name);
  if (nearest(n.text, known).empty()) {
    // Perhaps only the part behind the dot is written.
    const std::string_view last = std::string_view(n.text).substr(n.text.rfind('.') + 1);
    for (const Variable& v : variables()) {
      if (v.name.substr(v.name.find('.') + 1) == last) {
        return error(n, "unknown name " + quoted(n.text), "did you mean '" + std::string(v.name) + "'?");
      }
    }
  }
  return error(n, "unknown name " + quoted(n.text), suggestion(n.text, known));
}

Type TypeChecker::choice(Node& n) {
  truth(n.kids[0], "?");
  const Type yes = check(n.kids[1]);
  const Type no = check(n.kids[2]);
  if (yes == Type::unknown) return no;
  if (no == Type::unknown || yes == no) return yes;
  return error(n, "one side of ':' is " + std::string(in_words(yes)) + ", the other " + std::string(in_words(no)),
               "both must be of one kind");
}

Type TypeChecker::comparison(Node& n) {
  const Type left = check(n.kids[0]);
  const Type right = check(n.kids[1]);
  if (!comparable(left, right)) {
    const bool counts = (is_list(left) && is_number(right)) || (is_number(left) && is_list(right));
    error(n, "this compares " + std::string(in_words(left)) + " with " + std::string(in_words(right)),
          counts                                ? "count the list: size(comment.links) > 2"
          : is_list(left) != is_list(right)     ? "to ask for one of several write: … in [\"a\", \"b\"]"
          : is_number(left) || is_number(right) ? "numbers stand without quotation marks"
                                                : "both sides must be of one kind");
    return Type::boolean;
  }
  if (is_list(left) || is_list(right)) {
    error(n, "lists cannot be compared", "ask \"a\" in list, size(list) == 2 or list.exists(x, …)");
    return Type::boolean;
  }
  if (left == Type::boolean && n.op != Op::equal && n.op != Op::not_equal) {
    error(n, "true and false have no order", "use == or !=, or just the condition itself");
    return Type::boolean;
  }
  warn_if_decided(n);
  warn_of_strange_text(n);
  return Type::boolean;
}

// comment.language == "Russian": a text that the fact never is.
void TypeChecker::warn_of_strange_text(const Node& n) {
  if (n.op != Op::equal && n.op != Op::not_equal) return;
  const bool turned = node(n.kids[0]).op == Op::literal;
  const Node& fact = node(n.kids[turned ? 1 : 0]);
  const Node& text = node(n.kids[turned ? 0 : 1]);
  if (fact.op != Op::variable || text.op != Op::literal || text.type != Type::text) return;
  switch (static_cast<Fact>(fact.index)) {
    case Fact::comment_language:
    case Fact::story_language:
      if (!text.text.empty() && !is_language_tag(text.text)) {
        warning(text, quoted(text.text) + " is never a language", "languages are short tags: \"en\", \"ru\", \"ar\"");
      }
      return;
    case Fact::author_kind: {
      const std::vector<std::string_view> kinds = {"guest", "account", "staff", "imported"};
      if (std::find(kinds.begin(), kinds.end(), text.text) == kinds.end()) {
        warning(text, quoted(text.text) + " is never the kind of an author",
                suggestion(in_small_letters(text.text), kinds));
      }
      return;
    }
    case Fact::comment_text:
      if (text.text.find('*') != std::string::npos) {
        warning(text, "'*' stands for itself here, so the whole comment would have to be " + quoted(text.text),
                "write comment.text.contains(\"…\"), or comment.text.matches(r'…')");
      }
      return;
    default:
      return;
  }
}

// A threshold that can never be met, or always is.
void TypeChecker::warn_if_decided(const Node& n) {
  const Node& left = node(n.kids[0]);
  const Node& right = node(n.kids[1]);
  if (n.op == Op::not_equal || !is_number(left.type) || right.op != Op::literal) return;
  std::optional<Number> highest;
  if (left.op == Op::variable) {
    if (const auto bound = variables()[left.index].highest) highest = Number{*bound, left.type == Type::decimal};
  } else if (left.op == Op::similar) {
    highest = Number::ten_thousandths(Number::unit);
  } else if (left.op != Op::size) {
    return;
  }
  const auto low = compare(Number::integer(0), right.number);
  const bool above = highest && compare(*highest, right.number) < 0;  // no value reaches it
  const bool at_top = highest && compare(*highest, right.number) == 0;
  const bool below = low > 0;  // every value is above it
  const bool never = (n.op == Op::equal && (above || below)) || (n.op == Op::greater && (above || at_top)) ||
                     (n.op == Op::greater_or_equal && above) || (n.op == Op::less && low >= 0) ||
                     (n.op == Op::less_or_equal && below);
  if (!never) return;
  std::string range = "its values begin at 0";
  const std::int64_t percent = right.number.raw;
  if (left.type == Type::decimal && !right.number.is_decimal && percent > 1 && percent < 100) {
    range = "shares go from 0.0 to 1.0: write 0." + std::string(percent < 10 ? "0" : "") + std::to_string(percent) +
            " for " + std::to_string(percent) + " %";
  } else if (highest)
    range = left.type == Type::decimal ? "its values go from 0.0 to 1.0"
                                       : "its values go from 0 to " + std::to_string(highest->raw);
  warning(n, quoted(expression_.source_of(n)) + " can never be true", range);
}

Type TypeChecker::membership(Node& n) {
  const Type left = check(n.kids[0]);
  const Type right = check(n.kids[1]);
  if (right != Type::unknown && !is_list(right)) {
    error(node(n.kids[1]), "'in' needs a list on its right, but this is " + std::string(in_words(right)),
          right == Type::text ? "for a part of a text write text.contains(\"…\")" : "write … in [1, 2]");
  } else if (!comparable(left, element_of(right))) {
    error(n, "this looks for " + std::string(in_words(left)) + " in " + std::string(in_words(right)),
          "both must be of one kind");
  }
  return Type::boolean;
}

Type TypeChecker::arithmetic(Node& n) {
  const Type left = check(n.kids[0]);
  const Type right = check(n.kids[1]);
  if (left == Type::unknown || right == Type::unknown) return Type::unknown;
  if (!is_number(left) || !is_number(right)) {
    return error(n,
                 "'" + sign(n.op) + "' needs two numbers, but here stand " + std::string(in_words(left)) + " and " +
                     std::string(in_words(right)),
                 left == Type::text ? "size(text) is the length of a text" : "numbers stand without quotation marks");
  }
  if (n.op == Op::multiply && left == Type::decimal && right == Type::decimal) {
    return error(n, "two decimals are multiplied",
                 "one side of '*' must be a whole number, so that nothing is rounded");
  }
  if (n.op == Op::divide || n.op == Op::modulo) {
    const Node& divisor = node(n.kids[1]);
    const bool literal =
        divisor.op == Op::literal || (divisor.op == Op::negate && node(divisor.kids[0]).op == Op::literal);
    if (!literal)
      return error(divisor, "'" + sign(n.op) + "' needs a number written out on its right",
                   "so that nothing is ever divided by zero; compare a > b * 2 instead of a / b > 2");
    const Node& number = divisor.op == Op::literal ? divisor : node(divisor.kids[0]);
    if (number.number.raw == 0) return error(divisor, "division by zero", "write another number");
    if (n.op == Op::modulo && (left == Type::decimal || right == Type::decimal)) {
      return error(n, "'%' needs whole numbers", "leave out the decimal places");
    }
  }
  return left == Type::decimal || right == Type::decimal ? Type::decimal : Type::integer;
}

std::string TypeChecker::sign(Op op) {
  switch (op) {
    case Op::add:
      return "+";
    case Op::subtract:
      return "-";
    case Op::multiply:
      return "*";
    case Op::divide:
      return "/";
    default:
      return "%";
  }
}

bool check_condition(Expression& expression, const KnownNames& names, std::vector<ConditionError>& errors) {
  return TypeChecker(expression, names, errors).run();
}

}  // namespace comity::policy
