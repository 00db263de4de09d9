#include "policy/replay_report.h"

#include <algorithm>

namespace comity::policy {

std::vector<std::string> clause_order(const ReplayReport& report) {
  std::vector<std::string> order;
  for (const Compiled* policy : {report.after, report.before}) {
    if (policy == nullptr) continue;
    for (const Clause& clause : policy->clauses) {
      const bool counted = report.tally.clauses.contains(clause.id);
      if (counted && std::find(order.begin(), order.end(), clause.id) == order.end()) order.push_back(clause.id);
    }
  }
  return order;
}

std::string clause_title(const ReplayReport& report, std::string_view id) {
  for (const Compiled* policy : {report.after, report.before}) {
    const Clause* clause = policy == nullptr ? nullptr : policy->find(id);
    if (clause == nullptr) continue;
    const std::string& first = policy->languages.front();
    return std::string(in_language(clause->title, first, first));
  }
  return std::string(id);
}

std::uint64_t changed(const ReplayTally& tally) {
  std::uint64_t count = 0;
  for (std::size_t was = 0; was < effects; ++was) {
    for (std::size_t is = 0; is < effects; ++is) count += was == is ? 0 : tally.actions[was][is];
  }
  return count;
}

ByEffect totals(const ReplayTally& tally, bool after) {
  ByEffect sums{};
  for (std::size_t was = 0; was < effects; ++was) {
    for (std::size_t is = 0; is < effects; ++is) sums[after ? is : was] += tally.actions[was][is];
  }
  return sums;
}

std::string thousands(std::uint64_t n) {
  const std::string digits = std::to_string(n);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0 || part == 0) return "0 %";
  const std::uint64_t hundredths = (part * 100'000 / whole + 5) / 10;
  if (hundredths == 0) return "under 0.01 %";
  std::string text = std::to_string(hundredths / 100) + '.';
  text += static_cast<char>('0' + hundredths % 100 / 10);
  text += static_cast<char>('0' + hundredths % 10);
  return text + " %";
}

bool brake_would_stop(const ReplayReport& report, std::string_view id) {
  const auto clause = report.tally.clauses.find(id);
  if (clause == report.tally.clauses.end() || report.brake_share == 0) return false;
  return clause->second.after * 10'000 > report.tally.texts * static_cast<std::uint64_t>(report.brake_share);
}

std::string month_name(int month) {
  if (month == 0) return "unknown";
  std::string text = std::to_string(month / 12) + '-';
  text += static_cast<char>('0' + (month % 12 + 1) / 10);
  text += static_cast<char>('0' + (month % 12 + 1) % 10);
  return text;
}

std::string language_name(std::string_view tag) { return tag.empty() ? "unknown" : std::string(tag); }

}  // namespace comity::policy
