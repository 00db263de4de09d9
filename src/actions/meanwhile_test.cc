// What happens between the reading and the writing of an action: each has one outcome (docs/operate/appeals.md).
#include <doctest.h>

#include <functional>

#include "actions/block_author.h"
#include "actions/file_report.h"
#include "actions/testing.h"
#include "actions/testing_ladder.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::Deed;
using discussion::State;

namespace {

// An action draws chance after it has judged and before it commits: there somebody else comes in, once.
class ChanceWithVisitor final : public Random {
 public:
  ChanceWithVisitor(Random& chance, std::function<void()> visitor) : chance_(chance), visitor_(std::move(visitor)) {}
  void fill(void* data, std::size_t size) override {
    if (const auto visits = std::exchange(visitor_, nullptr)) visits();
    chance_.fill(data, size);
  }
  bool came() const { return visitor_ == nullptr; }

 private:
  Random& chance_;
  std::function<void()> visitor_;
};

struct Desk : Server {
  Desk() {
    REQUIRE(publish_policy(world(), site, testing::small_policy + std::string(testing::short_ladder), "test"));
    site = *world().store.site("herald");
  }
  // `action`, with `visitor` while it is at it.
  template <class Action>
  auto during(Action action, std::function<void()> visitor) {
    ChanceWithVisitor chance(random, std::move(visitor));
    World& w = world();
    World meddled{w.store,       w.policies, w.clock,        chance,      w.secret,
                  w.story_names, w.brakes,   w.recent_texts, w.ledger_key};
    auto result = action(meddled);
    REQUIRE(chance.came());
    return result;
  }
  DecideComment deed(const discussion::Comment& comment, Deed deed) {
    DecideComment out;
    out.site = site.id;
    out.story = comment.story;
    out.comment = comment.id;
    out.deed = deed;
    out.clauses = {"manners"};
    out.by = "orla";
    out.actor = discussion::Actor::moderator;
    return out;
  }
};

}  // namespace

TEST_CASE("a comment that was judged before its author was blocked stands; the next is not taken") {
  Desk desk;
  discussion::Comment straw;
  for (const auto* text : {"Humbug one.", "Humbug two."}) {
    desk.clock.wait(std::chrono::hours(1));
    const auto posted = desk.post(text);
    REQUIRE(posted);
    REQUIRE(decide_comment(desk.world(), desk.deed(posted->comment, Deed::refuse)));
    straw = posted->comment;
  }
  const auto sent = desk.during(
      [&](World& world) {
        PostComment post = desk.asks("Good morning.");
        post.guest_key = Server::key(1);
        return post_comment(world, post);
      },
      [&] {
        REQUIRE(block_author(desk.world(), {desk.site.id, straw.story, straw.id, false, "two insults",
                                            "to drive others away", "", "orla"}));
      });
  REQUIRE(sent);
  CHECK(sent->outcome == Posted::Outcome::published);
  CHECK(desk.now(sent->comment).state == State::published);
  const auto next = desk.post("And good night.");
  REQUIRE_FALSE(next);
  CHECK(next.error().code == Error::Code::forbidden);
  CHECK(desk.sound());
}

TEST_CASE("a comment is judged whole by the policy that was in force when it was read") {
  Desk desk;
  const Hash256 old = desk.site.policy;
  const auto sent =
      desk.during([&](World& world) { return post_comment(world, desk.asks("Humbug on the bridge.")); },
                  [&] { REQUIRE(publish_policy(desk.world(), desk.site, testing::small_policy, "editor")); });
  REQUIRE(sent);
  CHECK(sent->verdict.policy == old);
  const auto decisions = *desk.world().store.decisions(desk.site.id, sent->story.id, sent->comment.id);
  REQUIRE(decisions.size() == 1);
  CHECK(decisions[0].policy == old);
  desk.site = *desk.world().store.site("herald");
  CHECK(desk.site.policy != old);
  CHECK(desk.post_as("Boris", Server::key(2), "More humbug.")->verdict.policy == desk.site.policy);
  CHECK(desk.sound());
}

TEST_CASE("removed while its author changes it: the author is told, and the removed words stay removed") {
  Desk desk;
  const auto posted = desk.post("A long walk along the river.");
  REQUIRE(posted);
  const auto edited = desk.during(
      [&](World& world) {
        return edit_comment(world, {desk.site, posted->comment.receipt, {}, "A longer walk along the river.", {}, 0});
      },
      [&] { REQUIRE(decide_comment(desk.world(), desk.deed(posted->comment, Deed::remove))); });
  REQUIRE_FALSE(edited);
  CHECK(edited.error().code == Error::Code::forbidden);
  CHECK(desk.now(posted->comment).state == State::removed);
  CHECK(desk.now(posted->comment).last_revision == 1);
  CHECK(desk.sound());
}

TEST_CASE("changed while a person decides on it: the person is told, and nothing was decided about words unread") {
  Desk desk;
  const auto held = desk.post("Humbug on the bridge.");
  REQUIRE(held);
  const auto decided =
      desk.during([&](World& world) { return decide_comment(world, desk.deed(held->comment, Deed::refuse)); },
                  [&] { REQUIRE(desk.edit(*held, "Good morning to the bridge.")); });
  REQUIRE_FALSE(decided);
  CHECK(decided.error().code == Error::Code::conflict);
  CHECK(desk.shown(held->comment) == "Good morning to the bridge.");
  CHECK(desk.sound());
}

TEST_CASE("reported while a person takes the comment down: the removal answers that report, too") {
  Desk desk;
  const auto posted = desk.post("You are all asleep.");
  REQUIRE(posted);
  const auto report = [&] {
    FileReport file;
    file.story = posted->story.id;
    file.number = posted->comment.number;
    file.clause = "manners";
    file.language = "en";
    file.source = Server::key(2);
    REQUIRE(file_report(desk.world(), desk.site, file));
  };
  const auto removed = desk.during(
      [&](World& world) { return decide_comment(world, desk.deed(posted->comment, Deed::remove)); }, report);
  REQUIRE(removed);
  const auto reports = *desk.world().store.reports_about(desk.site.id, posted->story.id, posted->comment.id);
  REQUIRE(reports.size() == 1);
  CHECK(reports[0].answer == removed->id);
  CHECK(desk.sound());
}
