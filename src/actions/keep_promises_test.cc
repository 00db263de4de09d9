#include "actions/keep_promises.h"

#include <doctest.h>

#include "actions/decide_appeal.h"
#include "actions/erase_words.h"
#include "actions/file_appeal.h"
#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::Deed;
using std::chrono::days;

namespace {

std::int64_t emptied(Server& server) {
  const auto kept = keep_promises(server.world(), server.site, 100);
  REQUIRE(kept);
  CHECK(server.sound());
  return kept->emptied;
}

}  // namespace

TEST_CASE("what an author took back is emptied after 30 days, and what stands is left alone") {
  Server server;
  const auto stays = server.post("The bridge is closed.");
  const auto gone = server.post_as("Boris", Server::key(2), "I take this back.");
  REQUIRE(withdraw_comment(server.world(), server.site, gone->comment.receipt));
  server.clock.wait(days(30));
  CHECK(emptied(server) == 0);
  server.clock.wait(Millis{1});
  CHECK(emptied(server) == 1);
  CHECK(server.now(gone->comment).emptied == server.clock.now());
  CHECK_FALSE(server.now(gone->comment).erased);
  CHECK(server.shown(stays->comment) == "The bridge is closed.");
  CHECK(emptied(server) == 0);
}

TEST_CASE("refused and removed words are kept as long as an appeal may be filed, and while one is open") {
  Server server;
  const auto refused = server.post("The mayor is a humbug.");
  REQUIRE(server.decide(refused->comment, Deed::refuse, {"manners"}));
  const auto removed = server.post_as("Boris", Server::key(2), "The gate was shut.");
  REQUIRE(server.decide(removed->comment, Deed::remove, {"people"}));
  server.clock.wait(days(180));
  const auto appeal = file_appeal(server.world(), server.site, {refused->comment.receipt, {}, "A sweet.", "en"});
  REQUIRE(appeal);
  server.clock.wait(days(5));
  CHECK(emptied(server) == 1);
  CHECK(server.now(removed->comment).emptied);
  CHECK(server.now(removed->comment).state == discussion::State::removed);
  CHECK_FALSE(server.now(refused->comment).emptied);
  // The answer is the last decision: from then on it is kept as long again.
  REQUIRE(decide_appeal(server.world(),
                        {server.site.id, appeal->id, discussion::AppealOutcome::upheld, "It was meant.", "boris"}));
  server.clock.wait(days(184));
  CHECK(emptied(server) == 0);
  server.clock.wait(Millis{1});
  CHECK(emptied(server) == 1);
}

TEST_CASE("how long is the site's own setting") {
  Server server;
  const auto gone = server.post("I take this back.");
  REQUIRE(withdraw_comment(server.world(), server.site, gone->comment.receipt));
  server.site.retention.withdrawn_days = 3;
  server.clock.wait(days(3) + Millis{1});
  CHECK(emptied(server) == 1);
}

TEST_CASE("an erasure that was not finished is gone on with in small steps") {
  Server server;
  AuthorId author;
  for (int i = 0; i < 7; ++i) {
    server.clock.wait(std::chrono::minutes(11));
    author = server.post("Thought number " + std::to_string(i) + " about the bridge.")->comment.author;
  }
  REQUIRE(erase_author(server.world(), server.site.id, author, 2));
  CHECK(*keep_promises(server.world(), server.site, 3) == Kept{3, 0, false});
  CHECK(*keep_promises(server.world(), server.site, 3) == Kept{2, 0, true});
  CHECK(server.world().store.erasing(server.site.id)->size() == 1);  // a post may still be on its way
  server.clock.wait(std::chrono::minutes(2));
  CHECK(*keep_promises(server.world(), server.site, 3) == Kept{0, 0, true});
  CHECK(server.world().store.erasing(server.site.id)->empty());
}
