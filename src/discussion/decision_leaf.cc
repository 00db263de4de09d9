#include "discussion/decision_leaf.h"

#include <algorithm>

#include "base/crypto.h"

namespace comity::discussion {

using ledger::Field;

namespace {

std::string words_of(const Decision& decision, std::string_view text) {
  std::vector<std::string_view> words;
  for (const policy::ClauseVerdict& clause : decision.findings) {
    for (const policy::Finding& finding : clause.findings) {
      for (const text::Span span : finding.spans) {
        if (span.begin > span.end || span.end > text.size()) continue;  // of a text that was erased
        const std::string_view quoted = text.substr(span.begin, span.end - span.begin);
        if (std::find(words.begin(), words.end(), quoted) == words.end()) words.push_back(quoted);
      }
    }
  }
  std::string out;
  for (const std::string_view word : words) out.append(out.empty() ? "" : "\n").append(word);
  return out;
}

std::string decimal_or_nothing(std::int64_t number) { return number == 0 ? std::string() : std::to_string(number); }

}  // namespace

Salts new_salts() {
  Salts salts;
  for (Key128& salt : salts) salt = system_random().key128();
  return salts;
}

std::array<std::string, ledger::fields> sealed_values(const Decision& decision, const DecidedOn& on) {
  return {short_id(decision.story), decimal_or_nothing(on.number), decimal_or_nothing(on.author.value),
          std::string(on.text),     words_of(decision, on.text),   decision.reason};
}

ledger::Leaf leaf_of(const Decision& decision, const DecidedOn& on, const Salts& salts, bool before_ledger) {
  ledger::Leaf leaf;
  leaf.kind = name(decision.deed);
  for (const std::string& clause : decision.clauses) {
    if (ledger::is_leaf_clause(clause) && leaf.clauses.size() < ledger::max_leaf_clauses)
      leaf.clauses.push_back(clause);
  }
  leaf.policy = decision.policy;
  leaf.engine = decision.engine;
  leaf.actor = name(decision.actor);
  leaf.day = rfc3339(decision.decided).substr(0, 10);
  leaf.before = before_ledger;
  const auto values = sealed_values(decision, on);
  for (std::size_t i = 0; i < ledger::fields; ++i) {
    leaf.sealed[i] = ledger::commitment(static_cast<Field>(i), {salts[i], values[i]});
  }
  return leaf;
}

std::string log_name(const Site& site, std::int64_t log) {
  std::string host;
  if (!site.origins.empty()) {
    const std::string& origin = site.origins.front();
    const std::size_t scheme = origin.find("://");
    host = origin.substr(scheme == std::string::npos ? 0 : scheme + 3);
    // Nothing that a signed note's name may not hold.
    std::erase_if(host, [](char c) { return c == '+' || static_cast<unsigned char>(c) <= ' '; });
    if (!host.empty()) host += '/';
  }
  return host + site.key + "/ledger/" + std::to_string(log);
}

}  // namespace comity::discussion
