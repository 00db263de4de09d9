// Part of the contract: how policies are tried.
#pragma once

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

TEST_CASE("every time a policy was put in force is remembered, with the mirror's report of that time") {
  const auto store = fresh_store();
  Desk desk(*store);
  CHECK(store->policy_history(desk.site)->empty());
  desk.must(PublishPolicy{sha256("Be kind."), "Be kind.", "Orla", MirrorCounts{40, 12, 0}});
  desk.now += Millis{1000};
  desk.must(PublishPolicy{sha256("Be brief."), "Be brief.", "Piet", {}});
  desk.now += Millis{1000};
  desk.must(PublishPolicy{sha256("Be kind."), "Be kind.", "Piet", MirrorCounts{50, 20, 1}});
  const auto history = store->policy_history(desk.site).value();
  REQUIRE(history.size() == 3);
  CHECK(history[0].id == sha256("Be kind."));
  CHECK(history[0].published == desk.now - Millis{2000});
  CHECK(history[0].mirror == MirrorCounts{40, 12, 0});
  CHECK_FALSE(history[1].mirror);
  CHECK(history[2].by == "Piet");
  CHECK(store->policy(desk.site, sha256("Be kind."))->mirror == MirrorCounts{50, 20, 1});
  CHECK(store->policies(desk.site)->front().mirror == MirrorCounts{50, 20, 1});
  CHECK(code_of(desk.commit(PublishPolicy{sha256("x"), "x", "", MirrorCounts{1, 2, 0}})) == Code::invalid);
}

TEST_CASE("what a policy was found to change before it was put in force is kept with that time") {
  const auto store = fresh_store();
  Desk desk(*store);
  ReplayCounts counts;
  counts.tried = desk.now;
  counts.engine = sha256("engine");
  counts.texts = 40;
  counts.changed = 5;
  counts.actions = {{{"allow", "hold"}, 3}, {{"hold", "not judgeable"}, 2}};
  counts.clauses = {{"manners", {2, 5}}, {"tone", {1, 0}}};
  desk.must(PublishPolicy{sha256("Be kind."), "Be kind.", "Orla", {}, counts});
  desk.now += Millis{1000};
  ReplayCounts back = counts;
  back.before = sha256("Be kind.");
  back.actions = {{{"allow", "hold"}, 5}};
  desk.must(PublishPolicy{sha256("Be brief."), "Be brief.", "Piet", {}, back});
  desk.now += Millis{1000};
  desk.must(PublishPolicy{sha256("Be kind."), "Be kind.", "Piet", {}, {}});
  const auto history = store->policy_history(desk.site).value();
  REQUIRE(history.size() == 3);
  CHECK(history[0].replay == counts);
  CHECK(history[1].replay == back);
  CHECK_FALSE(history[2].replay);
  // Of the latest time alone.
  CHECK_FALSE(store->policy(desk.site, sha256("Be kind."))->replay);
  CHECK(store->policy(desk.site, sha256("Be brief."))->replay == back);
  CHECK(store->policies(desk.site)->at(1).replay == back);
  desk.check_sound();

  const auto refused = [&](auto change) {
    ReplayCounts wrong = counts;
    change(wrong);
    return code_of(desk.commit(PublishPolicy{sha256("x"), "x", "", {}, wrong})) == Code::invalid;
  };
  CHECK(refused([](ReplayCounts& r) { r.changed = 4; }));
  CHECK(refused([](ReplayCounts& r) { r.texts = 4; }));
  CHECK(refused([](ReplayCounts& r) { r.engine = {}; }));
  CHECK(refused([](ReplayCounts& r) { r.actions = {{{"allow", "allow"}, 5}}; }));
  CHECK(refused([](ReplayCounts& r) { r.actions = {{{"allow", "shout"}, 5}}; }));
  CHECK(refused([](ReplayCounts& r) { r.clauses["tone"] = {3, 3}; }));
  CHECK(refused([](ReplayCounts& r) { r.clauses[""] = {3, 4}; }));
}

TEST_CASE("a shadow policy is set, goes on, is replaced and taken away, and is never in force") {
  const auto store = fresh_store();
  Desk desk(*store);
  CHECK_FALSE(store->shadow(desk.site).value());
  desk.must(SetShadow{sha256("Be stern."), "Be stern.", "Orla"});
  const Time begun = desk.now;
  desk.now += Millis{1000};
  desk.must(SetShadow{sha256("Be stern."), "Be stern.", "Piet"});
  const auto shadow = store->shadow(desk.site).value();
  REQUIRE(shadow);
  CHECK(shadow->source == "Be stern.");
  CHECK(shadow->by == "Orla");
  CHECK(shadow->published == begun);
  CHECK(store->site(desk.site)->policy == Hash256{});
  CHECK(store->policies(desk.site)->empty());
  CHECK(store->policy_history(desk.site)->empty());
  desk.must(SetShadow{sha256("Be mild."), "Be mild.", "Piet"});
  CHECK(store->shadow(desk.site).value()->published == desk.now);
  desk.must(SetShadow{});
  CHECK_FALSE(store->shadow(desk.site).value());
  desk.check_sound();
}

TEST_CASE("a correction of the classifier is switched on and off, and stays known to what was decided by it") {
  const auto store = fresh_store();
  Desk desk(*store);
  const auto file = [](const std::string& says) { return std::string(40, 'h') + says; };
  const auto id = [](const std::string& says) { return sha256(says); };
  CHECK(store->site(desk.site)->correction == Hash256{});
  CHECK(store->correction_history(desk.site)->empty());
  desk.must(SwitchCorrection{id("one"), file("one"), "{}", "Orla"});
  CHECK(store->site(desk.site)->correction == id("one"));
  desk.must(SwitchCorrection{id("one"), file("one"), "{\"again\":1}", "Piet"});  // it was on: nothing happens
  desk.now += Millis{1000};
  desk.must(SwitchCorrection{id("two"), file("two"), "{}", "Piet"});
  desk.now += Millis{1000};
  desk.must(SwitchCorrection{{}, {}, {}, "Orla"});
  CHECK(store->site(desk.site)->correction == Hash256{});
  desk.must(PutSite{store->site(desk.site).value()});
  const auto history = store->correction_history(desk.site).value();
  REQUIRE(history.size() == 3);
  CHECK(history[0] == CorrectionSwitch{id("one"), {}, {}, "Orla", desk.now - Millis{2000}});
  CHECK(history[1].id == id("two"));
  CHECK(history[2] == CorrectionSwitch{{}, {}, {}, "Orla", desk.now});
  CHECK(store->correction(desk.site, id("one")).value() ==
        CorrectionSwitch{id("one"), file("one"), "{}", "Orla", desk.now - Millis{2000}});
  desk.must(SwitchCorrection{id("one"), file("one"), "{\"again\":1}", "Piet"});
  CHECK(store->correction(desk.site, id("one"))->report == "{\"again\":1}");
  CHECK(store->correction(desk.site, id("one"))->bytes == file("one"));
  CHECK(code_of(store->correction(desk.site, id("three"))) == Code::not_found);
  CHECK(code_of(store->correction(desk.site, {})) == Code::not_found);
  discussion::Site site = store->site(desk.site).value();
  site.correction = {};
  desk.must(PutSite{site});
  CHECK(store->site(desk.site)->correction == id("one"));
  CHECK(code_of(desk.commit(SwitchCorrection{id("x"), {}, "{}", "Orla"})) == Code::invalid);
  CHECK(code_of(desk.commit(SwitchCorrection{id("x"), file("x"), "{}", ""})) == Code::invalid);
  CHECK(code_of(desk.commit(SwitchCorrection{{}, file("x"), {}, "Orla"})) == Code::invalid);
  desk.check_sound();
}

TEST_CASE("a clause is stopped once under a policy, and released once") {
  const auto store = fresh_store();
  Desk desk(*store);
  const Hash256 policy = sha256("Be kind.");
  CHECK(code_of(desk.commit(StopClause{policy, "manners", 100, 9})) == Code::not_found);
  desk.must(PublishPolicy{policy, "Be kind.", "Orla", {}});
  desk.must(StopClause{policy, "manners", 100, 9});
  desk.must(StopClause{policy, "manners", 200, 99});
  CHECK(store->brakes(desk.site).value() == std::vector<Brake>{{policy, "manners", 100, 9, desk.now}});
  CHECK(code_of(desk.commit(ReleaseClause{policy, "tone", "Orla"})) == Code::not_found);
  desk.must(ReleaseClause{policy, "manners", "Orla"});
  CHECK(code_of(desk.commit(ReleaseClause{policy, "manners", "Orla"})) == Code::not_found);
  desk.must(StopClause{policy, "manners", 300, 300});  // was released: it stays so under this policy
  const auto brakes = store->brakes(desk.site).value();
  REQUIRE(brakes.size() == 1);
  CHECK(brakes[0].released == desk.now);
  CHECK(brakes[0].released_by == "Orla");
  CHECK(code_of(desk.commit(StopClause{policy, "manners", 0, 0})) == Code::invalid);
  CHECK(code_of(desk.commit(StopClause{policy, "", 3, 1})) == Code::invalid);
  desk.check_sound();
}

TEST_CASE("the share that the brake allows is a setting of the site") {
  const auto store = fresh_store();
  Desk desk(*store);
  discussion::Site site = store->site(desk.site).value();
  CHECK(site.brake_share == 500);
  site.brake_share = 1200;
  desk.must(PutSite{site});
  CHECK(store->site(desk.site)->brake_share == 1200);
  site.brake_share = 10'001;
  CHECK(code_of(desk.commit(PutSite{site})) == Code::invalid);
}

TEST_CASE("how much was written since a moment, and how much of it a policy's clauses stopped, is counted") {
  const auto store = fresh_store();
  Desk desk(*store);
  const Hash256 policy = sha256("Be kind.");
  const auto stop = [&](Deed deed, std::vector<std::string> clauses, const Hash256& by) {
    const CommentId comment = desk.post(deed == Deed::hold ? State::held : State::refused).comment;
    Decision decision = desk.a_decision(deed, comment);
    decision.actor = Actor::engine;
    decision.actor_name.clear();
    decision.policy = by;
    decision.engine = sha256("engine");
    decision.clauses = std::move(clauses);
    desk.must(AddDecision{decision});
  };
  stop(Deed::refuse, {"manners"}, policy);
  desk.now += Millis{1000};
  const Time since = desk.now;
  desk.post();
  stop(Deed::hold, {"manners", "tone"}, policy);
  stop(Deed::refuse, {"tone"}, policy);
  stop(Deed::refuse, {"tone"}, sha256("Be brief."));
  CHECK(store->touched_since(desk.site, policy, since).value() == TouchedSince{4, {{"manners", 1}, {"tone", 2}}});
  CHECK(store->touched_since(desk.site, policy, Time{}).value() == TouchedSince{5, {{"manners", 2}, {"tone", 2}}});
  CHECK(store->touched_since(SiteId{99}, policy, Time{}).value() == TouchedSince{});
  // Only the latest are looked at, whoever's they are.
  desk.now += Millis{1000};
  const Time later = desk.now;
  desk.post();
  CHECK(store->touched_since(desk.site, policy, later).value() == TouchedSince{1, {}});
}

TEST_CASE("what was judged is read from front to back, each text with the decisions about it") {
  const auto store = fresh_store();
  Desk desk(*store);
  const CommentId first = desk.post().comment;
  desk.must(desk.an_edit(first, 1, State::held));
  Decision hold = desk.a_decision(Deed::hold, first);
  hold.revision = 2;
  desk.must(AddDecision{hold});
  const CommentId second = desk.post(State::refused).comment;
  const Decision refusal = desk.a_decision(Deed::refuse, second);
  desk.must(AddDecision{refusal});
  const StoryId earlier = desk.story;
  desk.story = desk.add_story(1000);  // a lower id comes first, whenever it was made
  const CommentId other = desk.post().comment;

  const auto all = store->judged(desk.site, {}, 100).value();
  REQUIRE(all.size() == 4);
  CHECK(all[0].story == desk.story);
  CHECK(all[0].comment == other);
  CHECK(all[1].story == earlier);
  CHECK(all[1].revision == store->revisions(desk.site, earlier, first)->front());
  CHECK(all[1].decisions.empty());
  CHECK(all[1].number == 1);
  CHECK(all[2].revision.revision == 2);
  CHECK(all[2].decisions == store->decisions(desk.site, earlier, first).value());
  CHECK(all[3].number == 0);
  CHECK(all[3].decisions == store->decisions(desk.site, earlier, second).value());

  // Page by page it is the same.
  std::vector<JudgedText> paged;
  JudgedPlace after;
  while (true) {
    const auto page = store->judged(desk.site, after, 1).value();
    if (page.empty()) break;
    paged.insert(paged.end(), page.begin(), page.end());
    after = {page.back().story, page.back().comment, page.back().revision.revision};
  }
  CHECK(paged == all);
  CHECK(store->judged(SiteId{99}, {}, 100)->empty());
}

}  // namespace comity::store::contract
