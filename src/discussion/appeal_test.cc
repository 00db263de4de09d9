#include "discussion/appeal.h"

#include <doctest.h>

using namespace comity;
using namespace comity::discussion;

namespace {

const Time may = *parse_rfc3339("2027-05-20T10:30:00Z");

Decision refusal(std::int64_t id = 1, std::string by = "anna") {
  Decision decision;
  decision.id = {id};
  decision.deed = Deed::refuse;
  decision.actor = Actor::moderator;
  decision.actor_name = std::move(by);
  decision.decided = may;
  return decision;
}

const Key128 author = {{1}};

std::string until(std::string_view decided) {
  Decision decision = refusal();
  decision.decided = *parse_rfc3339(decided);
  return rfc3339(appealable_until(decision)).substr(0, 19);
}

}  // namespace

TEST_CASE("a restriction may be appealed against for six months by the calendar, and never for less") {
  CHECK(until("2027-05-20T10:30:00Z") == "2027-11-20T10:30:00");
  CHECK(until("2027-08-31T10:30:00Z") == "2028-03-01T10:30:00");
  CHECK(until("2026-08-31T00:00:00Z") == "2027-03-01T00:00:00");
  CHECK(until("2027-12-31T23:59:59Z") == "2028-07-01T23:59:59");
  const Decision decision = refusal();
  const Time end = appealable_until(decision);
  CHECK_FALSE(why_no_appeal(decision, {decision}, {}, author, end));
  CHECK(why_no_appeal(decision, {decision}, {}, author, end + Millis{1}) == NoAppeal::too_late);
}

TEST_CASE("what restricts can be appealed against, what waits for a person or restricts nothing cannot") {
  const auto can = [](Deed deed, Actor actor) {
    Decision decision = refusal();
    decision.deed = deed;
    decision.actor = actor;
    return is_appealable(decision);
  };
  for (const Deed deed :
       {Deed::refuse, Deed::remove, Deed::return_, Deed::warn, Deed::premoderate, Deed::block, Deed::close_replies})
    CHECK(can(deed, Actor::moderator));
  CHECK(can(Deed::refuse, Actor::engine));
  CHECK_FALSE(can(Deed::hold, Actor::engine));
  CHECK_FALSE(can(Deed::refuse, Actor::imported));
  for (const Deed deed : {Deed::publish, Deed::withdraw, Deed::restore, Deed::unblock, Deed::keep})
    CHECK_FALSE(can(deed, Actor::moderator));
}

TEST_CASE("an appeal is filed once for each decision and complainant, and not against what was corrected") {
  const Decision first = refusal();
  Appeal appeal;
  appeal.decision = first.id;
  appeal.complainant = author;
  CHECK(why_no_appeal(first, {first}, {appeal}, author, may) == NoAppeal::filed_before);
  CHECK_FALSE(why_no_appeal(first, {first}, {appeal}, Key128{{2}}, may));
  CHECK_FALSE(why_no_appeal(refusal(2), {first}, {appeal}, author, may));
  Decision correction = refusal(3);
  correction.deed = Deed::restore;
  correction.corrects = first.id;
  CHECK(why_no_appeal(first, {first, correction}, {}, author, may) == NoAppeal::corrected);
  Decision warning = refusal(4);
  warning.deed = Deed::warn;
  warning.decided = may + Millis{1};
  const auto open = appealable_now({first, warning}, {}, author, may);
  REQUIRE(open.size() == 2);
  CHECK(open[0] == first);  // the comment before the warning that came of it
}

TEST_CASE("nobody looks again at a decision they had a part in") {
  Decision earlier = refusal(1, "boris");
  earlier.deed = Deed::return_;
  const Decision decision = refusal(2, "anna");
  const std::vector<Decision> all = {earlier, decision};
  const Time later = may + std::chrono::days(9);
  const auto by = [&](std::string_view person, bool outside = false, SecondLook desk = SecondLook::other) {
    const auto look = second_look_by(person, outside, decision, all, desk, later);
    return look ? std::string(name(*look)) : "";
  };
  CHECK(by("anna").empty());
  CHECK(by("boris").empty());
  CHECK(by("").empty());
  CHECK(by("clara") == "other");
  CHECK(by("dora", true) == "outside");
  CHECK(by("anna", true).empty());
}

TEST_CASE("a desk of one may look again itself, a day later, and that is what it is called") {
  const Decision decision = refusal();
  const auto at = [&](Millis after) {
    return second_look_by("anna", false, decision, {decision}, SecondLook::same_later, may + after);
  };
  CHECK_FALSE(at(std::chrono::hours(24) - Millis{1}));
  CHECK(at(std::chrono::hours(24)) == SecondLook::same_later);
  CHECK(second_look_by("boris", false, decision, {decision}, SecondLook::same_later, may) == SecondLook::other);
}

TEST_CASE("what the engine refused may be looked at by anybody") {
  Decision decision = refusal(1, "");
  decision.actor = Actor::engine;
  CHECK(second_look_by("anna", false, decision, {decision}, SecondLook::other, may) == SecondLook::other);
}

TEST_CASE("outcomes and looks have names that are read back") {
  for (const auto outcome : {AppealOutcome::upheld, AppealOutcome::partly, AppealOutcome::reversed})
    CHECK(appeal_outcome_from(name(outcome)) == outcome);
  for (const auto look : {SecondLook::other, SecondLook::outside, SecondLook::same_later})
    CHECK(second_look_from(name(look)) == look);
  CHECK_FALSE(appeal_outcome_from("maybe"));
}
