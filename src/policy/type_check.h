// Gives every part of a condition its type and resolves its names, or says what is wrong with it.
#pragma once

#include <string_view>
#include <vector>

#include "policy/expression.h"

namespace comity::policy {

struct KnownNames {
  std::vector<std::string_view> lexicons;
  std::vector<std::string_view> patterns;
  std::vector<std::string_view> labels;           // of the model; none: no model is loaded
  std::vector<std::string_view> model_languages;  // that it knows
};

// All mistakes in one run. True when the condition may be evaluated.
bool check_condition(Expression& expression, const KnownNames& names, std::vector<ConditionError>& errors);

}  // namespace comity::policy
