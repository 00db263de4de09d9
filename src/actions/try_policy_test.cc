#include "actions/try_policy.h"

#include <doctest.h>

#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::Deed;

TEST_CASE("a draft is tried on the latest texts only, and says on how many") {
  Server server;
  const auto held = server.post("Humbug.");
  REQUIRE(server.decide(held->comment, Deed::publish));
  for (const char* text : {"A bridge.", "A ferry, said the mayor.", "Where is the ferry now?"}) {
    server.clock.wait(Millis{3'600'000});
    REQUIRE(server.post(text));
  }
  std::string draft = testing::small_policy;
  const std::string words = "words = [\"humbug\"]";
  draft.replace(draft.find(words), words.size(), "words = [\"ferry\"]");
  const auto all = try_policy(server.world(), server.site, draft);
  REQUIRE(all);
  CHECK(all->looked_at == 4);
  CHECK(all->replay.tally.texts == 4);
  CHECK(all->replay.tally.clauses.at("manners").before == 1);
  CHECK(all->replay.tally.clauses.at("manners").after == 2);
  CHECK(policy::changed(all->replay.tally) == 3);
  CHECK(all->replay.tally.decided == 1);
  CHECK_FALSE(all->mirror);
  const auto latest = try_policy(server.world(), server.site, draft, 2);
  REQUIRE(latest);
  CHECK(latest->looked_at == 2);
  CHECK(latest->replay.tally.clauses.at("manners").before == 0);
  CHECK(try_policy(server.world(), server.site, "nonsense").error().code == Error::Code::invalid);
}

TEST_CASE("a draft with sides is mirrored over its examples and the same texts") {
  Server server;
  REQUIRE(server.post("The Quorl were at the bridge."));
  const std::string draft = testing::small_policy + "\n[[sides]]\na = [\"Quorl\"]\nb = [\"Velmar\"]\n";
  const auto trial = try_policy(server.world(), server.site, draft);
  REQUIRE(trial);
  REQUIRE(trial->mirror);
  CHECK(trial->mirror->exchanged == 1);
  CHECK(trial->mirror->changed == 0);
}

TEST_CASE("what a draft would change is kept with it in counts, and told in a line") {
  Server server;
  REQUIRE(server.post("Humbug."));
  REQUIRE(server.post("A ferry, said the mayor."));
  REQUIRE(server.post("Where is the ferry now?"));
  std::string draft = testing::small_policy;
  const std::string words = "words = [\"humbug\"]";
  draft.replace(draft.find(words), words.size(), "words = [\"ferry\"]");
  const auto trial = try_policy(server.world(), server.site, draft);
  REQUIRE(trial);
  const TriedPolicy kept = kept_of(*trial, server.clock.now());
  CHECK(kept.policy == sha256(draft));
  CHECK(kept.counts.before == server.site.policy);
  CHECK(kept.counts.engine == trial->after->engine);
  CHECK(kept.counts.tried == server.clock.now());
  CHECK(kept.counts.texts == 3);
  CHECK(kept.counts.changed == 3);
  CHECK(kept.counts.actions.at({"hold", "allow"}) == 1);
  CHECK(kept.counts.actions.at({"allow", "hold"}) == 2);
  CHECK(kept.counts.clauses.at("manners") == store::ReplayCounts::Touched{1, 2});
  CHECK(told(kept.counts) ==
        "Tried on the latest 3 texts: 3 come out otherwise (allow -> hold 2; hold -> allow 1; manners touches 2, not "
        "1).");

  // It is published with its own report, and with no other's.
  PublishOptions options;
  options.tried = kept;
  CHECK(publish_policy(server.world(), server.site, draft + "\n# later", "Eve", options).error().code ==
        Error::Code::conflict);
  REQUIRE(publish_policy(server.world(), server.site, draft, "Eve", options));
  CHECK(server.world().store.policy(server.site.id, sha256(draft))->replay == kept.counts);
  CHECK_FALSE(server.world().store.policy_history(server.site.id)->front().replay);
}
