#include "discussion/ladder.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <algorithm>

using namespace comity;
using namespace comity::discussion;

namespace {

constexpr Time noon = at_ms(1'800'000'000'000);
constexpr Millis day = std::chrono::days(1);

const std::vector<policy::LadderStep> ladder = {
    {2, Millis(30 * day).count(), "warn", 0},
    {4, Millis(30 * day).count(), "premoderate", Millis(14 * day).count()},
    {6, Millis(90 * day).count(), "block", Millis(30 * day).count()},
};

// Strikes 1, 2, 3 ... one day apart, the last one now.
std::vector<Strike> strikes(std::int64_t many, Millis apart = day) {
  std::vector<Strike> out;
  for (std::int64_t i = 1; i <= many; ++i) out.push_back({{i}, {1}, {i}, noon - (many - i) * apart, {"person"}});
  return out;
}

// What was done on the strikes 1 .. `on`.
Block taken(Deed deed, std::int64_t on, std::int64_t step, Time since = noon) {
  Block block;
  block.decision = {1000 + on * 10 + static_cast<std::int64_t>(deed)};
  block.deed = deed;
  block.since = since;
  for (std::int64_t i = 1; i <= on; ++i) block.strikes.push_back({i});
  block.step_strikes = step;
  return block;
}

std::string asked(std::int64_t many, const std::vector<Block>& blocks = {}, Millis apart = day) {
  const auto what = asked_for(ladder, strikes(many, apart), blocks, noon);
  return what ? std::string(name(what->deed)) : "";
}

}  // namespace

TEST_CASE("the ladder asks for the highest step that the strikes reach, each once") {
  CHECK(asked(0).empty());
  CHECK(asked(1).empty());
  CHECK(asked(2) == "warn");
  CHECK(asked(2, {taken(Deed::warn, 2, 2)}).empty());
  CHECK(asked(3, {taken(Deed::warn, 2, 2)}) == "warn");  // and again: it is another strike
  CHECK(asked(4, {taken(Deed::warn, 2, 2)}) == "premoderate");
  CHECK(asked(6, {taken(Deed::warn, 2, 2)}) == "block");
  CHECK(asked(6, {taken(Deed::warn, 2, 2), taken(Deed::block, 6, 6)}).empty());
  CHECK(asked_for({}, strikes(9), {}, noon) == std::nullopt);
}

TEST_CASE("strikes older than the step's time do not count for it") {
  CHECK(asked(2, {}, 30 * day).empty());
  CHECK(asked(2, {}, 30 * day - Millis{1}) == "warn");
  CHECK(asked(6, {taken(Deed::warn, 2, 2)}, 15 * day) == "block");
  CHECK(asked(6, {taken(Deed::warn, 2, 2)}, 20 * day) == "warn");
}

TEST_CASE("a block is asked for only after a warning that was there before the last strike") {
  CHECK(asked(6) == "warn");
  CHECK(asked(6, {taken(Deed::warn, 6, 2)}) == "warn");  // given with this very strike, by the lower step
  CHECK(asked(7, {taken(Deed::warn, 6, 6)}) == "block");
  Block lifted = taken(Deed::warn, 2, 2);
  lifted.lifted = noon;
  CHECK(asked(6, {lifted}) == "warn");
  const auto block = asked_for(ladder, strikes(6), {taken(Deed::warn, 2, 2)}, noon);
  REQUIRE(block);
  CHECK(block->warning == taken(Deed::warn, 2, 2).decision);
  CHECK(block->strikes.size() == 6);
  CHECK(lasts_until(block->step, noon) == noon + 30 * day);
  CHECK_FALSE(lasts_until(ladder[0], noon));
}

TEST_CASE("what stood on a strike that is gone falls, and what needed a warning falls with it") {
  const std::vector<Block> had = {taken(Deed::warn, 2, 2), taken(Deed::premoderate, 4, 4)};
  const auto left = [](std::initializer_list<std::int64_t> ids) {
    std::vector<Strike> out;
    for (const std::int64_t id : ids) out.push_back({{id}, {1}, {id}, noon, {}});
    return out;
  };
  CHECK(fallen(had, left({1, 2, 3, 4})).empty());
  CHECK(fallen(had, left({1, 2, 3})) == std::vector{had[1].decision});
  CHECK(fallen(had, left({2, 3, 4})) == std::vector{had[0].decision, had[1].decision});
  CHECK(fallen({taken(Deed::warn, 3, 2)}, left({2, 3})).empty());  // one more than it needed
  Block block = taken(Deed::block, 7, 6);
  block.warning = had[0].decision;
  CHECK(fallen({had[0], block}, left({2, 3, 4, 5, 6, 7})) == std::vector{had[0].decision, block.decision});
  Block lifted = had[0];
  lifted.lifted = noon;
  CHECK(fallen({lifted}, {}).empty());
}

TEST_CASE("a block is active until its end, or for good, or until it is lifted; a warning keeps nobody from writing") {
  Block block = taken(Deed::block, 6, 6);
  CHECK(is_active(block, noon + 4000 * day));
  CHECK_FALSE(is_active(block, noon - Millis{1}));
  block.until = noon + day;
  CHECK(is_active(block, noon + day - Millis{1}));
  CHECK_FALSE(is_active(block, noon + day));
  Block waits = taken(Deed::premoderate, 4, 4);
  CHECK(active_block({waits, block, taken(Deed::warn, 2, 2)}, noon)->deed == Deed::block);
  CHECK(active_block({waits, block}, noon + day)->deed == Deed::premoderate);
  block.lifted = noon;
  CHECK(active_block({block}, noon) == nullptr);
}

TEST_CASE("all four factors are there or they are not complete") {
  CHECK(are_complete({6, 40, "two threats among them", "to drive others away"}));
  CHECK_FALSE(are_complete({0, 40, "grave", "unknown"}));
  CHECK_FALSE(are_complete({6, 5, "grave", "unknown"}));
  CHECK_FALSE(are_complete({6, 40, " \n", "unknown"}));
  CHECK_FALSE(are_complete({6, 40, "grave", ""}));
}

TEST_CASE("whoever follows the ladder step by step never blocks without an earlier warning, and it comes to rest") {
  CHECK(rc::check([] {
    std::vector<Strike> all;
    std::vector<Block> blocks;
    Time now = noon;
    const auto gaps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 40));
    for (const int gap : gaps) {
      now += gap * day;
      const auto id = static_cast<std::int64_t>(all.size()) + 1;
      all.push_back({{id}, {1}, {id}, now, {}});
      int steps = 0;
      while (const auto what = asked_for(ladder, all, blocks, now)) {
        RC_ASSERT(++steps <= 1);  // one strike asks for one step
        Block block;
        block.decision = {1'000'000 + static_cast<std::int64_t>(blocks.size())};
        block.deed = what->deed;
        block.since = now;
        for (const Strike& strike : what->strikes) block.strikes.push_back(strike.decision);
        block.step_strikes = what->step.strikes;
        block.warning = what->warning;
        if (block.deed == Deed::block) {
          const auto warned =
              std::find_if(blocks.begin(), blocks.end(), [&](const Block& b) { return b.decision == block.warning; });
          RC_ASSERT(warned != blocks.end());
          RC_ASSERT(warned->deed == Deed::warn);
          RC_ASSERT(warned->since <= all.back().given);
        }
        blocks.push_back(block);
      }
      RC_ASSERT(fallen(blocks, all).empty());
    }
    RC_ASSERT(fallen(blocks, {}).size() == blocks.size());
  }));
}
