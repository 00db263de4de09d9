#include "http/console/figures.h"

#include <cmath>

namespace comity::http {

using discussion::Deed;

namespace {

bool restricts(Deed deed) { return deed == Deed::refuse || deed == Deed::return_ || deed == Deed::remove; }
bool lets_be(Deed deed) { return deed == Deed::publish || deed == Deed::restore || deed == Deed::keep; }

double as_double(std::int64_t n) { return static_cast<double>(n); }

}  // namespace

std::optional<double> Agreement::share() const {
  if (all() == 0) return std::nullopt;
  return as_double(both + neither) / as_double(all());
}

std::optional<double> Agreement::kappa() const {
  if (all() == 0) return std::nullopt;
  const double n = as_double(all());
  const double program = as_double(both + only_program) / n;
  const double person = as_double(both + only_person) / n;
  const double chance = program * person + (1 - program) * (1 - person);
  if (chance >= 1) return std::nullopt;
  return (*share() - chance) / (1 - chance);
}

DeskFigures figures_of(const std::vector<store::PastDecision>& decisions, Time since) {
  DeskFigures figures;
  for (const store::PastDecision& past : decisions) {
    const discussion::Decision& d = past.decision;
    if (d.decided < since) continue;
    ++figures.decided;
    ++figures.by_person[d.actor_name];
    if (!d.proposed_by.empty()) ++figures.by_person[d.proposed_by];
    if (restricts(d.deed)) {
      ++figures.restrictions;
      if (past.corrected) ++figures.overturned;
      for (const std::string& clause : d.clauses) ++figures.by_clause[clause];
    }
    if (past.corrected) continue;  // what was taken back is no answer
    if (restricts(d.deed)) ++(past.engine_restricted ? figures.agreement.both : figures.agreement.only_person);
    if (lets_be(d.deed)) ++(past.engine_restricted ? figures.agreement.only_program : figures.agreement.neither);
  }
  return figures;
}

bool HeldShare::changed() const {
  constexpr std::int64_t least = 30;
  if (lately < least || before < least) return false;
  const double p1 = share();
  const double p2 = as_double(before_held) / as_double(before);
  const double p = as_double(lately_held + before_held) / as_double(lately + before);
  const double error = std::sqrt(p * (1 - p) * (1 / as_double(lately) + 1 / as_double(before)));
  return std::abs(p1 - p2) > 2 * error;
}

}  // namespace comity::http
