// One parsed text of a catalogue: literals, arguments, plurals and selections.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/messages.h"

namespace comity::http {

struct MessageNode {
  enum class Kind { literal, argument, number, plural, select } kind = Kind::literal;  // number: the '#' of a plural
  std::string text;  // a literal's text, else the argument's name
  struct Case {
    std::string selector;       // "few", "other", "spam"; '' for an exact one
    std::int64_t exactly = -1;  // of "=0"
    std::vector<MessageNode> nodes;
  };
  std::vector<Case> cases;
};

using MessageNodes = std::vector<MessageNode>;

// Errors: `invalid` - not MessageFormat, or a part of it that catalogues must not use.
Result<MessageNodes> parse_message(std::string_view pattern);

// Names of the arguments, each with how it is used: "n plural", "name", "clause select spam none other".
std::set<std::string> arguments_of(const MessageNodes& nodes);

// How one language counts. Thread-safe.
class LanguageRules {
 public:
  explicit LanguageRules(std::string_view locale);  // BCP 47, with -u- extensions
  ~LanguageRules();
  LanguageRules(LanguageRules&&) noexcept;

  std::string_view category(std::int64_t n) const;  // CLDR plural category: "one", "few" ...
  const std::set<std::string, std::less<>>& categories() const;
  std::string number(std::int64_t n) const;  // grouped
  std::string date(Time t) const;            // day, month in words, year; in UTC

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

void write_message(std::string& out, const MessageNodes& nodes, const LanguageRules& rules, Arguments arguments,
                   bool as_html);

// Lines for plurals of `nodes` that lack a category of the language or have one too many.
std::vector<std::string> plural_faults(const MessageNodes& nodes, const LanguageRules& rules);

}  // namespace comity::http
