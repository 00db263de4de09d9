// What a desk can tell of itself in numbers. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/queue.h"

namespace comity::http {

// How often the program and people came to the same about texts that people looked at: both would restrict, both would
// let it be, or only one.
struct Agreement {
  std::int64_t both = 0;
  std::int64_t neither = 0;
  std::int64_t only_program = 0;
  std::int64_t only_person = 0;

  std::int64_t all() const { return both + neither + only_program + only_person; }
  std::optional<double> share() const;  // none: nothing was looked at
  // Cohen's kappa: agreement beyond what chance gives. None where chance alone agrees always (one answer only).
  // Source: J. Cohen, "A coefficient of agreement for nominal scales", 1960.
  std::optional<double> kappa() const;
};

struct DeskFigures {
  Agreement agreement;
  std::int64_t decided = 0;
  std::int64_t restrictions = 0;  // refusals, returns and removals by people
  std::int64_t overturned = 0;    // of them, taken back or reversed later
  std::map<std::string, std::int64_t> by_clause;
  std::map<std::string, std::int64_t> by_person;  // sign-in names
};
// Of people's decisions made at or after `since`.
DeskFigures figures_of(const std::vector<store::PastDecision>& decisions, Time since);

// How many of a language's texts the program held, lately and before that.
struct HeldShare {
  std::int64_t lately = 0, lately_held = 0;
  std::int64_t before = 0, before_held = 0;

  double share() const { return lately == 0 ? 0 : static_cast<double>(lately_held) / static_cast<double>(lately); }
  // The two shares differ by more than two standard errors of their difference, and neither rests on fewer than 30.
  bool changed() const;
};

}  // namespace comity::http
