// Part of the contract: changes that cannot be meant.
#pragma once

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

TEST_CASE("a change that cannot be meant is refused before it is tried") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  const auto refused = [&](auto write) { return code_of(desk.commit(write)) == Code::invalid; };
  const std::string nul("a\0b", 3);

  Change change = desk.change(desk.site, desk.a_comment());
  change.id = {};
  CHECK(code_of(store->commit(change)) == Code::invalid);
  change = desk.change(desk.site);
  CHECK(code_of(store->commit(change)) == Code::invalid);
  CHECK(code_of(desk.commit_on({}, desk.a_comment())) == Code::invalid);

  for (const std::string key : {"", "Paper", "a b", "12345678901234567890123456789012345678901"})
    CHECK(code_of(desk.commit_on({}, PutSite{Desk::a_site(key)})) == Code::invalid);
  CHECK(refused(PublishPolicy{{}, "text", "by"}));
  CHECK(refused(PublishPolicy{sha256(nul), nul, "by"}));

  discussion::Story story = desk.a_story(0);
  CHECK(refused(AddStory{story, {}}));
  story.id = {std::int64_t{1} << 40};
  CHECK(refused(AddStory{story, {}}));
  story = desk.a_story(5);
  CHECK(refused(AddStory{story, {""}}));
  story.publisher_id = "~12345678";
  CHECK(refused(AddStory{story, {}}));
  story.publisher_id = std::string(201, 'p');
  CHECK(refused(AddStory{story, {}}));
  story = desk.a_story(5);
  story.title = nul;
  CHECK(refused(AddStory{story, {}}));
  SetStory set;
  set.story = desk.story;
  set.publisher_id = "~x";
  CHECK(refused(set));

  discussion::Author author;
  CHECK(refused(AddAuthor{author}));

  AddComment add = desk.a_comment();
  add.comment.number = 4;
  CHECK(refused(add));
  add = desk.a_comment();
  add.comment.name = nul;
  CHECK(refused(add));
  add = desk.a_comment();
  add.revision.text = nul;
  CHECK(refused(add));
  add = desk.a_comment();
  add.revision.text.assign(64 * 1024 + 1, 'x');
  CHECK(refused(add));
  add = desk.a_comment();
  add.revision.state = State::held;
  CHECK(refused(add));
  add = desk.a_comment();
  add.revision.revision = 2;
  CHECK(refused(add));
  add = desk.a_comment();
  add.number_given = true;
  CHECK(refused(add));
  add.comment.state = State::held;
  add.comment.number = 3;
  CHECK(refused(add));

  CHECK(refused(desk.an_edit({1}, 1, State::removed)));
  CHECK(refused(SetRevisionState{desk.story, {1}, 1, State::held}));
  Decision decision = desk.a_decision(Deed::hold, {1});
  decision.corrects = decision.id;
  CHECK(refused(AddDecision{decision}));
  decision.id = {};
  CHECK(refused(AddDecision{decision}));
  CHECK(desk.the_story().next_comment == 2);
}

}  // namespace comity::store::contract
