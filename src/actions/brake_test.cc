// A rule that went wrong, and a town that goes on talking.

#include "actions/brake.h"

#include <doctest.h>

#include "actions/stored_texts.h"
#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::State;

namespace {

std::string with_flood_word(std::string_view word) {
  std::string source(testing::small_policy);
  const std::string_view old_word = "balderdash";
  return source.replace(source.find(old_word), old_word.size(), word);
}

// Comments of many guests; every `nth` says the word.
class Town {
 public:
  Server server;

  void publish(std::string_view source) {
    REQUIRE(publish_policy(server.world(), server.site, source, "Orla"));
    server.site = server.world().store.site(server.site.id).value();
  }
  State post(std::string text) {
    ++count_;
    Key128 key;
    for (std::size_t i = 0; i < 4; ++i) key.bytes[i] = static_cast<std::uint8_t>(count_ >> 8 * i);
    key.bytes[15] = 1;
    server.clock.wait(Millis{1000});
    const auto posted = server.post_as("Guest " + std::to_string(count_), key, std::move(text));
    REQUIRE_MESSAGE(posted, posted.error().detail);
    return posted->comment.state;
  }
  void talk(int comments, int nth, const std::string& word) {
    for (int i = 1; i <= comments; ++i)
      post(nth != 0 && i % nth == 0 ? "Such " + word + ", number " + std::to_string(i)
                                    : "A fine morning, number " + std::to_string(i));
  }
  std::vector<store::Brake> stops() { return stopped_clauses(server.world(), server.site).value(); }

 private:
  unsigned count_ = 0;
};

}  // namespace

TEST_CASE("a new clause that refuses more than its share holds from then on, and the moderators are told") {
  Town town;
  std::vector<std::string> log;
  town.server.world().brakes->on_stop([&](const std::string& line) { log.push_back(line); });
  town.publish(with_flood_word("bridge"));
  CHECK(town.post("The bridge is shut") == State::refused);
  town.talk(98, 10, "bridge");
  CHECK(town.stops().empty());  // 99 comments say nothing of a share yet
  town.talk(1, 0, "");
  REQUIRE(town.stops().size() == 1);
  CHECK(town.stops()[0].clause == "flood");
  CHECK(town.stops()[0].judged == 100);
  CHECK(town.stops()[0].touched == 10);
  CHECK(log == std::vector<std::string>{"herald: the brake stopped clause 'flood' at hold: it touched 10 of 100 "
                                        "comments (10.00 %; 5.00 % are allowed)"});
  CHECK(town.post("The bridge is open again") == State::held);
  CHECK(town.post("What humbug") == State::held);  // other clauses are as they were
  CHECK(town.server.sound());
}

TEST_CASE("under the share, after its first days, or unchanged since the policy before, a clause is left alone") {
  Town town;
  town.publish(with_flood_word("bridge"));
  town.talk(200, 20, "bridge");  // 5 per cent is not more than 5 per cent
  CHECK(town.stops().empty());

  // Only the prose of another clause changes: what refuses is not new.
  std::string reworded = with_flood_word("bridge");
  reworded.replace(reworded.find("Mind your tone."), 15, "Mind the tone.!");
  town.publish(reworded);
  town.talk(150, 3, "bridge");
  CHECK(town.stops().empty());

  Town later;
  later.publish(with_flood_word("bridge"));
  later.server.clock.wait(brake_watch);
  later.talk(150, 3, "bridge");
  CHECK(later.stops().empty());
}

TEST_CASE("a released clause does again what the policy says, and is not stopped twice") {
  Town town;
  town.publish(with_flood_word("bridge"));
  town.talk(120, 4, "bridge");
  REQUIRE(town.stops().size() == 1);
  REQUIRE(release_clause(town.server.world(), town.server.site, "flood", "Orla"));
  CHECK_FALSE(release_clause(town.server.world(), town.server.site, "flood", "Orla"));
  CHECK(town.post("The bridge, at last") == State::refused);
  town.talk(150, 3, "bridge");
  CHECK(town.stops().empty());
}

TEST_CASE("the share is the site's, and nought is no brake") {
  Town town;
  town.server.site.brake_share = 5000;
  REQUIRE(set_site(town.server.world(), town.server.site));
  town.publish(with_flood_word("bridge"));
  town.talk(120, 3, "bridge");
  CHECK(town.stops().empty());
  town.server.site.brake_share = 0;
  REQUIRE(set_site(town.server.world(), town.server.site));
  town.talk(120, 1, "bridge");
  CHECK(town.stops().empty());
}

TEST_CASE("a stop outlives the server, and another policy ends it") {
  Town town;
  town.publish(with_flood_word("bridge"));
  town.talk(120, 4, "bridge");
  REQUIRE(town.stops().size() == 1);
  town.server.world().brakes = std::make_shared<Brakes>();  // as after a restart
  CHECK(town.post("The bridge once more") == State::held);
  town.publish(with_flood_word("ferry"));
  CHECK(town.stops().empty());
  CHECK(town.post("The ferry is late") == State::refused);
}

TEST_CASE("an edit is held back like a comment, and a replay knows that it was the brake") {
  Town town;
  town.publish(with_flood_word("bridge"));
  town.talk(120, 4, "bridge");
  REQUIRE(town.stops().size() == 1);
  const auto mine = town.server.post("Something about boats").value();
  const auto edited = town.server.edit(mine, "Something about the bridge");
  REQUIRE(edited);
  CHECK(edited->outcome == Posted::Outcome::held);
  const auto texts = ArchiveTexts::open(town.server.world(), town.server.site).value();
  const auto policy = town.server.world().policies.live(town.server.site).value();
  const auto tally = replay(*texts, {policy, policy, {}}, 1).value();
  CHECK(tally.engine_differs == 0);
  CHECK(tally.actions[3][3] > 20);
}
