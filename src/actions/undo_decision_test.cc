#include "actions/undo_decision.h"

#include <doctest.h>

#include "actions/clause_gravity.h"
#include "actions/decide_many.h"
#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::Deed;
using discussion::State;

namespace {

Result<discussion::Decision> undo(Server& server, const Result<discussion::Decision>& decision) {
  server.clock.wait(Millis{1'000});
  return undo_decision(server.world(), {server.site.id, decision->id, "olga"});
}
std::string refusal(const Result<discussion::Decision>& decision) {
  return decision ? "" : std::string(name(decision.error().code));
}
std::int64_t strikes(Server& server, const discussion::Comment& comment) {
  return server.world().store.author(comment.site, comment.author)->strikes;
}

}  // namespace

TEST_CASE("a refusal taken back waits again as it was held, and its strike is gone") {
  Server server;
  const auto held = server.post("Humbug.");
  const auto refused = server.decide(held->comment, Deed::refuse, {"manners"});
  CHECK(strikes(server, held->comment) == 1);
  const auto undone = undo(server, refused);
  REQUIRE(undone);
  CHECK(undone->deed == Deed::hold);
  CHECK(undone->corrects == refused->id);
  CHECK(undone->actor_name == "olga");
  CHECK(strikes(server, held->comment) == 0);
  const auto waiting = server.world().store.waiting_of(server.site.id, held->story.id, held->comment.id);
  REQUIRE(waiting);
  CHECK(waiting->decision.clauses == std::vector<std::string>{"manners"});
  CHECK_FALSE(waiting->decision.findings.empty());
  CHECK(server.decide(held->comment, Deed::publish));
  CHECK(server.sound());
}

TEST_CASE("a comment returned by mistake waits again") {
  Server server;
  const auto held = server.post("Humbug.");
  REQUIRE(undo(server, server.decide(held->comment, Deed::return_, {"manners"})));
  CHECK(server.now(held->comment).state == State::held);
  CHECK(server.sound());
}

TEST_CASE("a publication taken back removes what readers have seen, under the clauses of the hold") {
  Server server;
  const auto held = server.post("Humbug.");
  const auto undone = undo(server, server.decide(held->comment, Deed::publish));
  REQUIRE(undone);
  CHECK(undone->deed == Deed::remove);
  CHECK(undone->clauses == std::vector<std::string>{"manners"});
  CHECK(server.now(held->comment).state == State::removed);
  CHECK(server.now(held->comment).number == 1);
  // And taken back once more.
  REQUIRE(undo(server, undone));
  CHECK(server.shown(held->comment) == "Humbug.");
  CHECK(server.sound());
}

TEST_CASE("a removal is taken back, and so is a reversal") {
  Server server;
  const auto posted = server.post("The bridge is closed.");
  const auto restored = undo(server, server.decide(posted->comment, Deed::remove, {"people"}));
  REQUIRE(restored);
  CHECK(restored->deed == Deed::restore);
  CHECK(strikes(server, posted->comment) == 0);
  const auto removed = undo(server, restored);
  REQUIRE(removed);
  CHECK(removed->clauses == std::vector<std::string>{"people"});
  CHECK(server.now(posted->comment).state == State::removed);
  CHECK(server.sound());
}

TEST_CASE("what was decided again, taken back already or not by a person stays") {
  Server server;
  const auto held = server.post("Humbug.");
  const auto refused = server.decide(held->comment, Deed::refuse, {"manners"});
  REQUIRE(server.decide(held->comment, Deed::restore));
  CHECK(refusal(undo(server, refused)) == "conflict");
  const auto other = server.post_as("Boris", Server::key(2), "Humbug again.");
  const auto second = server.decide(other->comment, Deed::refuse, {"manners"});
  REQUIRE(undo(server, second));
  CHECK(refusal(undo(server, second)) == "conflict");
  const auto decisions = *server.world().store.decisions(server.site.id, other->story.id, other->comment.id);
  CHECK(refusal(undo_decision(server.world(), {server.site.id, decisions.front().id, "olga"})) == "forbidden");
  CHECK(refusal(undo_decision(server.world(), {server.site.id, DecisionId{7}, "olga"})) == "not_found");
}

TEST_CASE("many are decided in one step, each on record, and taken back in one step but for what happened since") {
  Server server;
  DecideMany many;
  many.as.site = server.site.id;
  many.as.deed = Deed::refuse;
  many.as.clauses = {"manners"};
  many.as.by = "olga";
  many.as.actor = discussion::Actor::moderator;
  std::vector<discussion::Comment> comments;
  for (std::uint8_t i = 0; i < 4; ++i) {
    const auto held = server.post_as("Reader", Server::key(static_cast<std::uint8_t>(20 + i)),
                                     "Humbug " + std::string(1, static_cast<char>('a' + i)));
    REQUIRE(held);
    comments.push_back(held->comment);
    many.comments.emplace_back(held->story.id, held->comment.id);
  }
  REQUIRE(server.decide(comments[3], Deed::publish));  // by somebody else, meanwhile
  const auto done = decide_many(server.world(), many);
  REQUIRE(done);
  CHECK(done->decisions.size() == 3);
  CHECK(done->left.size() == 1);
  for (const auto& decision : done->decisions) CHECK(decision.batch == done->batch);
  REQUIRE(server.decide(comments[0], Deed::restore));
  server.clock.wait(Millis{1'000});
  const auto undone = undo_together(server.world(), server.site.id, done->batch, "olga");
  REQUIRE(undone);
  CHECK(undone->corrections.size() == 2);
  CHECK(undone->left == 1);
  CHECK(server.now(comments[1]).state == State::held);
  CHECK(server.now(comments[0]).state == State::published);
  CHECK_FALSE(undo_together(server.world(), server.site.id, Key128{}, "olga"));
  many.as.clauses = {};
  CHECK_FALSE(decide_many(server.world(), many));
  CHECK(server.sound());
}

TEST_CASE("like cases are found under the clause, the likest first") {
  Server server;
  const auto decided = [&](std::uint8_t key, const std::string& text, Deed deed) {
    const auto held = server.post_as("Reader", Server::key(key), text);
    server.clock.wait(Millis{60'000});
    return server.decide(held->comment, deed,
                         deed == Deed::refuse ? std::vector<std::string>{"manners"} : std::vector<std::string>{});
  };
  decided(31, "Humbug about the harbour bridge and its price, says the council.", Deed::refuse);
  decided(32, "Humbug! Something else entirely was meant by everybody here.", Deed::publish);
  const auto near = nearest_decisions(server.world(), server.site.id, "manners",
                                      "Humbug! Something else entirely was said by everybody here.", {}, 3);
  REQUIRE(near);
  REQUIRE(near->size() == 2);
  CHECK(near->front().decision.deed == Deed::publish);
  CHECK(nearest_decisions(server.world(), server.site.id, "people", "x", {}, 3)->empty());
}
