// Part of the contract: revisions, and comments that move from state to state.
#pragma once

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

TEST_CASE("a held comment is published: first publication gives the number and the time") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post(State::held);
  desk.post(State::published);
  desk.now += Millis{1000};
  const Outcome outcome = desk.must(desk.move({1}, State::held, State::published));
  CHECK(outcome.number == 2);
  CHECK(outcome.event == 2);
  const discussion::Comment comment = desk.the_comment({1});
  CHECK(comment.published_at == desk.now);
  CHECK(comment.written == desk.now - Millis{1000});
  CHECK(comment.live_revision == 1);
  CHECK(store->by_number(desk.site, desk.story, 2)->revision.state == State::published);
  CHECK(desk.the_story().held == 0);
  CHECK(code_of(desk.commit(desk.move({1}, State::held, State::refused))) == Code::conflict);
  desk.check_sound();
}

TEST_CASE("a removed comment keeps its number and comes back with the revision it showed") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  desk.must(desk.an_edit({1}, 1, State::refused));
  desk.must(desk.move({1}, State::published, State::removed, 2));
  CHECK(desk.the_comment({1}).number == 1);
  CHECK(desk.the_story().published == 0);
  CHECK(desk.the_author().published == 0);
  CHECK(store->outline(desk.site, desk.story)->size() == 1);
  desk.must(desk.move({1}, State::removed, State::published, 2));
  CHECK(store->by_number(desk.site, desk.story, 1)->revision.text == "Good morning");
  CHECK(desk.the_comment({1}).number == 1);
  const auto events = desk.events();
  REQUIRE(events.size() == 3);
  CHECK(events[1].kind == EventKind::removed);
  CHECK(events[2].kind == EventKind::changed);
  desk.must(desk.move({1}, State::published, State::withdrawn, 2));
  CHECK(desk.events().back().kind == EventKind::withdrawn);
  CHECK(desk.the_story().next_number == 2);
  desk.check_sound();
}

TEST_CASE("what was never published is refused, returned or withdrawn without a word to readers") {
  const auto store = fresh_store();
  Desk desk(*store);
  for (const State to : {State::refused, State::returned, State::withdrawn}) {
    const CommentId id = desk.post(State::held).comment;
    CHECK(desk.must(desk.move(id, State::held, to)).number == 0);
    CHECK(desk.the_comment(id).state == to);
  }
  CHECK(desk.events().empty());
  CHECK(store->revisions(desk.site, desk.story, {1})->front().state == State::refused);
  CHECK(desk.the_story().refused == 1);
  CHECK(desk.must(desk.move({1}, State::refused, State::published)).number == 1);  // the decision was reversed
  CHECK(desk.the_author().refused == 0);
  desk.check_sound();
}

TEST_CASE("a number decides where a comment may go") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post(State::published);
  desk.post(State::held);
  CHECK(code_of(desk.commit(desk.move({1}, State::published, State::held))) == Code::invalid);
  CHECK(code_of(desk.commit(desk.move({1}, State::published, State::refused))) == Code::invalid);
  CHECK(code_of(desk.commit(desk.move({1}, State::published, State::returned))) == Code::invalid);
  CHECK(code_of(desk.commit(desk.move({2}, State::held, State::removed))) == Code::invalid);
  CHECK(code_of(desk.commit(desk.move({2}, State::held, State::held))) == Code::invalid);
}

TEST_CASE("an edit is live, waits, or changes nothing") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  desk.post();
  desk.now += Millis{60'000};
  AddRevision edit = desk.an_edit({1}, 1, State::published, State::published, "Good evening");
  edit.revision.after_number = -1;
  edit.new_name = "Ana";
  desk.must(edit);
  StoredComment stored = store->by_number(desk.site, desk.story, 1).value();
  CHECK(stored.revision.text == "Good evening");
  CHECK(stored.revision.after_number == 2);
  CHECK(stored.edited == desk.now);
  CHECK(stored.comment.name == "Ana");
  CHECK(desk.events().back() == Event{3, EventKind::changed, {1}, 1, desk.now});

  edit = desk.an_edit({1}, 2, State::held, State::published, "Waits");
  edit.new_name = "Waits too";
  desk.must(edit);
  desk.must(desk.an_edit({1}, 3, State::refused));
  stored = store->by_number(desk.site, desk.story, 1).value();
  CHECK(stored.revision.text == "Good evening");
  CHECK(stored.comment.name == "Ana");
  CHECK(stored.comment.last_revision == 4);
  CHECK(desk.the_story().position == 3);
  CHECK(store->revisions(desk.site, desk.story, {1})->size() == 4);

  CHECK(code_of(desk.commit(desk.an_edit({1}, 3, State::published))) == Code::conflict);
  CHECK(code_of(desk.commit(desk.an_edit({1}, 4, State::published, State::held))) == Code::conflict);

  desk.must(SetRevisionState{desk.story, {1}, 3, State::published});
  CHECK(store->by_number(desk.site, desk.story, 1)->revision.text == "Waits");
  CHECK(desk.events().back().kind == EventKind::changed);
  CHECK(code_of(desk.commit(SetRevisionState{desk.story, {1}, 3, State::refused})) == Code::conflict);
  desk.check_sound();
}

TEST_CASE("a held edit that is refused, or overtaken, never becomes live") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  desk.must(desk.an_edit({1}, 1, State::held));
  desk.must(SetRevisionState{desk.story, {1}, 2, State::refused});
  CHECK(desk.the_comment({1}).live_revision == 1);
  desk.must(desk.an_edit({1}, 2, State::held));
  desk.must(desk.an_edit({1}, 3, State::published));
  CHECK(code_of(desk.commit(SetRevisionState{desk.story, {1}, 3, State::published})) == Code::conflict);
  desk.must(desk.an_edit({1}, 4, State::held));
  desk.must(desk.move({1}, State::published, State::removed, 5));
  CHECK(code_of(desk.commit(SetRevisionState{desk.story, {1}, 5, State::published})) == Code::conflict);
  desk.check_sound();
}

TEST_CASE("a held or returned comment that its author changes is judged again in the same change") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post(State::held);
  AddRevision edit = desk.an_edit({1}, 1, State::published, State::held, "Milder");
  edit.new_name = "Ana";
  const Outcome outcome = desk.must(edit, desk.move({1}, State::held, State::published, 2));
  CHECK(outcome.number == 1);
  const StoredComment stored = store->by_number(desk.site, desk.story, 1).value();
  CHECK(stored.revision.text == "Milder");
  CHECK(stored.comment.name == "Ana");
  CHECK(desk.events().size() == 1);

  desk.post(State::held);
  desk.must(desk.move({2}, State::held, State::returned));
  desk.must(desk.an_edit({2}, 1, State::held, State::returned), desk.move({2}, State::returned, State::held, 2));
  CHECK(desk.the_comment({2}).state == State::held);
  // Somebody decides on the text that was there before.
  CHECK(code_of(desk.commit(desk.move({2}, State::held, State::published, 1))) == Code::conflict);
  desk.must(desk.an_edit({2}, 2, State::refused, State::held));
  desk.must(desk.move({2}, State::held, State::published, 2));  // what was refused does not stand in the way
  CHECK(desk.the_comment({2}).live_revision == 2);
  desk.check_sound();
}

TEST_CASE("an imported double is folded into the newer one, and never in a circle") {
  const auto store = fresh_store();
  Desk desk(*store);
  for (int i = 0; i < 3; ++i) desk.post();
  desk.must(Supersede{desk.story, {1}, {2}});
  desk.must(Supersede{desk.story, {2}, {3}});
  CHECK(desk.the_comment({1}).superseded_by.value == 2);
  CHECK(desk.events().back() == Event{5, EventKind::changed, {2}, 2, desk.now});
  CHECK(code_of(desk.commit(Supersede{desk.story, {3}, {1}})) == Code::conflict);
  CHECK(code_of(desk.commit(Supersede{desk.story, {3}, {9}})) == Code::not_found);
  CHECK(code_of(desk.commit(Supersede{desk.story, {3}, {3}})) == Code::invalid);
  desk.check_sound();
}

}  // namespace comity::store::contract
