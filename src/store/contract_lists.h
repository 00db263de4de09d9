// Part of the contract: the queue, an author's own, counts, names, events.
#pragma once

#include <condition_variable>
#include <mutex>

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

TEST_CASE("the queue holds what waits, oldest first, with its hold") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.add_story(7);
  const Decision hold = desk.a_decision(Deed::hold);
  desk.now += Millis{50};
  desk.must(desk.a_comment(State::held, "second"), AddDecision{hold});
  desk.now -= Millis{40};
  AddComment elsewhere = desk.a_comment(State::held, "first");
  elsewhere.comment.story = {7};
  desk.must(elsewhere);
  desk.now += Millis{100};
  desk.post(State::published);  // place 2
  desk.must(desk.an_edit({2}, 1, State::held, State::published, "third, overtaken"));
  desk.now += Millis{1};
  Decision of_edit = desk.a_decision(Deed::hold, {2});
  of_edit.revision = 3;
  desk.must(desk.an_edit({2}, 2, State::held, State::published, "third"), AddDecision{of_edit});
  desk.must(desk.an_edit({2}, 3, State::refused));
  desk.post(State::held);                                   // place 3
  desk.must(desk.move({3}, State::held, State::returned));  // does not wait any more
  desk.post(State::published);                              // place 4
  desk.must(desk.an_edit({4}, 1, State::held));
  desk.must(desk.an_edit({4}, 2, State::published));  // overtaken by what is live

  const auto held = store->held(desk.site, 0, 10).value();
  REQUIRE(held.size() == 3);
  CHECK(held[0].revision.text == "first");
  CHECK(held[0].decision == Decision{});  // nobody wrote one
  CHECK(held[1].revision.text == "second");
  CHECK(held[1].decision.id == hold.id);
  CHECK(held[1].decision.clauses.size() == 2);
  CHECK(held[2].revision.text == "third");
  CHECK(held[2].comment.number == 1);
  CHECK(held[2].decision.id == of_edit.id);
  CHECK(store->held(desk.site, 1, 1)->at(0).revision.text == "second");
  CHECK(store->held(desk.site, 3, 10)->empty());
  CHECK(store->held(desk.site, 0, 0)->empty());
  CHECK(store->held(SiteId{9}, 0, 10)->empty());
}

TEST_CASE("an author's own comments in a story, newest first") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.add_author(502);
  desk.post();
  desk.now += Millis{10};
  desk.post(State::held);
  desk.post(State::published);
  AddComment other = desk.a_comment();
  other.comment.author = {502};
  desk.must(other);
  const auto own = store->by_author(desk.site, desk.story, desk.author, at_ms(0), 10).value();
  REQUIRE(own.size() == 3);
  CHECK(own[0].comment.id.value == 3);
  CHECK(own[1].comment.id.value == 2);
  CHECK(own[1].revision.text == "Good morning");
  CHECK(store->by_author(desk.site, desk.story, desk.author, desk.now, 10)->size() == 2);
  CHECK(store->by_author(desk.site, desk.story, desk.author, at_ms(0), 1)->size() == 1);
  CHECK(store->by_author(desk.site, StoryId{7}, desk.author, at_ms(0), 10)->empty());
  CHECK(store->by_author(desk.site, desk.story, {}, at_ms(0), 10)->empty());
}

TEST_CASE("recent comments are counted by author on the site and by story") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.add_story(7);
  desk.add_author(502);
  const Time now = desk.now;
  const auto post_at = [&](Time at, StoryId in, std::int64_t author) {
    AddComment add = desk.a_comment(State::held);
    add.comment.written = at;
    add.comment.story = in;
    add.comment.author = {author};
    desk.must(add);
  };
  post_at(now, desk.story, 501);  // not before now
  post_at(now - Millis{1}, desk.story, 501);
  post_at(now - std::chrono::minutes(10), {7}, 501);
  post_at(now - std::chrono::minutes(10) - Millis{1}, {7}, 501);
  post_at(now - std::chrono::hours(24), desk.story, 501);
  post_at(now - std::chrono::hours(24) - Millis{1}, desk.story, 501);
  post_at(now - Millis{5}, desk.story, 502);
  const auto counts = store->recent(desk.site, desk.story, desk.author, now).value();
  CHECK(counts.author_10m == 2);
  CHECK(counts.author_24h == 4);
  CHECK(counts.story_10m == 2);
  CHECK(store->recent(desk.site, StoryId{7}, {}, now)->story_10m == 1);
  CHECK(store->recent(desk.site, StoryId{7}, {}, now)->author_24h == 0);
}

TEST_CASE("a flood is counted up to a limit, so that the next post does not pay for it") {
  const auto store = fresh_store();
  Desk desk(*store);
  Change flood = desk.change(desk.site, desk.a_comment(State::held));
  for (std::int64_t i = 0; i < Store::max_counted; ++i) flood.writes.emplace_back(desk.a_comment(State::held));
  REQUIRE(store->commit(flood));
  const auto counts = store->recent(desk.site, desk.story, desk.author, desk.now + Millis{1}).value();
  CHECK(counts.author_10m == Store::max_counted);
  CHECK(counts.author_24h == Store::max_counted);
  CHECK(counts.story_10m == Store::max_counted);
}

TEST_CASE("a story's own counts are right after every kind of change") {
  const auto store = fresh_store();
  Desk desk(*store);
  const auto in_story = [&] { return store->recent(desk.site, desk.story, {}, desk.now)->story_10m; };
  desk.post();
  CHECK(in_story() == 0);  // not before now
  desk.now += Millis{1};
  CHECK(in_story() == 1);
  desk.post();
  desk.post(State::held);
  AddComment old = desk.a_comment();
  old.comment.written = desk.now - std::chrono::hours(30);
  old.number_given = true;
  old.comment.number = desk.the_story().next_number;
  desk.must(old);
  desk.now += Millis{1};
  CHECK(in_story() == 3);
  desk.now += std::chrono::minutes(10) - Millis{2};
  CHECK(in_story() == 3);
  desk.now += Millis{1};
  CHECK(in_story() == 2);
  desk.post();
  desk.now += std::chrono::hours(2);
  CHECK(in_story() == 0);
  desk.post();
  CHECK(store->recent(desk.site, desk.story, {}, desk.now - std::chrono::hours(2))->story_10m ==
        2);  // a clock put back
}

TEST_CASE("only the last of a story's comments are looked at for its counts") {
  const auto store = fresh_store();
  Desk desk(*store);
  for (int i = 0; i < 3; ++i) desk.post();
  desk.now += Millis{1};
  CHECK(store->recent(desk.site, desk.story, {}, desk.now)->story_10m == 3);
  AddComment old = desk.a_comment();
  old.comment.written = desk.now - std::chrono::hours(30);
  old.comment.receipt = {};
  old.comment.case_code.clear();
  Change archive = desk.change(desk.site);
  for (std::int64_t i = 0; i < Store::max_looked_at - 1; ++i) archive.writes.emplace_back(old);
  REQUIRE(store->commit(archive));
  CHECK(store->recent(desk.site, desk.story, {}, desk.now)->story_10m == 1);
}

TEST_CASE("names in use are those of comments that are not refused") {
  const auto store = fresh_store();
  Desk desk(*store);
  const auto post_as = [&](std::string name, std::string mark, State state) {
    AddComment add = desk.a_comment(state);
    add.comment.name = std::move(name);
    add.comment.name_mark = std::move(mark);
    return desk.must(add).comment;
  };
  post_as("Boris", "", State::published);
  post_as("Anna", "2", State::held);
  post_as("Anna", "2", State::published);
  const CommentId refused = post_as("Zoe", "", State::refused);
  AddComment nobody = desk.a_comment();
  nobody.comment.author = {};
  nobody.comment.name = "Boris";
  desk.must(nobody);
  auto names = store->names(desk.site, desk.story).value();
  REQUIRE(names.size() == 3);
  CHECK(names[0].name == "Anna");
  CHECK(names[0].mark == "2");
  CHECK(names[1].author == AuthorId{});
  CHECK(names[2].author == desk.author);
  desk.must(desk.move(refused, State::refused, State::published));
  CHECK(store->names(desk.site, desk.story)->size() == 4);
  CHECK(store->names(desk.site, StoryId{7})->empty());
}

TEST_CASE("events are read on from any position that the story has had") {
  const auto store = fresh_store();
  Desk desk(*store);
  for (int i = 0; i < 5; ++i) desk.post();
  CHECK(store->events(desk.site, desk.story, 5, 10)->empty());
  const auto some = store->events(desk.site, desk.story, 2, 2).value();
  REQUIRE(some.size() == 2);
  CHECK(some[0].id == 3);
  CHECK(code_of(store->events(desk.site, desk.story, 6, 10)) == Code::not_found);
  CHECK(code_of(store->events(desk.site, desk.story, -1, 10)) == Code::not_found);
  CHECK(code_of(store->events(desk.site, StoryId{7}, 0, 10)) == Code::not_found);
}

TEST_CASE("comments are listed by place and fetched by number, in the order asked") {
  const auto store = fresh_store();
  Desk desk(*store);
  for (const State state : {State::published, State::held, State::published, State::published}) desk.post(state);
  desk.must(desk.move({3}, State::published, State::removed));
  const auto rows = store->comments(desk.site, desk.story, {1}, 2).value();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].id.value == 2);
  const auto found = store->by_numbers(desk.site, desk.story, {3, 9, 2, 3}).value();
  REQUIRE(found.size() == 3);
  CHECK(found[0].comment.id.value == 4);
  CHECK(found[1].comment.state == State::removed);
  CHECK(found[1].revision.text == "Good morning");
  CHECK(store->by_numbers(desk.site, StoryId{7}, {1})->empty());
}

TEST_CASE("the listener hears of every story and site touched, in order") {
  const auto store = fresh_store();
  std::mutex mutex;
  std::condition_variable heard_more;
  std::vector<StoryTouched> heard;
  store->on_touched([&](const StoryTouched& touched) {
    const std::lock_guard lock(mutex);
    heard.push_back(touched);
    heard_more.notify_all();
  });
  Desk desk(*store);  // the site, the story; an author touches neither
  desk.post(State::published);
  desk.post(State::held);  // counted at the story's foot
  CHECK_FALSE(desk.commit(desk.move({1}, State::held, State::published)).has_value());
  const Outcome last = desk.must(PublishPolicy{sha256("p"), "p", ""}, desk.a_comment());
  std::unique_lock lock(mutex);
  REQUIRE(heard_more.wait_for(lock, std::chrono::seconds(20), [&] { return heard.size() >= 6; }));
  REQUIRE(heard.size() == 6);
  CHECK(heard[0].site == desk.site);
  CHECK_FALSE(heard[0].story);
  CHECK(heard[1].story == desk.story);
  CHECK(heard[3].story == desk.story);
  CHECK_FALSE(heard[4].story);
  CHECK(heard[5].log_position == last.log_position);
  for (std::size_t i = 1; i < heard.size(); ++i) CHECK(heard[i - 1].log_position <= heard[i].log_position);
}

}  // namespace comity::store::contract
