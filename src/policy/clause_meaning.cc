#include "policy/clause_meaning.h"

#include <algorithm>
#include <set>

#include "base/crypto.h"
#include "policy/conditions.h"

namespace comity::policy {

std::vector<Hash256> clause_meanings(const Compiled& policy) {
  const Conditions& conditions = *policy.conditions;
  std::vector<Hash256> meanings;
  for (std::size_t i = 0; i < policy.clauses.size(); ++i) {
    const Clause& clause = policy.clauses[i];
    std::string bytes = clause.id + '\n' + clause.when + '\n' + std::string(name(clause.action)) + '\n' +
                        std::string(name(clause.then)) + (clause.quotes_ignored ? "\nignore" : "\njudge");
    if (!clause.refuse_when.empty()) bytes += "\nrefuse when " + clause.refuse_when;
    std::set<std::string> lists;
    for (const auto* expression : {&conditions.of_clause[i], &conditions.refusal_of_clause[i]}) {
      if (!*expression) continue;
      for (const Node& node : (*expression)->nodes) {
        if (node.op == Op::contacts) {
          for (const std::string& allowed : conditions.allowed_contacts.written()) lists.insert("\ncontact " + allowed);
        } else if (node.op == Op::lexicon) {
          const Lexicon& lexicon = conditions.matcher.lexicons()[node.index];
          lists.insert("\nlexicon " + lexicon.name + ' ' + to_hex(lexicon.hash));
        } else if (node.op == Op::pattern) {
          const Pattern& pattern = conditions.patterns[node.index];
          lists.insert("\npattern " + pattern.name + (pattern.on_folded ? " folded " : " text ") + pattern.regex);
        }
      }
    }
    for (const std::string& list : lists) bytes += list;
    meanings.push_back(sha256(bytes));
  }
  return meanings;
}

std::vector<std::string> newly_live(const Compiled* before, const Compiled& now) {
  const std::vector<Hash256> old = before == nullptr ? std::vector<Hash256>{} : clause_meanings(*before);
  const std::vector<Hash256> meanings = clause_meanings(now);
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < now.clauses.size(); ++i) {
    if (now.clauses[i].action == Action::allow) continue;
    if (std::find(old.begin(), old.end(), meanings[i]) == old.end()) ids.push_back(now.clauses[i].id);
  }
  return ids;
}

}  // namespace comity::policy
