#include "actions/two_people.h"

#include <doctest.h>

#include "actions/decide_many.h"
#include "actions/testing.h"
#include "actions/undo_decision.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::Deed;
using discussion::State;
using Code = Error::Code;

namespace {

// Two people refuse, publish or remove under "manners".
struct Desk : Server {
  Desk() {
    std::string policy = testing::small_policy;
    const std::string clause = "id = \"manners\"\n";
    policy.insert(policy.find(clause) + clause.size(), "two_people = [\"refuse\", \"remove\", \"publish\"]\n");
    const auto published = publish_policy(world(), site, policy, "editor");
    if (!published) FAIL(published.error().detail);
    site = world().store.site(site.id).value();
  }
  DecideComment wish(const discussion::Comment& comment, Deed deed, std::string by,
                     std::vector<std::string> clauses = {"manners"}) const {
    DecideComment decide;
    decide.site = site.id;
    decide.story = comment.story;
    decide.comment = comment.id;
    decide.deed = deed;
    if (deed != Deed::publish) decide.clauses = std::move(clauses);
    decide.by = std::move(by);
    decide.actor = discussion::Actor::moderator;
    return decide;
  }
  Result<discussion::Proposal> propose(const discussion::Comment& comment, Deed deed, std::string by) {
    clock.wait(Millis{1'000});
    return propose_decision(world(), wish(comment, deed, std::move(by)));
  }
  Result<discussion::Decision> agree(const Result<discussion::Proposal>& proposal, const std::string& by) {
    clock.wait(Millis{1'000});
    return agree_to_proposal(world(), site.id, proposal->story, proposal->comment, proposal->made, by);
  }
  std::int64_t strikes(const discussion::Comment& comment) {
    return world().store.author(site.id, comment.author)->strikes;
  }
  std::size_t decisions(const discussion::Comment& comment) {
    return world().store.decisions(site.id, comment.story, comment.id)->size();
  }
  Code code(const Result<discussion::Decision>& result) {
    REQUIRE_FALSE(result);
    return result.error().code;
  }
};

}  // namespace

TEST_CASE("where the policy asks for two people nothing is decided before a second one agrees") {
  Desk desk;
  const auto held = desk.post("Humbug.");
  CHECK(desk.code(decide_comment(desk.world(), desk.wish(held->comment, Deed::refuse, "anna"))) == Code::forbidden);
  const std::size_t before = desk.decisions(held->comment);
  const auto proposal = desk.propose(held->comment, Deed::refuse, "anna");
  REQUIRE(proposal);
  CHECK(desk.decisions(held->comment) == before);
  CHECK(desk.now(held->comment).state == State::held);
  CHECK(desk.strikes(held->comment) == 0);
  CHECK(desk.propose(held->comment, Deed::publish, "boris").error().code == Code::conflict);
  CHECK(desk.code(desk.agree(proposal, "anna")) == Code::forbidden);

  const auto decided = desk.agree(proposal, "boris");
  REQUIRE(decided);
  CHECK(decided->actor_name == "boris");
  CHECK(decided->proposed_by == "anna");
  CHECK(decided->clauses == std::vector<std::string>{"manners"});
  CHECK(desk.now(held->comment).state == State::refused);
  CHECK(desk.strikes(held->comment) == 1);
  CHECK(desk.code(desk.agree(proposal, "carla")) == Code::conflict);
  CHECK(desk.sound());
}

TEST_CASE("a release is about the clause that stopped the comment, and another clause needs nobody else") {
  Desk desk;
  const auto held = desk.post("Humbug.");
  CHECK(takes_two(desk.world(), desk.wish(held->comment, Deed::publish, "anna")).value());
  CHECK_FALSE(takes_two(desk.world(), desk.wish(held->comment, Deed::return_, "anna")).value());
  const auto shown = desk.post("The bridge is closed.");
  CHECK_FALSE(takes_two(desk.world(), desk.wish(shown->comment, Deed::remove, "anna", {"people"})).value());
  CHECK(takes_two(desk.world(), desk.wish(shown->comment, Deed::remove, "anna", {"people", "manners"})).value());
  DecideComment by_order = desk.wish(shown->comment, Deed::remove, "anna");
  by_order.source = discussion::Source::order;
  CHECK_FALSE(takes_two(desk.world(), by_order).value());  // the law's, and not for us to put off
  CHECK(desk.propose(held->comment, Deed::return_, "anna").error().code == Code::invalid);
}

TEST_CASE("a comment that is changed, withdrawn or decided upon meanwhile takes the proposal along") {
  Desk desk;
  const auto gone = [&](const Result<discussion::Proposal>& proposal) {
    return desk.code(desk.agree(proposal, "boris")) == Code::conflict &&
           !drop_proposal(desk.world(), desk.site.id, proposal->story, proposal->comment, proposal->made);
  };
  SUBCASE("changed") {
    const auto shown = desk.post("The bridge is closed.");
    const auto proposal = desk.propose(shown->comment, Deed::remove, "anna");
    REQUIRE(proposal);
    REQUIRE(desk.edit(*shown, "The bridge is open."));
    CHECK(gone(proposal));
    CHECK(desk.shown(shown->comment) == "The bridge is open.");
  }
  SUBCASE("withdrawn") {
    const auto held = desk.post("Humbug.");
    const auto proposal = desk.propose(held->comment, Deed::refuse, "anna");
    REQUIRE(proposal);
    REQUIRE(withdraw_comment(desk.world(), desk.site, held->comment.receipt));
    CHECK(gone(proposal));
    CHECK(desk.now(held->comment).state == State::withdrawn);
  }
  SUBCASE("decided upon") {
    const auto held = desk.post("Humbug.");
    const auto proposal = desk.propose(held->comment, Deed::refuse, "anna");
    REQUIRE(decide_comment(desk.world(), desk.wish(held->comment, Deed::return_, "carla")));
    CHECK(gone(proposal));
    CHECK(desk.now(held->comment).state == State::returned);
  }
  SUBCASE("proposed anew, otherwise") {
    const auto held = desk.post("Humbug.");
    const auto proposal = desk.propose(held->comment, Deed::refuse, "anna");
    REQUIRE(drop_proposal(desk.world(), desk.site.id, proposal->story, proposal->comment, proposal->made));
    REQUIRE(desk.propose(held->comment, Deed::publish, "anna"));
    CHECK(gone(proposal));  // boris saw another one
  }
  CHECK(desk.sound());
}

TEST_CASE("of many decided together those that need two wait, and a decision of two is taken back by one") {
  Desk desk;
  const auto first = desk.post("Humbug.");
  const auto second = desk.post_as("Ben", Server::key(9), "Some humbug again.");
  REQUIRE((first && second));
  DecideMany many;
  many.comments = {{first->story.id, first->comment.id}, {second->story.id, second->comment.id}};
  many.as = desk.wish(first->comment, Deed::refuse, "anna");
  const auto done = decide_many(desk.world(), many);
  REQUIRE(done);
  CHECK(done->decisions.empty());
  CHECK(done->proposed.size() == 2);
  const auto waiting = desk.world().store.proposals(desk.site.id).value();
  REQUIRE(waiting.size() == 2);
  const auto decided = desk.agree(waiting.front(), "boris");
  REQUIRE(decided);
  REQUIRE(undo_decision(desk.world(), {desk.site.id, decided->id, "carla"}));
  CHECK(desk.now(first->comment).state == State::held);
  CHECK(desk.strikes(first->comment) == 0);
  CHECK(desk.sound());
}
