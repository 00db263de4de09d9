#include "actions/decide_comment.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::Deed;
using discussion::State;

namespace {

std::string refusal(const Result<discussion::Decision>& decision) {
  return decision ? "" : std::string(name(decision.error().code));
}

std::int64_t strikes(Server& server, const discussion::Comment& comment) {
  return server.world().store.author(comment.site, comment.author)->strikes;
}

}  // namespace

TEST_CASE("a released comment gets the next number, and its hold stays on record") {
  Server server;
  const auto held = server.post("Humbug.");
  server.post_as("Boris", Server::key(2), "Good morning.");
  const auto decision = server.decide(held->comment, Deed::publish);
  REQUIRE(decision);
  CHECK(server.now(held->comment).number == 2);
  CHECK(server.now(held->comment).written == held->comment.written);
  CHECK_FALSE(server.now(held->comment).decision);
  const auto decisions = *server.world().store.decisions(server.site.id, held->story.id, held->comment.id);
  REQUIRE(decisions.size() == 2);
  CHECK(decisions[1].actor_name == "desk");
  CHECK(decisions[1].policy == server.site.policy);
  CHECK(strikes(server, held->comment) == 0);
  CHECK(server.sound());
}

TEST_CASE("a refusal keeps the words that the engine had found under the clause") {
  Server server;
  const auto held = server.post("Humbug.");
  const auto decision = server.decide(held->comment, Deed::refuse, {"manners"});
  REQUIRE(decision);
  REQUIRE(decision->findings.size() == 1);
  CHECK(decision->findings[0].clause == "manners");
  CHECK(decision->detected == discussion::Detected::engine);  // a person decided, upon what the program had found
  CHECK(server.now(held->comment).state == State::refused);
  CHECK(server.now(held->comment).decision == decision->id);
  CHECK(strikes(server, held->comment) == 1);
  const auto counted = *server.world().store.refused_by_clause(server.site.id, held->story.id);
  REQUIRE(counted.size() == 1);
  CHECK(counted[0] == std::pair<std::string, std::int64_t>("manners", 1));
}

TEST_CASE("a refusal under another clause does not borrow the engine's words") {
  Server server;
  const auto held = server.post("Humbug.");
  CHECK(server.decide(held->comment, Deed::refuse, {"people"})->findings.empty());
}

TEST_CASE("a removed comment keeps its number and can be put back by a decision that points at the mistake") {
  Server server;
  const auto posted = server.post("The bridge is closed.");
  const auto removal = server.decide(posted->comment, Deed::remove, {"people"});
  REQUIRE(removal);
  CHECK(removal->detected == discussion::Detected::person);
  CHECK(server.now(posted->comment).state == State::removed);
  CHECK(server.now(posted->comment).number == 1);
  CHECK(strikes(server, posted->comment) == 1);
  const auto restored = server.decide(posted->comment, Deed::restore);
  REQUIRE(restored);
  CHECK(restored->corrects == removal->id);
  CHECK(server.now(posted->comment).state == State::published);
  CHECK(server.shown(posted->comment) == "The bridge is closed.");
  CHECK(strikes(server, posted->comment) == 0);
  CHECK(server.sound());
}

TEST_CASE("a refused comment that is restored is published for the first time") {
  Server server;
  const auto refused = server.post("Balderdash.");
  const auto restored = server.decide(refused->comment, Deed::restore);
  REQUIRE(restored);
  CHECK(server.now(refused->comment).number == 1);
  CHECK(server.shown(refused->comment) == "Balderdash.");
  const auto decisions = *server.world().store.decisions(server.site.id, refused->story.id, refused->comment.id);
  CHECK(restored->corrects == decisions.front().id);
}

TEST_CASE("a decision against a comment names a clause of the policy") {
  Server server;
  const auto held = server.post("Humbug.");
  CHECK(refusal(server.decide(held->comment, Deed::refuse)) == "invalid");
  const auto unknown = server.decide(held->comment, Deed::refuse, {"manners", "mood"});
  CHECK(refusal(unknown) == "invalid");
  CHECK(unknown.error().detail.find("manners, tone, flood, people") != std::string::npos);
  CHECK(refusal(server.decide(held->comment, Deed::return_)) == "invalid");
  DecideComment release{
      held->comment.site, held->comment.story, held->comment.id, Deed::publish, {}, {}, "free-lunch", "desk"};
  CHECK(refusal(decide_comment(server.world(), release)) == "invalid");
  release.freedom = "free-claims";
  CHECK(decide_comment(server.world(), release)->freedom == "free-claims");
}

TEST_CASE("the clause of an older policy may be cited for what was held under it") {
  Server server;
  const auto held = server.post("Humbug.");
  std::string changed(testing::small_policy);
  changed.replace(changed.find("id = \"manners\""), 14, "id = \"conduct\"");
  REQUIRE(publish_policy(server.world(), server.site, changed, "desk"));
  CHECK(server.decide(held->comment, Deed::refuse, {"manners"}));
  const auto later = server.post("Another humbug.");
  CHECK(refusal(server.decide(later->comment, Deed::refuse, {"conduct"})) == "");
}

TEST_CASE("what its state does not allow is forbidden, and says so") {
  Server server;
  const auto posted = server.post("Hello.");
  CHECK(refusal(server.decide(posted->comment, Deed::publish)) == "forbidden");
  CHECK(refusal(server.decide(posted->comment, Deed::refuse, {"manners"})) == "forbidden");
  CHECK(refusal(server.decide(posted->comment, Deed::restore)) == "forbidden");
  CHECK(refusal(server.decide(posted->comment, Deed::return_, {"manners"})) == "forbidden");
  const auto held = server.post("Humbug.");
  CHECK(refusal(server.decide(held->comment, Deed::remove, {"manners"})) == "forbidden");
  CHECK(refusal(server.decide(held->comment, Deed::hold)) == "invalid");
  CHECK(refusal(server.decide(held->comment, Deed::withdraw)) == "invalid");
  discussion::Comment nobody = held->comment;
  nobody.id = CommentId{99};
  CHECK(refusal(server.decide(nobody, Deed::publish)) == "not_found");
}

TEST_CASE("neither the engine nor an author decides") {
  Server server;
  const auto held = server.post("Humbug.");
  for (const auto actor : {discussion::Actor::engine, discussion::Actor::author, discussion::Actor::imported}) {
    DecideComment request;
    request.site = held->comment.site;
    request.story = held->comment.story;
    request.comment = held->comment.id;
    request.actor = actor;
    CHECK(refusal(decide_comment(server.world(), request)) == "invalid");
  }
}

TEST_CASE("a withdrawn comment stays withdrawn") {
  Server server;
  const auto posted = server.post("Hello.");
  REQUIRE(withdraw_comment(server.world(), server.site, posted->comment.receipt));
  CHECK(server.now(posted->comment).state == State::withdrawn);
  CHECK(server.now(posted->comment).number == 1);
  CHECK(refusal(server.decide(posted->comment, Deed::restore)) == "forbidden");
  CHECK(refusal(server.decide(posted->comment, Deed::remove, {"people"})) == "forbidden");
  CHECK(withdraw_comment(server.world(), server.site, posted->comment.receipt).error().code == Error::Code::forbidden);
  CHECK(withdraw_comment(server.world(), server.site, Server::key(9)).error().code == Error::Code::not_found);
}

// Whatever authors and moderators do in whatever order: the store stays sound, numbers stay where they were given,
// and every state that a comment enters was allowed to follow the one before.
TEST_CASE("no order of deeds breaks a discussion") {
  CHECK(rc::check([](const std::vector<std::pair<std::uint8_t, std::uint8_t>>& deeds) {
    Server server;
    std::vector<Posted> posted;
    constexpr std::string_view texts[] = {"Hello", "Humbug", "Poppycock", "Balderdash"};
    int count = 0;
    for (const auto& [what, which] : deeds) {
      server.clock.wait(std::chrono::minutes(which % 7));
      const std::string text = std::string(texts[which % 4]) + " " + std::to_string(++count);
      if (what % 4 == 0 || posted.empty()) {
        const auto added = server.post_as("Guest", Server::key(static_cast<std::uint8_t>(1 + which % 3)), text);
        RC_ASSERT(added.has_value());
        if (added->comment.id) posted.push_back(*added);
        continue;
      }
      const Posted& target = posted[which % posted.size()];
      const discussion::Comment before = server.now(target.comment);
      discussion::Actor actor = discussion::Actor::operator_;
      switch (what % 8) {
        case 1:
          server.decide(before, Deed::publish);
          break;
        case 2:
          server.decide(before, Deed::refuse, {"manners"});
          break;
        case 3:
          server.decide(before, Deed::return_, {"manners"});
          break;
        case 5:
          server.decide(before, Deed::remove, {"people"});
          break;
        case 6:
          server.decide(before, Deed::restore);
          break;
        default:
          actor = discussion::Actor::author;
          if (which % 2 == 0) {
            server.edit(target, text);
          } else {
            (void)withdraw_comment(server.world(), server.site, before.receipt);
          }
      }
      const discussion::Comment after = server.now(target.comment);
      if (before.number != 0) RC_ASSERT(after.number == before.number);
      if (after.state != before.state) {
        RC_ASSERT(discussion::may_follow(before.state, after.state, actor) ||
                  discussion::may_follow(before.state, after.state, discussion::Actor::engine));
      }
    }
    const auto findings = server.world().store.integrity();
    RC_ASSERT(findings.has_value());
    RC_ASSERT(findings->empty());
  }));
}
