// The signs and words of a condition.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/expression.h"

namespace comity::policy {

struct Token {
  enum class Kind { end, name, integer, decimal, text, sign };
  Kind kind = Kind::end;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string text;  // a name; a sign as written; a text without its quotation marks and escapes
  Number number;
};

// Nothing but complaints when `source` holds a sign that conditions do not know. The last token is `end`.
bool tokens_of(std::string_view source, std::vector<Token>& tokens, std::vector<ConditionError>& errors);

}  // namespace comity::policy
