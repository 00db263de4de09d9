// --label RULE=LABEL: which label a rule of a site's own policy stands for.
#pragma once

#include <string>
#include <vector>

#include "actions/training_rows.h"

namespace comity::cmd {

inline constexpr const char* rule_labels_help =
    "a rule of the site's own policy: toxic, profanity, attack, hate, threat, sexual";

// The usual ones with `given` added. Errors: `invalid` - one of them is none.
Result<actions::RuleLabels> rule_labels(const std::vector<std::string>& given);

}  // namespace comity::cmd
