#include "actions/gather_facts.h"

#include <doctest.h>

#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;

TEST_CASE("a new comment is compared with its author's of the last day, and no further back") {
  Server server;
  const auto text = [](int n) { return "Night number " + std::to_string(n); };
  for (int n = 1; n <= 47; ++n) {
    REQUIRE(server.post(text(n)));
    server.clock.wait(std::chrono::minutes(30));
  }
  CHECK(server.post(text(1))->revision.facts.similar_own == 10'000);  // 23 and a half hours ago
  server.clock.wait(std::chrono::hours(2));
  CHECK(server.post(text(3))->revision.facts.similar_own == 0);
}
