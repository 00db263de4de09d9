// A compiled policy's engine: the clauses' conditions with the patterns and lexicons they name. Opaque outside
// this room.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "policy/contacts.h"
#include "policy/expression.h"
#include "policy/lexicon_matcher.h"
#include "policy/pattern_screen.h"
#include "policy/regex.h"
#include "text/names.h"

namespace comity::policy {

struct Pattern {
  std::string name;
  std::string regex;
  bool on_folded = false;
  std::shared_ptr<const re2::RE2> compiled;
};

class Conditions {
 public:
  explicit Conditions(std::vector<Lexicon> lexicons) : matcher(std::move(lexicons)) {}

  std::vector<std::optional<Expression>> of_clause;  // none where only people apply the clause
  std::vector<std::optional<Expression>> refusal_of_clause;
  std::vector<Pattern> patterns;
  std::unique_ptr<const PatternScreen> screen[2];  // of all patterns; index: on_folded; null: too few to be worth it
  bool asks_model = false;                         // a condition names a score
  AllowedContacts allowed_contacts;
  text::OwnNames own_names;
  LexiconMatcher matcher;  // of the lexicons that conditions name
};

}  // namespace comity::policy
