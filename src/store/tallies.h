// Decisions counted, for everybody to read: no row of it is about one person. Errors as in store/store.h.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "discussion/records.h"

namespace comity::store {

// Restrictions of one kind in one month (UTC), by the first clause they cite and the language of the text.
struct DecisionTally {
  std::string month;     // "2026-11"
  std::string clause;    // '' none was cited
  std::string language;  // '' unknown
  discussion::Deed deed = discussion::Deed::hold;
  std::int64_t made = 0;
  std::int64_t by_program = 0;  // without a person
  // Reversed by a later decision; of a program's hold: a person found that the comment keeps the rules.
  std::int64_t undone = 0;

  bool operator==(const DecisionTally&) const = default;
};

// Holds, refusals, returns, removals, closed replies, warnings, premoderation, blocks.
bool is_tallied(const discussion::Decision& decision);
std::string month_of(Time t);

class Tallies {
 public:
  virtual ~Tallies() = default;

  // Latest month first, then by clause, language and deed. What was decided where imported comments came from is not
  // in it. Cost: some microseconds a decision of the whole archive: keep the answer for a while.
  virtual Result<std::vector<DecisionTally>> decision_tallies(SiteId site) = 0;
};

}  // namespace comity::store
