// The attributes that clients of the Perspective API ask for by name: which of them the classifier answers, in which
// languages, and which are known by name only.
//
// Source: the API's list of attributes as its documentation had it in 2024; docs/publishers/from-perspective.md.
#pragma once

#include <optional>
#include <string_view>

#include "classify/label.h"

namespace comity::http::analyze {

struct Attribute {
  std::string_view name;
  std::optional<classify::Label> label;  // none: known by name, answered in no language
};

// Null for a name that the API never had. Names are in capitals.
const Attribute* attribute(std::string_view name);

// Whether the score of `label` was measured in `language` (docs/model-card.md): only then it is given out.
bool measured(classify::Label label, std::string_view language);

}  // namespace comity::http::analyze
