#include "actions/world.h"

#include <doctest.h>

#include "actions/testing.h"
#include "base/crypto.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;

TEST_CASE("an example that today's engine sees otherwise takes no site's rules away, and is told to the log") {
  Server server;
  std::string source(testing::small_policy);
  source +=
      "\n[[clause]]\nid = \"later\"\ntitle.en = \"Later\"\ntext.en = \"As an older engine saw it.\"\n"
      "when = 'lexicon(\"house\")'\naction = \"hold\"\ncategory = \"OTHER_VIOLATION_TC\"\n"
      "[[clause.example]]\ntext = \"What a fine bridge\"\nexpect = \"hold\"\n";
  CHECK_FALSE(policy::compile(source).policy);  // nobody publishes it today
  const Hash256 id = sha256(source);
  std::vector<std::string> log;
  server.world().policies.on_warning([&](const std::string& line) { log.push_back(line); });
  REQUIRE(server.world().store.commit({server.world().random.key128(),
                                       server.site.id,
                                       server.clock.now(),
                                       {store::PublishPolicy{id, source, "Orla"}}}));
  const auto site = server.world().store.site(server.site.id).value();
  const auto live = server.world().policies.live(site);
  REQUIRE(live);
  CHECK((*live)->id == id);
  REQUIRE(log.size() == 1);
  CHECK(log[0].starts_with("the stored policy " + to_hex(id).substr(0, 16) + ": policy.toml:"));
  CHECK(log[0].find("its example 'What a fine bridge' should give hold") != std::string::npos);
  CHECK(server.world().policies.live(site));
  CHECK(log.size() == 1);  // once
}
