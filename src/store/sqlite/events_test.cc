// Events of a story are kept for readers who come back, not for ever.
#include <doctest.h>

#include "store/desk.h"
#include "store/sqlite/scratch.h"
#include "store/sqlite/sqlite_store.h"

namespace comity::store::sqlite {

namespace {

using contract::Code;
using contract::State;

std::unique_ptr<Store> keeping(const Scratch& scratch, std::int64_t events) {
  Options options;
  options.file = scratch.file();
  options.synchronous = Synchronous::off;
  options.events_kept = events;
  auto store = open(options);
  if (!store) FAIL(store.error().detail);
  return *std::move(store);
}

}  // namespace

TEST_CASE("a story's last events are kept, and who asks for older ones is told that they are gone") {
  const Scratch scratch;
  const auto store = keeping(scratch, 100);
  Desk desk(*store);
  for (int i = 0; i < 127; ++i) desk.post();
  CHECK(desk.events().size() == 127);                 // some more than asked for, so that many go at once
  desk.must(desk.an_edit({1}, 1, State::published));  // event 128
  CHECK(desk.the_story().position == 128);
  CHECK(code_of(store->events(desk.site, desk.story, 27, 1000)) == Code::not_found);
  CHECK(code_of(store->events(desk.site, desk.story, 0, 1)) == Code::not_found);
  const auto kept = store->events(desk.site, desk.story, 28, 1000).value();
  REQUIRE(kept.size() == 100);
  CHECK(kept.front().id == 29);
  CHECK(kept.back().kind == contract::EventKind::changed);
  CHECK(store->events(desk.site, desk.story, 128, 1000)->empty());
  CHECK(code_of(store->events(desk.site, desk.story, 129, 1000)) == Code::not_found);
  desk.check_sound();

  for (int i = 0; i < 64; ++i) desk.post();
  CHECK(store->events(desk.site, desk.story, 92, 1000)->size() == 100);
  CHECK(code_of(store->events(desk.site, desk.story, 91, 1000)) == Code::not_found);
  desk.check_sound();
}

TEST_CASE("a quiet story keeps all its events beside a busy one") {
  const Scratch scratch;
  const auto store = keeping(scratch, 10);
  Desk desk(*store);
  const StoryId quiet = desk.add_story(7);
  AddComment there = desk.a_comment();
  there.comment.story = quiet;
  desk.must(there);
  for (int i = 0; i < 200; ++i) desk.post();
  CHECK(store->events(desk.site, quiet, 0, 10)->size() == 1);
  desk.check_sound();
}

TEST_CASE("0 keeps every event") {
  const Scratch scratch;
  const auto store = keeping(scratch, 0);
  Desk desk(*store);
  for (int i = 0; i < 130; ++i) desk.post();
  CHECK(desk.events().size() == 130);
}

}  // namespace comity::store::sqlite
