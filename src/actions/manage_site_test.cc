#include "actions/manage_site.h"

#include <doctest.h>

#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;

namespace {

discussion::Site wanted(std::string key) {
  discussion::Site site;
  site.key = std::move(key);
  site.name = "The Gazette";
  site.origins = {"https://Gazette.example/"};
  site.languages = {"en", "ru"};
  return site;
}

// With two invented sides, and `list` as the words that are held.
std::string with_sides(std::string_view list) {
  std::string source(testing::small_policy);
  source.replace(source.find("[\"humbug\"]"), 10, list);
  return source + "\n[[sides]]\na = [\"Quorlian\"]\nb = [\"Velmarian\"]\n";
}

}  // namespace

TEST_CASE("a new site begins with the policy that ships") {
  Server server;
  const auto added = add_site(server.world(), wanted("gazette"));
  REQUIRE_MESSAGE(added, added.error().detail);
  CHECK(added->origins == std::vector<std::string>{"https://gazette.example"});
  const auto policy = server.world().policies.live(*added);
  REQUIRE(policy);
  CHECK((*policy)->source == policy::shipped_policy());
  CHECK(add_site(server.world(), wanted("gazette")).error().code == Error::Code::conflict);
}

TEST_CASE("a site that cannot be is refused with a reason") {
  Server server;
  const auto refused = [&](const auto& spoil) {
    discussion::Site site = wanted("gazette");
    spoil(site);
    const auto added = add_site(server.world(), site);
    return !added && added.error().code == Error::Code::invalid && !added.error().detail.empty();
  };
  CHECK(refused([](auto& s) { s.key = "The Gazette"; }));
  CHECK(refused([](auto& s) { s.key = ""; }));
  CHECK(refused([](auto& s) { s.name = ""; }));
  CHECK(refused([](auto& s) { s.name = "a\nb"; }));
  CHECK(refused([](auto& s) { s.origins = {"gazette.example"}; }));
  CHECK(refused([](auto& s) { s.origins = {"https://gazette.example/news"}; }));
  CHECK(refused([](auto& s) { s.languages = {}; }));
  CHECK(refused([](auto& s) { s.languages = {"en", "<b>"}; }));
  CHECK(refused([](auto& s) { s.edit_window_ms = -1; }));
  CHECK(add_site(server.world(), wanted("gazette"), "format = 9").error().code == Error::Code::invalid);
  CHECK(server.world().store.sites()->size() == 1);
}

TEST_CASE("a published policy judges the next comment, and one with errors is not published") {
  Server server;
  std::string stricter(testing::small_policy);
  stricter.replace(stricter.find("[\"humbug\"]"), 10, "[\"humbug\", \"pshaw\"]");
  CHECK(server.post("Pshaw.")->outcome == Posted::Outcome::published);
  const auto id = publish_policy(server.world(), server.site, stricter, "desk");
  REQUIRE(id);
  server.site = *server.world().store.site("herald");
  CHECK(server.site.policy == *id);
  CHECK(server.post("Pshaw, again.")->outcome == Posted::Outcome::held);

  const auto broken = publish_policy(server.world(), server.site, "format = 1\nname = 5\n", "desk");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == Error::Code::invalid);
  CHECK(broken.error().detail.find("policy.toml:") != std::string::npos);
  CHECK(server.world().store.site("herald")->policy == *id);
}

TEST_CASE("a policy with sides is published only with its mirror report, over its examples and the archive") {
  Server server;
  REQUIRE(server.post("A Quorlian built the bridge."));
  REQUIRE(server.post_as("Boris", Server::key(2), "No, a Velmarian did."));
  REQUIRE(server.post_as("Cora", Server::key(3), "Who cares who built it?"));
  const Hash256 before = server.site.policy;

  // One side's name is on the list of words: published it would judge them unlike.
  const auto refused = publish_policy(server.world(), server.site, with_sides("[\"humbug\", \"Quorlian\"]"), "desk");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Error::Code::forbidden);
  CHECK(refused.error().detail.find("A Quorlian built the bridge.") != std::string::npos);
  CHECK(server.world().store.site("herald")->policy == before);

  const auto fair = publish_policy(server.world(), server.site, with_sides("[\"humbug\", \"pshaw\"]"), "desk");
  REQUIRE(fair);
  CHECK(server.world().store.site("herald")->policy == *fair);
  const auto report = server.world().store.policy(server.site.id, *fair)->mirror;
  REQUIRE(report);
  CHECK(report->exchanged == 2);
  CHECK(report->texts >= 3);  // the examples too
  CHECK(report->changed == 0);

  PublishOptions despite;
  despite.despite_mirror = true;
  const auto unfair =
      publish_policy(server.world(), server.site, with_sides("[\"humbug\", \"Quorlian\"]"), "desk", despite);
  REQUIRE(unfair);
  CHECK(server.world().store.policy(server.site.id, *unfair)->mirror->changed == 2);

  const auto without = publish_policy(server.world(), server.site, testing::small_policy, "desk");
  REQUIRE(without);
  CHECK_FALSE(server.world().store.policy(server.site.id, *without)->mirror);
}

TEST_CASE("a moved story keeps its old address") {
  Server server;
  const auto posted = server.post("Hello.");
  StorySettings to;
  to.url = "https://herald.example/archive/bridge";
  to.title = "The bridge, then";
  const auto moved = set_story(server.world(), server.site, posted->story.id, to);
  REQUIRE(moved);
  CHECK(moved->url == "https://herald.example/archive/bridge");
  CHECK(moved->title == "The bridge, then");
  StoryAddress old;
  old.url = "https://herald.example/bridge";
  CHECK(find_story(server.world(), server.site, old)->id == posted->story.id);
  old.url = *to.url;
  CHECK(find_story(server.world(), server.site, old)->id == posted->story.id);
  CHECK(server.world().store.urls(server.site.id, posted->story.id)->front() == *to.url);

  to.url = "https://copy.example/bridge";
  CHECK(set_story(server.world(), server.site, posted->story.id, to).error().code == Error::Code::forbidden);
  StorySettings bad;
  bad.publisher_id = "~mine";
  CHECK(set_story(server.world(), server.site, posted->story.id, bad).error().code == Error::Code::invalid);
  bad = {};
  bad.title = "x";
  CHECK(set_story(server.world(), server.site, StoryId{4711}, bad).error().code == Error::Code::not_found);
}
