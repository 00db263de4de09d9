#include "actions/gather_facts.h"

#include <doctest.h>

#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;

TEST_CASE("a new comment is compared with the last 20 of its author, and no further back") {
  Server server;
  const auto text = [](int n) { return "The bridge is closed, for the time number " + std::to_string(n) + "."; };
  for (int n = 1; n <= 21; ++n) {
    REQUIRE(server.post(text(n)));
    server.clock.wait(std::chrono::minutes(30));
  }
  const auto oldest = server.post(text(1));
  REQUIRE(oldest);
  CHECK(oldest->revision.facts.similar_own == 0);
  const auto compared = server.post(text(3));  // 20 back: number 1 stands there again
  REQUIRE(compared);
  CHECK(compared->revision.facts.similar_own == 10'000);
}
