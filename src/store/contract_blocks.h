// Part of the contract: warnings, premoderation and blocks.
#pragma once

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

// An author with two removals against them; measures are taken at the second.
struct Ladder : Desk {
  explicit Ladder(Store& of) : Desk(of) {
    for (std::int64_t n = 1; n <= 2; ++n) {
      post();
      Decision removal = a_decision(Deed::remove, {n});
      removal.actor = Actor::moderator;
      must(move({n}, State::published, State::removed), AddDecision{removal});
      strikes.push_back(removal.id);
    }
    std::sort(strikes.begin(), strikes.end());
  }

  Decision about_author(Deed deed) {
    Decision d = a_decision(deed, {2});
    d.actor = Actor::moderator;
    return d;
  }
  AddBlock a_block(const Decision& by, DecisionId warning = {}) const {
    discussion::Block b;
    b.author = author;
    b.decision = by.id;
    b.story = story;
    b.comment = {2};
    b.deed = by.deed;
    b.since = now;
    if (b.deed != Deed::warn) b.until = now + std::chrono::days(30);
    b.strikes = strikes;
    b.step_strikes = 2;
    b.step_within_ms = 1000;
    b.warning = warning;
    if (b.deed == Deed::block) b.factors = discussion::Factors{2, 9, "threats", "to drive others away"};
    return {b};
  }
  DecisionId warn() {
    const Decision by = about_author(Deed::warn);
    must(AddDecision{by}, a_block(by));
    now += Millis{1000};
    return by.id;
  }

  std::vector<DecisionId> strikes;
};

TEST_CASE("a warning and a block are read back whole, and an author under a block is marked") {
  const auto store = fresh_store();
  Ladder desk(*store);
  const DecisionId warning = desk.warn();
  CHECK_FALSE(desk.the_author().restricted);
  const Decision by = desk.about_author(Deed::block);
  discussion::Block block = desk.a_block(by, warning).block;
  desk.must(AddDecision{by}, AddBlock{block});
  CHECK(desk.the_author().restricted);
  block.site = desk.site;
  const auto blocks = store->blocks(desk.site, desk.author).value();
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].decision == warning);
  CHECK(blocks[1] == block);
  CHECK(store->author_record(desk.site, desk.author)->blocks == blocks);
  CHECK(store->blocks(desk.site, {777})->empty());
  CHECK(desk.the_comment({2}).decision != by.id);  // the comment's own stands
  CHECK(desk.the_author().strikes == 2);
  desk.check_sound();
}

TEST_CASE("no block without an earlier warning of the same author on record") {
  const auto store = fresh_store();
  Ladder desk(*store);
  const Decision by = desk.about_author(Deed::block);
  CHECK(code_of(desk.commit(AddDecision{by}, desk.a_block(by))) == Code::invalid);
  CHECK(code_of(desk.commit(AddDecision{by}, desk.a_block(by, desk.strikes[0]))) == Code::not_found);
  const DecisionId warning = desk.warn();
  AddBlock before = desk.a_block(by, warning);
  before.block.since = desk.now - std::chrono::days(1);
  before.block.until = desk.now;
  CHECK(code_of(desk.commit(AddDecision{by}, before)) == Code::not_found);
  const Decision mercy = desk.about_author(Deed::unblock);
  desk.must(AddDecision{mercy}, LiftBlock{warning, mercy.id});
  CHECK(code_of(desk.commit(AddDecision{by}, desk.a_block(by, warning))) == Code::not_found);
  CHECK(store->decisions(desk.site, desk.story, {2})->size() == 3);  // removal, warning, mercy: nothing half
}

TEST_CASE("no block without number, share, gravity and intention") {
  const auto store = fresh_store();
  Ladder desk(*store);
  const DecisionId warning = desk.warn();
  const Decision by = desk.about_author(Deed::block);
  const auto without = [&](auto&& forget) {
    AddBlock add = desk.a_block(by, warning);
    forget(add.block);
    return code_of(desk.commit(AddDecision{by}, add));
  };
  CHECK(without([](discussion::Block& b) { b.factors.reset(); }) == Code::invalid);
  CHECK(without([](discussion::Block& b) { b.factors->number = 0; }) == Code::invalid);
  CHECK(without([](discussion::Block& b) { b.factors->written = 1; }) == Code::invalid);
  CHECK(without([](discussion::Block& b) { b.factors->gravity = " "; }) == Code::invalid);
  CHECK(without([](discussion::Block& b) { b.factors->intention = ""; }) == Code::invalid);
  desk.must(AddDecision{by}, desk.a_block(by, warning));
}

TEST_CASE("only a person's decision about this very author restricts, once") {
  const auto store = fresh_store();
  Ladder desk(*store);
  Decision machine = desk.about_author(Deed::warn);
  machine.actor = Actor::engine;
  CHECK(code_of(desk.commit(AddDecision{machine}, desk.a_block(machine))) == Code::invalid);
  const Decision by = desk.about_author(Deed::warn);
  CHECK(code_of(desk.commit(desk.a_block(by))) == Code::not_found);
  AddBlock other = desk.a_block(by);
  other.block.author = desk.add_author(502);
  CHECK(code_of(desk.commit(AddDecision{by}, other)) == Code::not_found);
  AddBlock waits = desk.a_block(by);
  waits.block.deed = Deed::premoderate;
  waits.block.until = desk.now + Millis{1};
  CHECK(code_of(desk.commit(AddDecision{by}, waits)) == Code::not_found);  // the decision says another thing
  AddBlock lost = desk.a_block(by);
  lost.block.strikes = {{5}};
  CHECK(code_of(desk.commit(AddDecision{by}, lost)) == Code::not_found);
  desk.must(AddDecision{by}, desk.a_block(by));
  CHECK(code_of(desk.commit(desk.a_block(by))) == Code::conflict);
  desk.check_sound();
}

TEST_CASE("a block for good, and one that is lifted") {
  const auto store = fresh_store();
  Ladder desk(*store);
  const DecisionId warning = desk.warn();
  const Decision by = desk.about_author(Deed::block);
  AddBlock for_good = desk.a_block(by, warning);
  for_good.block.until.reset();
  desk.must(AddDecision{by}, for_good);
  CHECK_FALSE(store->blocks(desk.site, desk.author)->back().until);
  const Decision waits = desk.about_author(Deed::premoderate);
  AddBlock endless = desk.a_block(waits);
  endless.block.until.reset();
  CHECK(code_of(desk.commit(AddDecision{waits}, endless)) == Code::invalid);
  CHECK(code_of(desk.commit(LiftBlock{by.id, {4242}})) == Code::not_found);
  CHECK(code_of(desk.commit(LiftBlock{{4242}, by.id})) == Code::not_found);
  const Decision lift = desk.about_author(Deed::unblock);
  desk.now += Millis{9};
  desk.must(AddDecision{lift}, LiftBlock{by.id, lift.id});
  const auto lifted = store->blocks(desk.site, desk.author)->back();
  CHECK(lifted.lifted == desk.now);
  CHECK(lifted.lifted_by == lift.id);
  CHECK_FALSE(desk.the_author().restricted);
  CHECK(code_of(desk.commit(LiftBlock{by.id, lift.id})) == Code::conflict);
  desk.check_sound();
}

TEST_CASE("what an author wrote since is counted, imported comments left out") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  desk.now += Millis{1000};
  desk.post(State::refused);
  AddComment imported = desk.a_comment();
  imported.comment.source_key = "https://old.example#1";
  desk.must(imported);
  CHECK(store->written_since(desk.site, desk.author, {}).value() == 2);
  CHECK(store->written_since(desk.site, desk.author, desk.now).value() == 1);
  CHECK(store->written_since(desk.site, desk.author, desk.now + Millis{1}).value() == 0);
}

TEST_CASE("who looks again where one is the whole desk, and how soon, are settings of the site") {
  const auto store = fresh_store();
  Desk desk(*store);
  discussion::Site site = store->site(desk.site).value();
  CHECK(site.second_look == discussion::SecondLook::other);
  CHECK(site.appeal_days == 14);
  site.second_look = discussion::SecondLook::outside;
  site.appeal_days = 7;
  desk.must(PutSite{site});
  CHECK(store->site(desk.site)->second_look == discussion::SecondLook::outside);
  CHECK(store->site(desk.site)->appeal_days == 7);
  site.appeal_days = 0;
  CHECK(code_of(desk.commit(PutSite{site})) == Code::invalid);
}

}  // namespace comity::store::contract
