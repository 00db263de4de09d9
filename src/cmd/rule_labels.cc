#include "cmd/rule_labels.h"

namespace comity::cmd {

Result<actions::RuleLabels> rule_labels(const std::vector<std::string>& given) {
  actions::RuleLabels rules = actions::usual_rule_labels();
  for (const std::string& one : given) {
    const std::size_t at = one.find('=');
    const auto label = at == std::string::npos ? std::nullopt : actions::row_label(one.substr(at + 1));
    if (!label || at == 0)
      return fail(Error::Code::invalid, "--label is RULE=LABEL, as in person=attack, not '" + one + "'");
    rules.insert_or_assign(one.substr(0, at), *label);
  }
  return rules;
}

}  // namespace comity::cmd
