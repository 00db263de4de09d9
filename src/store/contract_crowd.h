// Part of the contract: many at once.
#pragma once

#include <algorithm>
#include <thread>

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

TEST_CASE("a crowd that posts to one story gets consecutive numbers without a retry") {
  const auto store = fresh_store();
  Desk desk(*store);
  constexpr int people = 128;
  constexpr int each = 3;
  std::vector<Change> changes;
  for (int i = 0; i < people * each; ++i) changes.push_back(desk.change(desk.site, desk.a_comment()));
  std::vector<std::int64_t> numbers(changes.size());
  std::vector<std::thread> crowd;
  for (int i = 0; i < people; ++i)
    crowd.emplace_back([&, i] {
      for (int k = 0; k < each; ++k) {
        const auto at = static_cast<std::size_t>(i * each + k);
        const auto outcome = store->commit(changes[at]);
        numbers[at] = outcome ? outcome->number : 0;
      }
    });
  for (std::thread& person : crowd) person.join();
  std::sort(numbers.begin(), numbers.end());
  for (std::size_t i = 0; i < numbers.size(); ++i) REQUIRE(numbers[i] == static_cast<std::int64_t>(i + 1));
  CHECK(desk.the_story().position == people * each);
  desk.check_sound();
}

TEST_CASE("a crowd that posts to a thousand stories gets each story's next number") {
  const auto store = fresh_store();
  Desk desk(*store);
  constexpr int people = 128;
  constexpr std::int64_t stories = 1000;
  for (std::int64_t first = 0; first < stories; first += 100) {
    Change many = desk.change(desk.site);
    for (std::int64_t i = first; i < first + 100; ++i) many.writes.emplace_back(AddStory{desk.a_story(2000 + i), {}});
    REQUIRE(store->commit(many).has_value());
  }
  std::vector<Change> changes;
  for (std::int64_t i = 0; i < 2 * stories; ++i) {
    AddComment add = desk.a_comment();
    add.comment.story = {2000 + i * 7 % stories};
    changes.push_back(desk.change(desk.site, add));
  }
  std::vector<std::thread> crowd;
  std::vector<std::int64_t> numbers(changes.size());
  for (std::size_t i = 0; i < people; ++i)
    crowd.emplace_back([&, i] {
      for (std::size_t at = i; at < changes.size(); at += people) {
        const auto outcome = store->commit(changes[at]);
        numbers[at] = outcome ? outcome->number : 0;
      }
    });
  for (std::thread& person : crowd) person.join();
  CHECK(std::count(numbers.begin(), numbers.end(), 1) == stories);
  CHECK(std::count(numbers.begin(), numbers.end(), 2) == stories);
  desk.check_sound();
}

TEST_CASE("a change that conflicts leaves those beside it alone") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post(State::held);
  std::vector<Change> changes;
  for (int i = 0; i < 64; ++i)
    changes.push_back(i % 2 == 0 ? desk.change(desk.site, desk.a_comment())
                                 : desk.change(desk.site, desk.move({1}, State::held, State::published)));
  std::vector<std::thread> crowd;
  std::vector<int> done(changes.size());
  for (std::size_t i = 0; i < changes.size(); ++i)
    crowd.emplace_back([&, i] {
      const auto outcome = store->commit(changes[i]);
      done[i] = outcome ? 1 : outcome.error().code == Code::conflict ? 2 : 3;
    });
  for (std::thread& person : crowd) person.join();
  CHECK(std::count(done.begin(), done.end(), 1) == 33);  // one of them published the held one
  CHECK(std::count(done.begin(), done.end(), 2) == 31);
  CHECK(desk.the_story().next_number == 34);
  desk.check_sound();
}

}  // namespace comity::store::contract
