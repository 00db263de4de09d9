// Part of the contract: every decision is an entry of its site's ledger.
#pragma once

#include "ledger/checkpoint.h"
#include "ledger/leaf.h"
#include "ledger/tiles.h"
#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

using ledger::Field;

inline std::vector<std::string> all_entries(Store& store, SiteId site, std::int64_t log = 1) {
  return store.ledger_entries(site, log, 0, 100'000).value();
}
inline Hash256 root_of_entries(const std::vector<std::string>& entries) {
  ledger::Edge edge;
  for (const std::string& entry : entries) edge.append(ledger::leaf_hash(entry));
  return edge.root();
}

TEST_CASE("a decision is an entry of the ledger with the same commit, and a post that is published is none") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  CHECK(store->ledgers(desk.site)->empty());
  Decision hold = desk.a_decision(Deed::hold);
  hold.reason = "in its own words";
  const AddDecision add{hold};
  const CommentId held = desk.must(desk.a_comment(State::held), add).comment;
  const auto heads = store->ledgers(desk.site).value();
  REQUIRE(heads.size() == 1);
  CHECK(heads[0].name == "paper.example/paper/ledger/1");
  CHECK(heads[0].size == 1);
  CHECK_FALSE(heads[0].key);
  const auto place = store->ledger_place(desk.site, hold.id).value();
  CHECK(place.index == 0);
  CHECK(place.salts == add.salts);
  CHECK(heads[0].root == ledger::leaf_hash(place.entry));
  const auto leaf = ledger::read_leaf(place.entry).value();
  CHECK(leaf.kind == "hold");
  CHECK(leaf.clauses == hold.clauses);
  CHECK_FALSE(leaf.before);
  CHECK(leaf.of(Field::reason) == ledger::commitment(Field::reason, {add.salts[5], "in its own words"}));
  CHECK(leaf.of(Field::number) == ledger::commitment(Field::number, {add.salts[1], ""}));
  CHECK(code_of(store->ledger_place(desk.site, {12345})) == Code::not_found);

  // The number that is given by the same change is the one that is sealed.
  const AddDecision release{desk.a_decision(Deed::publish, held)};
  desk.must(release, desk.move(held, State::held, State::published));
  const auto second = store->ledger_place(desk.site, release.decision.id).value();
  CHECK(second.index == 1);
  CHECK(ledger::read_leaf(second.entry)->of(Field::number) ==
        ledger::commitment(Field::number, {release.salts[1], "2"}));
  desk.check_sound();
}

TEST_CASE("a change that is refused leaves no entry, and one sent again no second") {
  const auto store = fresh_store();
  Desk desk(*store);
  const CommentId held = desk.post(State::held).comment;
  CHECK_FALSE(
      desk.commit(AddDecision{desk.a_decision(Deed::hold, held)}, desk.move(held, State::published, State::removed)));
  CHECK(store->ledgers(desk.site)->empty());
  const Change change = desk.change(desk.site, AddDecision{desk.a_decision(Deed::hold, held)});
  CHECK(store->commit(change));
  CHECK(store->commit(change)->again);
  CHECK(all_entries(*store, desk.site).size() == 1);
}

TEST_CASE("a log's hashes are those of its entries, level by level") {
  const auto store = fresh_store();
  Desk desk(*store);
  const CommentId held = desk.post(State::held).comment;
  while (all_entries(*store, desk.site).size() < 600) {
    Change change = desk.change(desk.site);
    for (int i = 0; i < 50; ++i) change.writes.emplace_back(AddDecision{desk.a_decision(Deed::hold, held)});
    REQUIRE(store->commit(change));
  }
  const auto entries = all_entries(*store, desk.site);
  CHECK(store->ledgers(desk.site)->front().root == root_of_entries(entries));
  const auto lowest = store->ledger_hashes(desk.site, 1, 0, 255, 3).value();
  REQUIRE(lowest.size() == 3);
  CHECK(lowest[1] == ledger::leaf_hash(entries[256]));
  const auto above = store->ledger_hashes(desk.site, 1, 1, 0, 256).value();
  REQUIRE(above.size() == 2);
  CHECK(above[1] == root_of_entries({entries.begin() + 256, entries.begin() + 512}));
  CHECK(store->ledger_hashes(desk.site, 1, 2, 0, 256)->empty());
  CHECK(store->ledger_hashes(desk.site, 2, 0, 0, 256)->empty());
  desk.check_sound();
}

TEST_CASE("decisions that came with another date than the ledger's are marked as older") {
  const auto store = fresh_store();
  Desk desk(*store);
  const CommentId held = desk.post(State::held).comment;
  Decision old = desk.a_decision(Deed::hold, held);
  old.decided = desk.now - std::chrono::hours(24 * 400);
  desk.must(AddDecision{old});
  CHECK(ledger::read_leaf(all_entries(*store, desk.site)[0])->before);
  CHECK(store->not_in_ledger(desk.site)->empty());
  desk.must(LogEarlier{{{old.id}}, true});  // has one: nothing happens
  CHECK(all_entries(*store, desk.site).size() == 1);
  CHECK(store->ledgers(desk.site)->front().whole);
  CHECK(code_of(desk.commit(LogEarlier{{{DecisionId{999}}}, false})) == Code::not_found);
}

TEST_CASE("a checkpoint is of the newest log, by one key, never of less; of a day the last one stays") {
  const auto store = fresh_store();
  Desk desk(*store);
  const CommentId held = desk.post(State::held).comment;
  const auto decide = [&] { desk.must(AddDecision{desk.a_decision(Deed::hold, held)}); };
  CHECK(code_of(desk.commit(KeepCheckpoint{1, 1, sha256("key"), "one"})) == Code::conflict);
  decide();
  decide();
  CHECK(code_of(desk.commit(KeepCheckpoint{1, 3, sha256("key"), "three"})) == Code::conflict);
  CHECK(code_of(desk.commit(KeepCheckpoint{1, 0, sha256("key"), "none"})) == Code::invalid);
  desk.must(KeepCheckpoint{1, 1, sha256("key"), "one"});
  CHECK(store->ledgers(desk.site)->front().key == sha256("key"));
  CHECK(code_of(desk.commit(KeepCheckpoint{1, 2, sha256("another"), "two"})) == Code::conflict);
  desk.must(KeepCheckpoint{1, 2, sha256("key"), "two"});
  CHECK(code_of(desk.commit(KeepCheckpoint{1, 1, sha256("key"), "one"})) == Code::conflict);
  desk.must(KeepCheckpoint{1, 2, sha256("key"), "two, again"});
  CHECK(store->ledger_checkpoints(desk.site, 1).value() == std::vector<KeptCheckpoint>{{2, "two", desk.now}});
  desk.now += std::chrono::hours(24);
  decide();
  desk.must(KeepCheckpoint{1, 3, sha256("key"), "three"});
  CHECK(store->ledger_checkpoints(desk.site, 1)->size() == 2);
}

TEST_CASE("a log that follows another cites its last checkpoint; what was never signed is decided again in it") {
  const auto store = fresh_store();
  Desk desk(*store);
  CHECK(code_of(desk.commit(BeginLog{1})) == Code::not_found);
  const CommentId held = desk.post(State::held).comment;
  std::vector<DecisionId> made;
  for (int i = 0; i < 300; ++i) {
    made.push_back(desk.must_decide(held));
  }
  const std::int64_t untouched = static_cast<std::int64_t>(all_entries(*store, desk.site).size());
  desk.must(BeginLog{1});  // nobody was promised anything yet
  CHECK(store->ledgers(desk.site)->size() == 1);
  const auto entries = all_entries(*store, desk.site);
  CHECK(static_cast<std::int64_t>(entries.size()) == untouched);
  const Hash256 root = root_of_entries({entries.begin(), entries.begin() + 290});
  const ledger::Checkpoint last{"paper.example/paper/ledger/1", 290, root};
  desk.must(KeepCheckpoint{1, 290, sha256("key"), ledger::text_of(last) + "\nsigned\n"});
  CHECK(code_of(desk.commit(BeginLog{2})) == Code::conflict);
  desk.must(BeginLog{1});
  const auto heads = store->ledgers(desk.site).value();
  REQUIRE(heads.size() == 2);
  CHECK(heads[0].size == 290);
  CHECK(heads[0].root == root);
  CHECK(heads[1].name == "paper.example/paper/ledger/2");
  CHECK(ledger::read_continuation(all_entries(*store, desk.site, 2)[0]).value() == last);
  const auto left = store->not_in_ledger(desk.site).value();
  CHECK(left.size() == 10);
  LogEarlier rest;
  for (const DecisionId id : left) rest.decisions.push_back({id});
  const DecisionId fresh = desk.must_decide(held);
  CHECK(store->ledger_place(desk.site, fresh)->log == 2);
  rest.all = true;
  desk.must(rest);
  CHECK(store->ledgers(desk.site)->back().size == 12);
  CHECK(store->ledgers(desk.site)->back().whole);
  CHECK(ledger::read_leaf(store->ledger_place(desk.site, left[0])->entry)->before);
  CHECK(store->ledger_place(desk.site, made[0])->log == 1);
  desk.check_sound();
}

TEST_CASE("without its salts an entry stays and opens no more") {
  const auto store = fresh_store();
  Desk desk(*store);
  const CommentId one = desk.post(State::held).comment;
  const CommentId other = desk.post(State::held).comment;
  const DecisionId about_one = desk.must_decide(one);
  const DecisionId about_other = desk.must_decide(other);
  const auto before = all_entries(*store, desk.site);
  CHECK(code_of(desk.commit(DropSalts{desk.story, {99}})) == Code::not_found);
  desk.must(DropSalts{desk.story, one});
  CHECK_FALSE(store->ledger_place(desk.site, about_one)->salts);
  CHECK(store->ledger_place(desk.site, about_other)->salts);
  CHECK(all_entries(*store, desk.site) == before);
  desk.check_sound();
}

}  // namespace comity::store::contract
