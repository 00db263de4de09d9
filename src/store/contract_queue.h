// Part of the contract: the moderators' queue, what came in, what was decided.
#pragma once

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

using Order = WaitingQuery::Order;

// A held comment a millisecond younger than the last, under these clauses.
inline CommentId hold(Desk& desk, std::string text, std::vector<std::string> clauses, std::string language = "en") {
  desk.now += Millis{1};
  AddComment add = desk.a_comment(State::held, std::move(text));
  add.revision.facts.language = std::move(language);
  Decision held = desk.a_decision(Deed::hold);
  held.clauses = std::move(clauses);
  return desk.must(add, AddDecision{held}).comment;
}

// The first letters of the cards, page by page.
inline std::string cards(Store& store, SiteId site, WaitingQuery query) {
  std::string out;
  for (int pages = 0; pages < 20; ++pages) {
    const auto page = store.waiting(site, query).value();
    if (page.empty()) return out;
    CHECK(page.size() <= query.limit);
    for (const WaitingCard& card : page) out += card.item.revision.text.front();
    query.after = page.back().place;
  }
  return out + "...";
}

TEST_CASE("the queue is walked by age, by gravity, by clause and by language, two cards at a time") {
  const auto store = fresh_store();
  Desk desk(*store);
  hold(desk, "a rude word", {"tone"});
  hold(desk, "b threat and rude", {"tone", "threat"});
  hold(desk, "c about money", {"spam"}, "ru");
  hold(desk, "d threat", {"threat"}, "ru");
  hold(desk, "e no clause", {});
  const auto walk = [&](Order order, std::string clause = "", std::string language = "") {
    return cards(*store, desk.site, {order, std::move(clause), std::move(language), {"threat", "tone"}, {}, 2});
  };
  CHECK(walk(Order::oldest) == "abcde");
  CHECK(walk(Order::newest) == "edcba");
  CHECK(walk(Order::gravest) == "bdace");
  CHECK(walk(Order::oldest, "tone") == "ab");
  CHECK(walk(Order::newest, "threat") == "db");
  CHECK(walk(Order::gravest, "tone") == "ba");
  CHECK(walk(Order::oldest, "", "ru") == "cd");
  CHECK(walk(Order::gravest, "threat", "ru") == "d");
  CHECK(walk(Order::oldest, "unknown") == "");
  CHECK(store->waiting(SiteId{9}, {})->empty());
  const WaitingCounts counts = store->waiting_counts(desk.site).value();
  CHECK(counts.all == 5);
  CHECK(counts.by_language == std::vector<std::pair<std::string, std::int64_t>>{{"en", 3}, {"ru", 2}});
  CHECK(counts.by_clause ==
        std::vector<std::pair<std::string, std::int64_t>>{{"", 1}, {"spam", 1}, {"threat", 2}, {"tone", 2}});
  CHECK(counts.oldest == desk.now - Millis{4});
  CHECK_FALSE(store->waiting_counts(SiteId{9})->oldest);
  desk.check_sound();
}

TEST_CASE("texts that say the same are one card with a count, under the one that waits longest") {
  const auto store = fresh_store();
  Desk desk(*store);
  const CommentId first = hold(desk, "buy cheap tickets", {"spam"});
  hold(desk, "other words", {"spam"});
  const CommentId second = hold(desk, "Buy CHEAP tickets!! https://spam.example/1", {"spam"});
  hold(desk, "12 34", {"spam"});
  hold(desk, "12 34", {"spam"});
  const auto page = store->waiting(desk.site, {}).value();
  REQUIRE(page.size() == 4);
  CHECK(page[0].item.comment.id == first);
  CHECK(page[0].alike == 1);
  CHECK(page[1].alike == 0);
  CHECK(page[2].alike == 0);  // no words: like no other
  const auto alike = store->alike(desk.site, desk.story, second, 10).value();
  REQUIRE(alike.size() == 2);
  CHECK(alike[0].comment.id == first);
  CHECK(store->alike(desk.site, desk.story, second, 1)->size() == 1);
  CHECK(store->alike(desk.site, desk.story, page[2].item.comment.id, 10)->size() == 1);
  CHECK(store->alike(desk.site, desk.story, {77}, 10)->empty());
  desk.must(desk.move(first, State::held, State::refused));
  CHECK(store->waiting(desk.site, {})->at(1).item.comment.id == second);
  CHECK(store->waiting(desk.site, {})->at(1).alike == 0);
}

TEST_CASE("what was decided, withdrawn or overtaken leaves the queue, and what is taken back returns to it") {
  const auto store = fresh_store();
  Desk desk(*store);
  const CommentId refused = hold(desk, "a", {"tone"});
  const CommentId withdrawn = hold(desk, "b", {"tone"});
  desk.must(desk.move(refused, State::held, State::refused));
  desk.must(desk.move(withdrawn, State::held, State::withdrawn));
  CHECK(store->waiting(desk.site, {})->empty());
  CHECK(code_of(store->waiting_of(desk.site, desk.story, refused)) == Code::not_found);
  desk.must(desk.move(refused, State::refused, State::held));
  CHECK(store->waiting_of(desk.site, desk.story, refused)->decision.clauses == std::vector<std::string>{"tone"});
  CHECK(cards(*store, desk.site, {Order::oldest, "tone", "", {}, {}, 5}) == "a");
  const CommentId published = desk.post().comment;
  desk.must(desk.an_edit(published, 1, State::held, State::published, "edit"));
  CHECK(cards(*store, desk.site, {}) == "ae");
  desk.must(desk.an_edit(published, 2, State::published));
  CHECK(cards(*store, desk.site, {}) == "a");
  desk.check_sound();
}

TEST_CASE("what comes in is read back from the latest, comments and edits alike") {
  const auto store = fresh_store();
  Desk desk(*store);
  const CommentId posted = desk.post().comment;
  hold(desk, "held", {"tone"});
  desk.must(desk.an_edit(posted, 1, State::published));
  const Arrivals first = store->arrivals(desk.site, 0, 2).value();
  REQUIRE(first.items.size() == 2);
  CHECK(first.items[0].revision.text == "Changed");
  CHECK_FALSE(first.items[0].was_held);
  CHECK(first.items[1].was_held);
  const Arrivals rest = store->arrivals(desk.site, first.before, 2).value();
  REQUIRE(rest.items.size() == 1);
  CHECK(rest.items[0].revision.text == "Good morning");
  CHECK(rest.before == 0);
  CHECK(store->arrivals(SiteId{9}, 0, 2)->items.empty());
}

TEST_CASE("people's decisions are read back with what the engine had said, and whether they stand") {
  const auto store = fresh_store();
  Desk desk(*store);
  const CommentId held = hold(desk, "humbug", {"tone"});
  const auto decide = [&](CommentId about, Deed deed, Actor actor, DecisionId corrects = {}) {
    desk.now += Millis{1};
    Decision d = desk.a_decision(deed, about);
    d.actor = actor;
    d.corrects = corrects;
    desk.must(AddDecision{d});
    return d;
  };
  const Decision refusal = decide(held, Deed::refuse, Actor::moderator);
  decide(held, Deed::restore, Actor::operator_, refusal.id);
  const CommentId free = desk.post().comment;
  const Decision removal = decide(free, Deed::remove, Actor::moderator);
  const auto past = store->decided(desk.site, {}, 10).value();
  REQUIRE(past.size() == 3);
  CHECK(past[0].decision.id == removal.id);
  CHECK_FALSE(past[0].engine_restricted);
  CHECK(past[2].decision.clauses == refusal.clauses);
  CHECK(past[2].engine_restricted);
  CHECK(past[2].engine_clauses == std::vector<std::string>{"tone"});
  CHECK(past[2].text == "humbug");
  CHECK(past[2].language == "en");
  CHECK(past[2].corrected);
  CHECK_FALSE(past[1].corrected);
  CHECK(store->decided(desk.site, DecidedPlace{past[0].decision.decided, past[0].decision.id}, 1)->at(0) == past[1]);
  CHECK(store->decided_about(desk.site, desk.author, 2)->size() == 2);
  CHECK(store->decided_about(desk.site, AuthorId{9}, 2)->empty());
  CHECK(store->decision(desk.site, refusal.id)->clauses == refusal.clauses);
  CHECK(store->decided_together(desk.site, key_of(7))->empty());
  CHECK(store->decided_together(desk.site, Key128{})->empty());
  Decision together = desk.a_decision(Deed::keep, free);
  together.batch = key_of(7);
  desk.must(AddDecision{together});
  CHECK(store->decided_together(desk.site, key_of(7))->at(0).id == together.id);
  CHECK(code_of(store->decision(desk.site, {9})) == Code::not_found);
}

}  // namespace comity::store::contract
