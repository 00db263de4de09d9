#include "actions/close_branch.h"

#include <doctest.h>

#include "actions/decide_appeal.h"
#include "actions/file_appeal.h"
#include "actions/testing.h"
#include "actions/undo_decision.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::Deed;
using discussion::State;

namespace {

Result<Posted> answer(Server& server, const Posted& to, std::string text, std::uint8_t who) {
  server.clock.wait(Millis{60'000});
  PostComment post = server.asks(std::move(text));
  post.name = "Reader " + std::to_string(who);
  post.guest_key = Server::key(who);
  post.reply_to = to.comment.number;
  return post_comment(server.world(), post);
}
bool is_open_below(Server& server, const discussion::Comment& comment) {
  return !*server.world().store.is_in_closed_branch(server.site.id, comment.story, comment.id);
}
Result<discussion::Decision> close(Server& server, const discussion::Comment& comment,
                                   std::vector<std::string> clauses = {"manners"}) {
  server.clock.wait(Millis{60'000});
  return close_branch(server.world(), {server.site.id, comment.story, comment.id, std::move(clauses), "", "olga"});
}
Result<discussion::Decision> remove_and_close(Server& server, const discussion::Comment& comment) {
  DecideComment remove;
  remove.site = server.site.id;
  remove.story = comment.story;
  remove.comment = comment.id;
  remove.deed = Deed::remove;
  remove.clauses = {"manners"};
  remove.by = "olga";
  remove.actor = discussion::Actor::moderator;
  remove.close_branch = true;
  return decide_comment(server.world(), remove);
}

}  // namespace

TEST_CASE("a branch that is closed takes no answer anywhere, and elsewhere one answers as before") {
  Server server;
  const auto top = server.post("The bridge is closed.");
  const auto below = answer(server, *top, "It opens in May.", 2);
  const auto beside = answer(server, *top, "It was a fine bridge.", 3);
  REQUIRE((below && beside));
  const auto closed = close(server, below->comment);
  REQUIRE(closed);
  CHECK(closed->deed == Deed::close_replies);
  const auto late = answer(server, *below, "In June.", 4);
  REQUIRE_FALSE(late);
  CHECK(late.error().code == Error::Code::forbidden);
  CHECK(answer(server, *beside, "It was.", 4));
  CHECK(server.shown(below->comment) == "It opens in May.");  // it stays
  CHECK(close(server, below->comment).error().code == Error::Code::conflict);
  CHECK(server.sound());
}

TEST_CASE("closing names a clause, of a comment that readers see") {
  Server server;
  const auto top = server.post("The bridge is closed.");
  CHECK(close(server, top->comment, {}).error().code == Error::Code::invalid);
  CHECK(close(server, top->comment, {"nonsense"}).error().code == Error::Code::invalid);
  const auto held = server.post("Humbug.");
  CHECK(close(server, held->comment).error().code == Error::Code::forbidden);
  CHECK(is_open_below(server, top->comment));
}

TEST_CASE("what was closed is opened again by taking it back, and alone") {
  Server server;
  const auto top = server.post("The bridge is closed.");
  const auto closed = close(server, top->comment);
  const auto undone = undo_decision(server.world(), {server.site.id, closed->id, "max"});
  REQUIRE(undone);
  CHECK(undone->corrects == closed->id);
  CHECK(server.now(top->comment).state == State::published);
  CHECK(answer(server, *top, "It opens in May.", 2));
  CHECK(undo_decision(server.world(), {server.site.id, closed->id, "max"}).error().code == Error::Code::conflict);
  CHECK(server.sound());
}

TEST_CASE("a removal closes its branch in the same step, and takes it along when it is taken back") {
  Server server;
  const auto top = server.post("The bridge is closed.");
  const auto below = answer(server, *top, "It opens in May.", 2);
  const auto removed = remove_and_close(server, top->comment);
  REQUIRE(removed);
  CHECK(server.now(top->comment).state == State::removed);
  CHECK_FALSE(is_open_below(server, below->comment));
  const auto decisions = server.world().store.decisions(server.site.id, top->comment.story, top->comment.id).value();
  REQUIRE(decisions.size() == 2);
  CHECK(decisions.back().deed == Deed::close_replies);
  CHECK(decisions.back().batch == removed->batch);
  SUBCASE("by hand") { REQUIRE(undo_decision(server.world(), {server.site.id, removed->id, "max"})); }
  SUBCASE("as one step") {
    const auto undone = undo_together(server.world(), server.site.id, removed->batch, "max");
    REQUIRE(undone);
    CHECK(undone->corrections.size() == 1);
    CHECK(undone->left == 0);
  }
  SUBCASE("on appeal") {
    const auto appeal =
        file_appeal(server.world(), server.site, {top->comment.receipt, removed->id, "It is true.", "en"});
    REQUIRE(appeal);
    REQUIRE(decide_appeal(server.world(),
                          {server.site.id, appeal->id, discussion::AppealOutcome::reversed, "It is.", "max"}));
  }
  CHECK(server.now(top->comment).state == State::published);
  CHECK(is_open_below(server, below->comment));
  CHECK(server.sound());
}

TEST_CASE("its author may ask for another look at a closed branch, and a reversal opens it") {
  Server server;
  const auto top = server.post("The bridge is closed.");
  const auto closed = close(server, top->comment);
  const auto appeal = file_appeal(server.world(), server.site, {top->comment.receipt, closed->id, "Why?", "en"});
  REQUIRE(appeal);
  const auto decided = decide_appeal(
      server.world(), {server.site.id, appeal->id, discussion::AppealOutcome::reversed, "It was a calm talk.", "max"});
  REQUIRE(decided);
  CHECK(is_open_below(server, top->comment));
  CHECK(server.now(top->comment).state == State::published);
  CHECK(server.sound());
}
