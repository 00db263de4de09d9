// Part of the contract: adding comments, and what is counted.
#pragma once

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

TEST_CASE("a published comment has a place, a number, an event, and is read back as it was written") {
  const auto store = fresh_store();
  Desk desk(*store);
  AddComment add = desk.a_comment();
  add.comment.name_mark = "2";
  add.comment.written = desk.now - Millis{250};
  add.revision.text = "Здравствуйте, \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d";
  add.revision.facts.quotes = {{1, 4}, {6, 9}};
  add.revision.facts.similar_own = 1234;
  add.revision.facts.author_24h = 3;
  const Outcome outcome = desk.must(add);
  CHECK(outcome.comment.value == 1);
  CHECK(outcome.number == 1);
  CHECK(outcome.event == 1);
  CHECK_FALSE(outcome.again);

  discussion::Comment expected = add.comment;
  expected.site = desk.site;
  expected.id = {1};
  expected.number = 1;
  expected.live_revision = 1;
  expected.published_at = desk.now;
  CHECK(desk.the_comment({1}) == expected);
  const StoredComment stored = store->by_number(desk.site, desk.story, 1).value();
  CHECK(stored.comment == expected);
  CHECK(stored.revision == add.revision);
  CHECK(stored.reply_to_number == 0);
  CHECK_FALSE(stored.edited.has_value());
  CHECK(store->by_receipt(expected.receipt).value() == expected);
  CHECK(store->by_case_code(desk.site, expected.case_code).value() == expected);
  CHECK(store->revisions(desk.site, desk.story, {1}).value() == std::vector<discussion::Revision>{add.revision});
  CHECK(desk.events() == std::vector<Event>{{1, EventKind::published, {1}, 1, desk.now}});
  CHECK(desk.the_story().position == 1);
  CHECK(desk.the_story().published == 1);
  CHECK(desk.the_author().published == 1);
  desk.check_sound();
}

TEST_CASE("numbers are for published comments, places for all") {
  const auto store = fresh_store();
  Desk desk(*store);
  CHECK(desk.post(State::published).number == 1);
  const Outcome held = desk.post(State::held);
  CHECK(held.comment.value == 2);
  CHECK(held.number == 0);
  CHECK(held.event == 1);  // nobody else hears of it
  CHECK(desk.post(State::refused).comment.value == 3);
  const Outcome last = desk.post(State::published);
  CHECK(last.comment.value == 4);
  CHECK(last.number == 2);
  const discussion::Story story = desk.the_story();
  CHECK(story.published == 2);
  CHECK(story.held == 1);
  CHECK(story.refused == 1);
  CHECK(story.next_number == 3);
  CHECK(story.next_comment == 5);
  CHECK(desk.the_author().published == 2);
  CHECK(desk.the_author().refused == 1);
  CHECK(code_of(store->by_number(desk.site, desk.story, 3)) == Code::not_found);
  desk.check_sound();
}

TEST_CASE("a reply answers a comment of its story, with a number or not yet") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post(State::held);
  desk.post(State::published);
  AddComment reply = desk.a_comment();
  reply.comment.reply_to = {2};
  desk.must(reply);
  AddComment to_held = desk.a_comment();
  to_held.comment.reply_to = {1};
  desk.must(to_held);
  CHECK(store->by_number(desk.site, desk.story, 2)->reply_to_number == 1);
  CHECK(store->by_number(desk.site, desk.story, 3)->reply_to_number == 0);
  const auto outline = store->outline(desk.site, desk.story).value();
  REQUIRE(outline.size() == 3);
  CHECK(outline[1].number == 2);
  CHECK(outline[1].reply_to == 1);
  CHECK(outline[2].reply_to == 0);
  desk.must(desk.move({1}, State::held, State::published));
  CHECK(store->by_number(desk.site, desk.story, 3)->reply_to_number == 4);
  CHECK(store->outline(desk.site, desk.story)->at(2).reply_to == 4);

  AddComment lost = desk.a_comment();
  lost.comment.reply_to = {40};
  CHECK(code_of(desk.commit(lost)) == Code::conflict);
  desk.check_sound();
}

TEST_CASE("a closed story takes no comment, unless it is asked to") {
  const auto store = fresh_store();
  Desk desk(*store);
  SetStory close;
  close.story = desk.story;
  close.closes_at = std::optional<Time>(desk.now + Millis{1});
  desk.must(close);
  desk.post();
  desk.now += Millis{1};
  CHECK(code_of(desk.commit(desk.a_comment())) == Code::conflict);
  close.closes_at = std::optional<Time>();
  close.open = false;
  desk.must(close);
  CHECK(code_of(desk.commit(desk.a_comment())) == Code::conflict);
  AddComment imported = desk.a_comment();
  imported.if_open = false;
  CHECK(desk.commit(imported).has_value());
}

TEST_CASE("a receipt, a case code and a source key are given once on a site") {
  const auto store = fresh_store();
  Desk desk(*store);
  AddComment first = desk.a_comment();
  first.comment.source_key = "https://old.example/#12";
  desk.must(first);
  CHECK(store->by_source_key(desk.site, "https://old.example/#12")->id.value == 1);

  AddComment second = desk.a_comment();
  second.comment.receipt = first.comment.receipt;
  CHECK(code_of(desk.commit(second)) == Code::conflict);
  second = desk.a_comment();
  second.comment.case_code = first.comment.case_code;
  CHECK(code_of(desk.commit(second)) == Code::conflict);
  second = desk.a_comment();
  second.comment.source_key = first.comment.source_key;
  CHECK(code_of(desk.commit(second)) == Code::conflict);
  // Nothing of them is there, and no place or number was used up.
  CHECK(desk.post().comment.value == 2);

  AddComment bare = desk.a_comment();
  bare.comment.receipt = {};
  bare.comment.case_code.clear();
  desk.must(bare);
  bare.comment.author = {};
  desk.must(bare);  // having none is none in common
  CHECK(desk.the_comment({4}).author == AuthorId{});
  CHECK(code_of(store->by_receipt({})) == Code::not_found);
  CHECK(code_of(store->by_case_code(desk.site, "")) == Code::not_found);
  CHECK(code_of(store->by_source_key(desk.site, "")) == Code::not_found);
  desk.check_sound();
}

TEST_CASE("an import keeps places and numbers and the story goes on behind them") {
  const auto store = fresh_store();
  Desk desk(*store);
  AddComment second = desk.a_comment();
  second.number_given = true;
  second.comment.id = {20};
  second.comment.number = 2;
  second.comment.written = desk.now - std::chrono::hours(100);
  desk.must(second);
  CHECK(desk.the_comment({20}).published_at == second.comment.written);
  AddComment first = desk.a_comment();
  first.number_given = true;
  first.comment.id = {10};
  first.comment.number = 1;
  first.comment.reply_to = {20};  // dates in archives are not always in order
  first.comment.published_at = desk.now;
  desk.must(first);
  CHECK(desk.the_comment({10}).published_at == desk.now);
  AddComment trash = desk.a_comment();
  trash.comment.state = State::removed;
  CHECK(desk.must(trash).number == 3);
  CHECK(desk.the_comment({21}).number == 3);
  AddComment held = desk.a_comment(State::held);
  held.number_given = true;
  CHECK(desk.must(held).comment.value == 22);
  CHECK(desk.post().number == 4);
  CHECK(desk.events().at(2).kind == EventKind::removed);

  AddComment taken = desk.a_comment();
  taken.number_given = true;
  taken.comment.number = 4;
  CHECK(code_of(desk.commit(taken)) == Code::conflict);
  taken.comment.number = 5;
  taken.comment.id = {22};
  CHECK(code_of(desk.commit(taken)) == Code::conflict);
  desk.check_sound();
}

TEST_CASE("what a change names must be there") {
  const auto store = fresh_store();
  Desk desk(*store);
  AddComment add = desk.a_comment();
  add.comment.story = {3};
  CHECK(code_of(desk.commit(add)) == Code::not_found);
  add = desk.a_comment();
  add.comment.author = {3};
  CHECK(code_of(desk.commit(add)) == Code::not_found);
  CHECK(code_of(desk.commit(desk.an_edit({1}, 1, State::published))) == Code::not_found);
  CHECK(code_of(desk.commit(desk.move({1}, State::held, State::published))) == Code::not_found);
  CHECK(code_of(desk.commit(SetRevisionState{desk.story, {1}, 2, State::published})) == Code::not_found);
  CHECK(code_of(desk.commit(Supersede{desk.story, {1}, {2}})) == Code::not_found);
  desk.post(State::held);
  CHECK(code_of(desk.commit(desk.move({1}, State::held, State::published, 2))) == Code::not_found);
  CHECK(code_of(desk.commit(SetRevisionState{desk.story, {1}, 2, State::published})) == Code::not_found);
  CHECK(code_of(store->comment(desk.site, desk.story, {2})) == Code::not_found);
  CHECK(code_of(store->comment(desk.site, StoryId{3}, {1})) == Code::not_found);
  CHECK(store->revisions(desk.site, desk.story, {2})->empty());
  CHECK(store->decisions(desk.site, desk.story, {2})->empty());
  CHECK(store->outline(desk.site, StoryId{3})->empty());
}

TEST_CASE("a change is all or nothing, and the same change twice is once") {
  const auto store = fresh_store();
  Desk desk(*store);
  AddComment good = desk.a_comment();
  AddComment bad = desk.a_comment();
  bad.comment.receipt = good.comment.receipt;
  SetStory set;
  set.story = desk.story;
  set.title = "Half";
  CHECK(code_of(desk.commit(set, good, bad)) == Code::conflict);
  CHECK(desk.the_story() == [&] {
    discussion::Story s = desk.a_story(1001);
    s.site = desk.site;
    return s;
  }());
  CHECK(desk.events().empty());

  const Change change = desk.change(desk.site, good);
  const Outcome once = store->commit(change).value();
  Outcome twice = store->commit(change).value();
  CHECK(twice.again);
  twice.again = false;
  CHECK(twice == once);
  CHECK(desk.the_story().published == 1);
  const Outcome next = desk.post();
  CHECK(next.log_position > once.log_position);
  CHECK(next.number == 2);
}

}  // namespace comity::store::contract
