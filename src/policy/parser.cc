// Recursive descent over the grammar of docs/policy-language.md. `&&` and `||` chains are one flat node, so that
// a long list of alternatives is no deep tree.
#include <algorithm>

#include "policy/diagnostics.h"
#include "policy/expression.h"
#include "policy/lexer.h"
#include "policy/usual_mistakes.h"

namespace comity::policy {
namespace {

struct Gone {};  // a mistake was reported; parsing stops. Thrown and caught in this file only.

class Parser {
 public:
  Parser(const std::vector<Token>& tokens, Expression& expression, std::vector<ConditionError>& errors)
      : tokens_(tokens), expression_(expression), errors_(errors) {}

  bool run() {
    try {
      expression_.root = choice();
      if (now().kind != Token::Kind::end) stray();
      check_depth();
      return true;
    } catch (const Gone&) {
      return false;
    }
  }

 private:
  using Index = std::uint32_t;

  const Token& now() const { return tokens_[at_]; }
  bool at_sign(std::string_view sign) const { return now().kind == Token::Kind::sign && now().text == sign; }
  bool at_word(std::string_view word) const { return now().kind == Token::Kind::name && now().text == word; }
  bool accept(std::string_view sign) {
    if (!at_sign(sign)) return false;
    ++at_;
    return true;
  }

  // "and" for "&&": told as a mistake, and read as meant, so that the rest is looked at too.
  bool accept_word_for(std::string_view sign) {
    const std::string_view word = sign == "&&" ? "and" : "or";
    if (now().kind != Token::Kind::name || in_small_letters(now().text) != word) return false;
    errors_.push_back({now().begin, "conditions write '" + std::string(sign) + "' for " + std::string(word),
                       "replace the word by the sign", false});
    ++at_;
    return true;
  }

  [[noreturn]] void fail(const Token& token, std::string message, std::string advice) {
    errors_.push_back({token.begin, std::move(message), std::move(advice), false});
    throw Gone{};
  }

  [[noreturn]] void stray() {
    const Token& token = now();
    const Token* before = at_ > 0 ? &tokens_[at_ - 1] : nullptr;
    if (const auto [message, advice] = usual_mistake(token, before, expression_.source); !message.empty()) {
      fail(token, message, advice);
    }
    if (token.kind == Token::Kind::end) {
      fail(token, "the condition ends too early", "something is missing behind its last sign");
    }
    fail(token, "did not expect " + quoted(expression_.source.substr(token.begin, token.end - token.begin)) + " here",
         "join two conditions with && or ||, and look for a missing bracket");
  }

  void expect(std::string_view sign, const char* why) {
    if (accept(sign)) return;
    if (now().kind == Token::Kind::end) fail(now(), "'" + std::string(sign) + "' is missing at the end", why);
    stray_before(sign, why);
  }

  [[noreturn]] void stray_before(std::string_view sign, const char* why) {
    const Token& token = now();
    fail(token,
         "expected '" + std::string(sign) + "' before " +
             quoted(expression_.source.substr(token.begin, token.end - token.begin)),
         why);
  }

  Index add(Op op, std::size_t begin, std::vector<Index> kids = {}) {
    if (expression_.nodes.size() >= max_condition_nodes) {
      fail(now(), "the condition has more than " + std::to_string(max_condition_nodes) + " parts",
           "put words into a [lexicon] and alternatives into a [pattern]");
    }
    Node node;
    node.op = op;
    node.begin = static_cast<std::uint32_t>(begin);
    node.end = at_ > 0 ? tokens_[at_ - 1].end : 0;
    node.kids = std::move(kids);
    expression_.nodes.push_back(std::move(node));
    return static_cast<Index>(expression_.nodes.size() - 1);
  }

  Node& node(Index i) { return expression_.nodes[i]; }

  // One more level of brackets, signs before a term, or branches.
  struct Level {
    explicit Level(Parser& p) : parser(p) {
      if (++parser.level_ > max_condition_depth) {
        parser.fail(parser.now(), "the condition is nested deeper than " + std::to_string(max_condition_depth),
                    "split the clause in two, or leave out brackets");
      }
    }
    ~Level() { --parser.level_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    Parser& parser;
  };

  Index choice() {
    const Level level(*this);
    const std::size_t begin = now().begin;
    const Index condition = either();
    if (!accept("?")) return condition;
    const Index yes = choice();
    expect(":", "a choice reads: condition ? this : that");
    const Index no = choice();
    return add(Op::choice, begin, {condition, yes, no});
  }

  Index either() {
    return chain("||", Op::logical_or, [this] { return both(); });
  }
  Index both() {
    return chain("&&", Op::logical_and, [this] { return relation(); });
  }

  template <class Next>
  Index chain(std::string_view sign, Op op, Next next) {
    const std::size_t begin = now().begin;
    std::vector<Index> kids = {next()};
    while (accept(sign) || accept_word_for(sign)) kids.push_back(next());
    return kids.size() == 1 ? kids[0] : add(op, begin, std::move(kids));
  }

  bool at_relation(Op& op) const {
    static constexpr std::pair<std::string_view, Op> signs[] = {
        {"==", Op::equal},  {"!=", Op::not_equal},     {"<", Op::less},
        {">", Op::greater}, {"<=", Op::less_or_equal}, {">=", Op::greater_or_equal}};
    if (at_word("in")) {
      op = Op::in;
      return true;
    }
    for (const auto& [sign, meaning] : signs) {
      if (at_sign(sign)) {
        op = meaning;
        return true;
      }
    }
    return false;
  }

  Index relation() {
    const std::size_t begin = now().begin;
    const Index left = addition();
    Op op{};
    if (!at_relation(op)) return left;
    ++at_;
    const Index right = addition();
    const Index whole = add(op, begin, {left, right});
    if (Op another{}; at_relation(another)) {
      fail(now(), "two comparisons stand in one row", "write both out: a < b && b < c");
    }
    return whole;
  }

  Index addition() {
    const std::size_t begin = now().begin;
    Index left = product();
    for (;;) {
      const Op op = at_sign("+") ? Op::add : Op::subtract;
      if (!at_sign("+") && !at_sign("-")) return left;
      ++at_;
      const Index right = product();
      left = add(op, begin, {left, right});
    }
  }

  Index product() {
    const std::size_t begin = now().begin;
    Index left = unary();
    for (;;) {
      const Op op = at_sign("*") ? Op::multiply : at_sign("/") ? Op::divide : Op::modulo;
      if (!at_sign("*") && !at_sign("/") && !at_sign("%")) return left;
      ++at_;
      const Index right = unary();
      left = add(op, begin, {left, right});
    }
  }

  Index unary() {
    const std::size_t begin = now().begin;
    if (accept("!")) {
      const Level level(*this);
      return add(Op::logical_not, begin, {unary()});
    }
    if (accept("-")) {
      const Level level(*this);
      return add(Op::negate, begin, {unary()});
    }
    return member();
  }

  Index member() {
    const std::size_t begin = now().begin;
    Index left = primary();
    while (accept(".")) {
      if (now().kind != Token::Kind::name) fail(now(), "a name is missing behind the dot", "for example comment.text");
      const std::string name = now().text;
      ++at_;
      if (accept("(")) {
        std::vector<Index> kids = arguments();
        kids.insert(kids.begin(), left);
        left = add(Op::call_on_member, begin, std::move(kids));
        node(left).text = name;
      } else if (node(left).op == Op::member) {
        node(left).text += "." + name;
        node(left).end = tokens_[at_ - 1].end;
      } else {
        fail(tokens_[at_ - 1], "'." + name + "' cannot stand behind this",
             "names with a dot are comment.…, author.…, story.…, recent.…");
      }
    }
    if (at_sign("[")) {
      fail(now(), "single elements of a list cannot be picked", "ask list.exists(x, …) or \"a\" in list");
    }
    return left;
  }

  std::vector<Index> arguments() {
    const Level level(*this);
    std::vector<Index> kids;
    if (accept(")")) return kids;
    do kids.push_back(choice());
    while (accept(","));
    expect(")", "close the bracket behind the last argument");
    return kids;
  }

  Index primary() {
    const Token& token = now();
    const std::size_t begin = token.begin;
    switch (token.kind) {
      case Token::Kind::integer:
      case Token::Kind::decimal: {
        ++at_;
        const Index literal = add(Op::literal, begin);
        node(literal).number = token.number;
        node(literal).type = token.number.is_decimal ? Type::decimal : Type::integer;
        return literal;
      }
      case Token::Kind::text: {
        ++at_;
        const Index literal = add(Op::literal, begin);
        node(literal).text = token.text;
        node(literal).type = Type::text;
        return literal;
      }
      case Token::Kind::name:
        return name(token);
      case Token::Kind::sign:
        if (accept("(")) {
          const Index inner = choice();
          expect(")", "close the bracket");
          node(inner).begin = static_cast<std::uint32_t>(begin);  // findings show the part with its brackets
          node(inner).end = tokens_[at_ - 1].end;
          return inner;
        }
        if (accept("[")) return list(begin);
        break;
      case Token::Kind::end:
        break;
    }
    stray();
  }

  Index list(std::size_t begin) {
    const Level level(*this);
    std::vector<Index> kids;
    if (!accept("]")) {
      do kids.push_back(choice());
      while (accept(","));
      expect("]", "close the list");
    }
    return add(Op::list, begin, std::move(kids));
  }

  Index name(const Token& token) {
    const std::string small = in_small_letters(token.text);
    if (small == "and" || small == "or" || small == "not" || small == "in" || token.text == "if") stray();
    ++at_;
    if (token.text == "true" || token.text == "false") {
      const Index literal = add(Op::literal, token.begin);
      node(literal).truth = token.text == "true";
      node(literal).type = Type::boolean;
      return literal;
    }
    if (accept("(")) {
      std::vector<Index> kids = arguments();
      const Index call = add(Op::call, token.begin, std::move(kids));
      node(call).text = token.text;
      return call;
    }
    const Index name = add(Op::member, token.begin);
    node(name).text = token.text;
    return name;
  }

  // Chains of + and * lean to the left: their depth shows only in the tree. Kids come before their parents.
  void check_depth() {
    std::vector<int> depth(expression_.nodes.size(), 1);
    for (std::size_t i = 0; i < expression_.nodes.size(); ++i) {
      for (const Index kid : expression_.nodes[i].kids) depth[i] = std::max(depth[i], depth[kid] + 1);
      if (depth[i] > max_condition_depth) {
        const Node& deep = expression_.nodes[i];
        errors_.push_back({deep.begin, "the condition is nested deeper than " + std::to_string(max_condition_depth),
                           "split the clause in two, or leave out brackets", false});
        throw Gone{};
      }
    }
  }

  const std::vector<Token>& tokens_;
  Expression& expression_;
  std::vector<ConditionError>& errors_;
  std::size_t at_ = 0;
  int level_ = 0;
};

}  // namespace

bool parse_condition(std::string_view source, Expression& expression, std::vector<ConditionError>& errors) {
  expression.source = source;
  if (source.size() > max_condition_bytes) {
    errors.push_back({0, "the condition is longer than " + std::to_string(max_condition_bytes) + " bytes",
                      "put words into a [lexicon] and alternatives into a [pattern]", false});
    return false;
  }
  std::vector<Token> tokens;
  if (!tokens_of(source, tokens, errors)) return false;
  if (tokens.size() == 1) {
    errors.push_back({0, "the condition is empty", "leave 'when' out if only people apply this clause", false});
    return false;
  }
  return Parser(tokens, expression, errors).run();
}

std::string_view in_words(Type type) {
  switch (type) {
    case Type::unknown:
      return "something unknown";
    case Type::boolean:
      return "true or false";
    case Type::integer:
      return "a whole number";
    case Type::decimal:
      return "a decimal number";
    case Type::text:
      return "a text";
    case Type::integers:
      return "a list of whole numbers";
    case Type::decimals:
      return "a list of decimal numbers";
    case Type::texts:
      return "a list of texts";
  }
  return "something unknown";
}

}  // namespace comity::policy
