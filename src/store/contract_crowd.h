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

TEST_CASE("a key that many claim at once is given to one, and the rest of the crowd is served") {
  const auto store = fresh_store();
  Desk desk(*store);
  std::vector<Change> changes;
  for (int i = 0; i < 64; ++i) {
    AddComment add = desk.a_comment();
    if (i % 4 == 0) add.comment.case_code = "amber-otter-lantern-violin";
    discussion::Author guest;
    guest.id = {9000 + i};
    if (i % 4 == 1) guest.token_hash = key_of(0x60000000u);
    add.comment.author = guest.id;
    changes.push_back(desk.change(desk.site, AddAuthor{guest}, add));
  }
  std::vector<std::thread> crowd;
  std::vector<std::int64_t> numbers(changes.size());
  for (std::size_t i = 0; i < changes.size(); ++i)
    crowd.emplace_back([&, i] {
      const auto outcome = store->commit(changes[i]);
      numbers[i] = outcome ? outcome->number : outcome.error().code == Code::conflict ? 0 : -1;
    });
  for (std::thread& person : crowd) person.join();
  std::sort(numbers.begin(), numbers.end());
  CHECK(std::count(numbers.begin(), numbers.end(), 0) == 30);
  for (std::size_t i = 30; i < numbers.size(); ++i) CHECK(numbers[i] == static_cast<std::int64_t>(i - 29));
  CHECK(store->author(desk.site, {9002})->published == 1);
  desk.check_sound();
}

TEST_CASE("of many who choose one name at once, those who knew nobody of it are told, all but one") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  const auto as = [&](const std::string& name, std::int64_t author, CommentId known) {
    AddComment add = desk.a_comment();
    add.comment.name = name;
    add.comment.author = {author};
    add.names_known = known;
    return add;
  };
  std::vector<Change> changes;
  for (int i = 0; i < 32; ++i) {
    desk.add_author(600 + i);
    changes.push_back(desk.change(desk.site, as(i % 2 == 0 ? "Berta" : "bert\u0430", 600 + i, {1})));
  }
  std::vector<std::thread> crowd;
  std::vector<int> done(changes.size());
  for (std::size_t i = 0; i < changes.size(); ++i)
    crowd.emplace_back([&, i] {
      const auto outcome = store->commit(changes[i]);
      done[i] = outcome ? 1 : outcome.error().code == Code::conflict ? 2 : 3;
    });
  for (std::thread& person : crowd) person.join();
  CHECK(std::count(done.begin(), done.end(), 1) == 1);
  CHECK(std::count(done.begin(), done.end(), 2) == 31);

  const AuthorId first = desk.the_comment({2}).author;
  CHECK(desk.commit(as("Berta", first.value, {1})).has_value());  // it is theirs
  for (std::int64_t i = 701; i <= 704; ++i) desk.add_author(i);
  CHECK(desk.commit(as("Clara", 701, {1})).has_value());
  CHECK(desk.commit(as("Berta", 701, {3})).has_value());  // knew the second and third; the fourth is Clara
  CHECK(code_of(desk.commit(as("Berta", 702, {4}))) == Code::conflict);
  AddComment refused = as("Dora", 703, {5});
  refused.comment.state = refused.revision.state = State::refused;
  desk.must(refused);
  CHECK(desk.commit(as("Dora", 704, {5})).has_value());  // what is refused takes no name
  CHECK(desk.commit(desk.a_comment()).has_value());      // nobody asks
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
