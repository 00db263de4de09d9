#include "http/console/figures.h"

#include <doctest.h>

using namespace comity;
using namespace comity::http;
using discussion::Deed;

TEST_CASE("agreement beyond chance is Cohen's kappa") {
  // The textbook's table: 20 both, 15 neither, 5 and 10 alone of 50: share 0.70, chance 0.50, kappa 0.40.
  const Agreement agreement{20, 15, 5, 10};
  CHECK(*agreement.share() == doctest::Approx(0.7));
  CHECK(*agreement.kappa() == doctest::Approx(0.4));
  CHECK(*Agreement{5, 5, 0, 0}.kappa() == doctest::Approx(1));
  CHECK_FALSE(Agreement{5, 0, 0, 0}.kappa());
  CHECK_FALSE(Agreement{}.share());
}

TEST_CASE("a desk's decisions are counted by clause and person, with what was overturned") {
  const auto past = [](Deed deed, bool engine, bool corrected, std::int64_t at) {
    store::PastDecision one;
    one.decision.deed = deed;
    one.decision.actor_name = "olga";
    one.decision.decided = at_ms(at);
    if (deed == Deed::refuse) one.decision.clauses = {"tone"};
    one.engine_restricted = engine;
    one.corrected = corrected;
    return one;
  };
  const DeskFigures figures = figures_of(
      {past(Deed::refuse, true, false, 20), past(Deed::refuse, true, true, 20), past(Deed::publish, true, false, 20),
       past(Deed::remove, false, false, 20), past(Deed::keep, false, false, 20), past(Deed::refuse, true, false, 9)},
      at_ms(10));
  CHECK(figures.decided == 5);
  CHECK(figures.restrictions == 3);
  CHECK(figures.overturned == 1);
  CHECK(figures.by_clause.at("tone") == 2);
  CHECK(figures.by_person.at("olga") == 5);
  CHECK(figures.agreement.both == 1);
  CHECK(figures.agreement.only_program == 1);
  CHECK(figures.agreement.only_person == 1);
  CHECK(figures.agreement.neither == 1);
}

TEST_CASE("a change of more than two standard errors is told, a smaller one or one of few texts is not") {
  CHECK(HeldShare{100, 20, 100, 5}.changed());        // 0.20 and 0.05: 3.2 standard errors
  CHECK_FALSE(HeldShare{100, 10, 100, 5}.changed());  // 0.10 and 0.05: 1.3
  CHECK_FALSE(HeldShare{20, 20, 100, 0}.changed());
  CHECK_FALSE(HeldShare{100, 0, 100, 0}.changed());
}
