// Counts decisions into tallies; for the stores.
#pragma once

#include <map>
#include <tuple>

#include "store/tallies.h"

namespace comity::store {

class TallySheet {
 public:
  void count(const discussion::Decision& decision, const std::string& clause, const std::string& language,
             bool undone) {
    if (!is_tallied(decision)) return;
    DecisionTally& tally = rows_[{month_of(decision.decided), clause, language, decision.deed}];
    ++tally.made;
    if (decision.actor == discussion::Actor::engine) ++tally.by_program;
    if (undone) ++tally.undone;
  }

  // Latest month first.
  std::vector<DecisionTally> rows() const {
    std::vector<DecisionTally> out;
    for (auto month_end = rows_.end(); month_end != rows_.begin();) {
      auto month = std::prev(month_end);
      while (month != rows_.begin() && std::get<0>(std::prev(month)->first) == std::get<0>(month->first)) --month;
      for (auto row = month; row != month_end; ++row) {
        out.push_back(row->second);
        std::tie(out.back().month, out.back().clause, out.back().language, out.back().deed) = row->first;
      }
      month_end = month;
    }
    return out;
  }

 private:
  std::map<std::tuple<std::string, std::string, std::string, discussion::Deed>, DecisionTally> rows_;
};

}  // namespace comity::store
