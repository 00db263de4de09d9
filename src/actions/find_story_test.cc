#include "actions/find_story.h"

#include <doctest.h>

#include <barrier>
#include <thread>

#include "actions/testing.h"
#include "discussion/story_address.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;

namespace {

StoryAddress at(std::string id, std::string url) {
  return {.id = std::move(id), .url = std::move(url), .title = "T", .language = "en"};
}

std::string code(const Result<discussion::Story>& story) { return story ? "" : std::string(name(story.error().code)); }

}  // namespace

TEST_CASE("a story is one, however its page is reached") {
  Server server;
  const auto made = find_or_add_story(server.world(), server.site, at("", "https://herald.example/bridge"));
  REQUIRE(made);
  for (const char* url : {"http://HERALD.example/bridge/", "https://herald.example/bridge?fbclid=1#comments"}) {
    CHECK(find_story(server.world(), server.site, at("", url))->id == made->id);
  }
  CHECK(find_story(server.world(), server.site, at(short_id(made->id), ""))->id == made->id);
  CHECK(code(find_story(server.world(), server.site, at("", "https://herald.example/tram"))) == "not_found");
}

TEST_CASE("reading never makes a story") {
  Server server;
  CHECK(code(find_story(server.world(), server.site, at("bridge", "https://herald.example/bridge"))) == "not_found");
  CHECK(server.world().store.stories(server.site.id, {}, 10)->empty());
}

TEST_CASE("the publisher's id wins, and new addresses with it become aliases") {
  Server server;
  const auto made = find_or_add_story(server.world(), server.site, at("bridge", "https://herald.example/bridge"));
  const auto moved = find_or_add_story(server.world(), server.site, at("bridge", "https://herald.example/news/bridge"));
  CHECK(moved->id == made->id);
  CHECK(find_story(server.world(), server.site, at("", "https://herald.example/news/bridge"))->id == made->id);
  CHECK(find_story(server.world(), server.site, at("", "https://herald.example/bridge"))->id == made->id);
}

TEST_CASE("a story known by its address takes the publisher's id when one is given") {
  Server server;
  const auto made = find_or_add_story(server.world(), server.site, at("", "https://herald.example/bridge"));
  const auto named = find_or_add_story(server.world(), server.site, at("bridge", "https://herald.example/bridge"));
  CHECK(named->id == made->id);
  CHECK(named->publisher_id == "bridge");
  CHECK(find_story(server.world(), server.site, at("bridge", ""))->id == made->id);
}

TEST_CASE("an address of another story is a conflict") {
  Server server;
  find_or_add_story(server.world(), server.site, at("bridge", "https://herald.example/bridge"));
  find_or_add_story(server.world(), server.site, at("tram", "https://herald.example/tram"));
  CHECK(code(find_or_add_story(server.world(), server.site, at("tram", "https://herald.example/bridge"))) ==
        "conflict");
  CHECK(code(find_story(server.world(), server.site, at("tram", "https://herald.example/bridge"))) == "conflict");
  CHECK(code(find_or_add_story(server.world(), server.site, at("new", "https://herald.example/bridge"))) == "conflict");
}

TEST_CASE("a foreign address is no alias, and strangers cannot teach a story endless ones") {
  Server server;
  const auto made = find_or_add_story(server.world(), server.site, at("bridge", "https://herald.example/bridge"));
  CHECK(find_or_add_story(server.world(), server.site, at("bridge", "https://copy.example/bridge"))->id == made->id);
  CHECK(code(find_story(server.world(), server.site, at("", "https://copy.example/bridge"))) == "not_found");
  for (int i = 0; i < 100; ++i) {
    CHECK(find_or_add_story(server.world(), server.site,
                            at("bridge", "https://herald.example/bridge?v=" + std::to_string(i))));
  }
  CHECK(server.world().store.urls(server.site.id, made->id)->size() <= 40);
}

TEST_CASE("what can be no id or address is refused as such") {
  Server server;
  for (const auto& address : {at("", ""), at("~nonsense", ""), at(std::string(201, 'a'), ""), at("a\nb", ""),
                              at("", "not an address"), at("", "javascript:alert(1)")}) {
    CHECK(code(find_story(server.world(), server.site, address)) == "invalid");
    CHECK(code(find_or_add_story(server.world(), server.site, address)) == "invalid");
  }
  CHECK(code(find_or_add_story(server.world(), server.site, at("bridge", ""))) == "invalid");
  CHECK(code(find_or_add_story(server.world(), server.site, at("", "https://copy.example/"))) == "forbidden");
}

TEST_CASE("a title is one line, and a language that is none is left out") {
  Server server;
  StoryAddress address = at("bridge", "https://herald.example/bridge");
  address.title = "  One\nbridge\t" + std::string(500, 'x') + "\xff";
  address.language = "<script>";
  const auto made = find_or_add_story(server.world(), server.site, address);
  CHECK(made->title.starts_with("One bridge x"));
  CHECK(made->title.size() == 300 - 2);
  CHECK(made->language == "");
}

TEST_CASE("stories close by themselves where the site says so") {
  Server server;
  server.site.close_after_days = 7;
  server.site = *set_site(server.world(), server.site);
  REQUIRE(server.post("Hello."));
  server.clock.wait(std::chrono::days(7) - std::chrono::minutes(1));
  CHECK(server.post("Still here."));
  server.clock.wait(std::chrono::minutes(1));
  CHECK(server.post("Too late.").error().code == Error::Code::forbidden);
}

TEST_CASE("a story that many look for while it is made is one story to all of them") {
  constexpr int rounds = 2000;
  constexpr int people = 4;
  Server server;
  std::vector<std::vector<Result<discussion::Story>>> found(people);
  std::barrier together(people);
  std::vector<std::thread> threads;
  for (auto& mine : found) {
    threads.emplace_back([&] {
      for (int round = 0; round < rounds; ++round) {
        const std::string id = "pier-" + std::to_string(round);
        together.arrive_and_wait();
        mine.push_back(find_or_add_story(server.world(), server.site, at(id, "https://herald.example/" + id)));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t round = 0; round < rounds; ++round) {
    for (const auto& mine : found) {
      REQUIRE_MESSAGE(mine[round], mine[round].error().detail);
      CHECK(mine[round]->id == found[0][round]->id);
    }
  }
}
