// Part of the contract: many at once.
#pragma once

#include <algorithm>
#include <thread>

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

inline constexpr std::int64_t conflicted = 0;
inline bool was_done(std::int64_t given) { return given > 0; }

// What so many people at once are given for `changes`, each person committing every so-manieth: a comment's number,
// `conflicted`, or -1 for another error. Nobody tries again.
inline std::vector<std::int64_t> at_once(Store& store, const std::vector<Change>& changes, std::size_t people) {
  std::vector<std::int64_t> given(changes.size());
  std::vector<std::thread> crowd;
  for (std::size_t i = 0; i < people; ++i)
    crowd.emplace_back([&, i] {
      for (std::size_t at = i; at < changes.size(); at += people) {
        const auto outcome = store.commit(changes[at]);
        given[at] = outcome ? outcome->number : outcome.error().code == Code::conflict ? conflicted : -1;
      }
    });
  for (std::thread& person : crowd) person.join();
  return given;
}

TEST_CASE("a crowd that posts to one story gets consecutive numbers without a retry") {
  const auto store = fresh_store();
  Desk desk(*store);
  constexpr int people = 128;
  constexpr int each = 3;
  std::vector<Change> changes;
  for (int i = 0; i < people * each; ++i) changes.push_back(desk.change(desk.site, desk.a_comment()));
  std::vector<std::int64_t> numbers = at_once(*store, changes, people);
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
  const std::vector<std::int64_t> numbers = at_once(*store, changes, people);
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
  std::vector<std::int64_t> numbers = at_once(*store, changes, changes.size());
  std::sort(numbers.begin(), numbers.end());
  CHECK(std::count(numbers.begin(), numbers.end(), conflicted) == 30);
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
  const std::vector<std::int64_t> given = at_once(*store, changes, changes.size());
  CHECK(std::count_if(given.begin(), given.end(), was_done) == 1);
  CHECK(std::count(given.begin(), given.end(), conflicted) == 31);

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
  const std::vector<std::int64_t> given = at_once(*store, changes, changes.size());
  CHECK(std::count_if(given.begin(), given.end(), was_done) == 33);  // one of them published the held one
  CHECK(std::count(given.begin(), given.end(), conflicted) == 31);
  CHECK(desk.the_story().next_number == 34);
  desk.check_sound();
}

}  // namespace comity::store::contract
