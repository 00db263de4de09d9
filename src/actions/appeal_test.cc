#include <doctest.h>

#include <algorithm>

#include "actions/block_author.h"
#include "actions/decide_appeal.h"
#include "actions/file_appeal.h"
#include "actions/restriction.h"
#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::AppealOutcome;
using discussion::Deed;
using discussion::SecondLook;
using discussion::State;

namespace {

const std::string ladder = R"(
[[ladder]]
strikes = 2
within = "30d"
then = "warn"

[[ladder]]
strikes = 3
within = "30d"
then = "premoderate"
for = "14d"

[[ladder]]
strikes = 4
within = "30d"
then = "block"
for = "30d"
)";

struct Desk : Server {
  Desk() {
    REQUIRE(publish_policy(world(), site, testing::small_policy + ladder, "test"));
    site = *world().store.site("herald");
  }
  discussion::Comment restricted(Deed deed, const std::string& text = "Humbug.", const std::string& by = "anna") {
    clock.wait(std::chrono::hours(1));
    const auto posted = post(text + " " + std::to_string(++written));
    REQUIRE(posted);
    DecideComment request;
    request.site = site.id;
    request.story = posted->story.id;
    request.comment = posted->comment.id;
    request.deed = deed;
    request.clauses = {"manners"};
    request.by = by;
    request.actor = discussion::Actor::moderator;
    const auto decided = decide_comment(world(), request);
    REQUIRE_MESSAGE(decided, decided.error().detail);
    return now(posted->comment);
  }
  Result<discussion::Appeal> appeals(const discussion::Comment& comment, DecisionId decision = {}) {
    return file_appeal(world(), site, {comment.receipt, decision, "It was about a council.", "en"});
  }
  Result<discussion::Appeal> answers(const discussion::Appeal& appeal, AppealOutcome outcome,
                                     const std::string& by = "boris") {
    return decide_appeal(world(), {site.id, appeal.id, outcome, "I read it again.", by});
  }
  discussion::Author author(const discussion::Comment& comment) {
    return *world().store.author(comment.site, comment.author);
  }
  std::vector<discussion::Block> blocks(const discussion::Comment& comment) {
    return *world().store.blocks(comment.site, comment.author);
  }
  // What its author is told is what everybody sees.
  void check_no_shadow(const discussion::Comment& comment) {
    const auto own = by_receipt(world(), comment.receipt);
    REQUIRE(own);
    const auto seen = world().store.by_number(site.id, comment.story, own->comment.number);
    CHECK((own->comment.state == State::published) == (seen && seen->comment.state == State::published));
    CHECK((own->comment.number != 0) == seen.has_value());
  }
  int written = 0;
};

Error::Code code(const auto& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error().code;
}

}  // namespace

TEST_CASE("refused, appealed against, reversed by another: the comment gets the next number and keeps its own time") {
  Desk desk;
  const auto refused = desk.restricted(Deed::refuse);
  desk.post_as("Boris", Server::key(2), "Good morning.");
  desk.check_no_shadow(refused);
  CHECK(desk.author(refused).strikes == 1);
  const auto appeal = desk.appeals(refused);
  REQUIRE(appeal);
  CHECK(appeal->due == appeal->filed + std::chrono::days(14));
  CHECK(desk.author(refused).strikes == 0);  // under appeal
  CHECK(code(desk.answers(*appeal, AppealOutcome::reversed, "anna")) == Error::Code::forbidden);
  const auto answered = desk.answers(*appeal, AppealOutcome::reversed);
  REQUIRE_MESSAGE(answered, answered.error().detail);
  CHECK(answered->look == SecondLook::other);
  const auto back = desk.now(refused);
  CHECK(back.state == State::published);
  CHECK(back.number == 2);
  CHECK(back.written == refused.written);
  CHECK(desk.author(refused).strikes == 0);
  const auto decisions = *desk.world().store.decisions(desk.site.id, back.story, back.id);
  CHECK(decisions.back().deed == Deed::restore);
  CHECK(decisions.back().corrects == appeal->decision);
  CHECK(decisions.back().id == answered->answer);
  CHECK(decisions.back().reason == "I read it again.");
  desk.check_no_shadow(refused);
  CHECK(desk.sound());
}

TEST_CASE("a removed comment comes back under its number, and an edit that was refused goes live") {
  Desk desk;
  const auto removed = desk.restricted(Deed::remove, "Good morning.");
  desk.check_no_shadow(removed);
  REQUIRE(desk.answers(*desk.appeals(removed), AppealOutcome::reversed));
  CHECK(desk.now(removed).state == State::published);
  CHECK(desk.now(removed).number == removed.number);

  const auto posted = desk.post("Another morning, another bridge, and nobody to mend it.");
  REQUIRE(desk.edit(*posted, "Humbug instead."));
  REQUIRE(desk.decide(posted->comment, Deed::refuse, {"manners"}));
  REQUIRE(desk.answers(*desk.appeals(posted->comment), AppealOutcome::reversed));
  CHECK(desk.shown(posted->comment) == "Humbug instead.");
  CHECK(desk.author(removed).strikes == 0);
  CHECK(desk.sound());
}

TEST_CASE("upheld, it stays; right in part, it is returned for a change and the strike is gone") {
  Desk desk;
  const auto first = desk.restricted(Deed::refuse);
  REQUIRE(desk.answers(*desk.appeals(first), AppealOutcome::upheld));
  CHECK(desk.now(first).state == State::refused);
  CHECK(desk.author(first).strikes == 1);
  CHECK(code(desk.appeals(first)) == Error::Code::conflict);  // once

  const auto second = desk.restricted(Deed::refuse);
  const auto refusal = desk.now(second).decision;
  REQUIRE(desk.answers(*desk.appeals(second, refusal), AppealOutcome::partly));
  CHECK(desk.now(second).state == State::returned);
  CHECK(desk.author(first).strikes == 1);
  const auto changed = edit_comment(desk.world(), {desk.site, second.receipt, {}, "A calm word.", {}, 0});
  REQUIRE(changed);
  CHECK(desk.now(second).state == State::published);
  const auto removed = desk.restricted(Deed::remove, "Good morning.");
  CHECK(code(desk.answers(*desk.appeals(removed, removed.decision), AppealOutcome::partly)) == Error::Code::invalid);
  CHECK(desk.sound());
}

TEST_CASE("right in part about a removal, it stands under other rules, which its statement names, and is one strike") {
  Desk desk;
  const auto removed = desk.restricted(Deed::remove, "Good morning.");
  const auto appeal = desk.appeals(removed, removed.decision);
  REQUIRE(appeal);
  const auto in_part = [&](std::vector<std::string> clauses) {
    DecideAppeal decide{desk.site.id, appeal->id, AppealOutcome::partly, "Another rule it is.", "boris"};
    decide.clauses = std::move(clauses);
    return decide_appeal(desk.world(), decide);
  };
  const auto first = desk.world().store.decision(desk.site.id, removed.decision).value();
  CHECK(code(in_part(first.clauses)) == Error::Code::invalid);
  CHECK(code(in_part({"nonsense"})) == Error::Code::invalid);
  REQUIRE(in_part({"people"}));
  const auto now = desk.now(removed);
  CHECK(now.state == State::removed);
  const auto second = desk.world().store.decision(desk.site.id, now.decision).value();
  CHECK(second.corrects == first.id);
  CHECK(second.clauses == std::vector<std::string>{"people"});
  CHECK(desk.author(removed).strikes == 1);
  CHECK(desk.sound());
}

TEST_CASE("an appeal says something, in time, about a decision that is there") {
  Desk desk;
  const auto refused = desk.restricted(Deed::refuse);
  CHECK(code(file_appeal(desk.world(), desk.site, {refused.receipt, {}, " \n", "en"})) == Error::Code::invalid);
  CHECK(code(file_appeal(desk.world(), desk.site, {refused.receipt, {}, std::string(5001, 'a'), "en"})) ==
        Error::Code::invalid);
  CHECK(code(file_appeal(desk.world(), desk.site, {Server::key(9), {}, "Why?", "en"})) == Error::Code::not_found);
  CHECK(code(desk.appeals(refused, {12})) == Error::Code::forbidden);
  const auto published = desk.post("Good evening.");
  CHECK(code(desk.appeals(published->comment)) == Error::Code::forbidden);
  desk.clock.wait(std::chrono::days(190));
  CHECK(code(desk.appeals(refused)) == Error::Code::forbidden);
}

TEST_CASE("a desk of one looks again a day later, where the site says so") {
  Desk desk;
  const auto refused = desk.restricted(Deed::refuse);
  const auto appeal = desk.appeals(refused);
  desk.clock.wait(std::chrono::days(2));
  CHECK(code(desk.answers(*appeal, AppealOutcome::reversed, "anna")) == Error::Code::forbidden);
  discussion::Site one = desk.site;
  one.second_look = SecondLook::same_later;
  REQUIRE(desk.world().store.commit({Server::key(77), one.id, desk.clock.now(), {store::PutSite{one}}}));
  const auto answered = desk.answers(*appeal, AppealOutcome::reversed, "anna");
  REQUIRE(answered);
  CHECK(answered->look == SecondLook::same_later);
  const auto other = desk.restricted(Deed::refuse);
  CHECK(code(desk.answers(*desk.appeals(other), AppealOutcome::reversed, "anna")) == Error::Code::forbidden);
}

TEST_CASE("two who answer at once: the first answer is the answer") {
  Desk desk;
  const auto refused = desk.restricted(Deed::refuse);
  const auto appeal = desk.appeals(refused);
  REQUIRE(desk.answers(*appeal, AppealOutcome::upheld, "boris"));
  CHECK(code(desk.answers(*appeal, AppealOutcome::reversed, "clara")) == Error::Code::conflict);
  CHECK(desk.now(refused).state == State::refused);
  CHECK(desk.sound());
}

TEST_CASE("two who decide at once: the first decision stands, and there is one strike") {
  Desk desk;
  const auto held = desk.post("Humbug.");
  REQUIRE(desk.decide(held->comment, Deed::refuse, {"manners"}));
  CHECK(code(desk.decide(held->comment, Deed::publish)) == Error::Code::forbidden);
  CHECK(desk.now(held->comment).state == State::refused);
  CHECK(desk.author(held->comment).strikes == 1);
}

TEST_CASE("what was withdrawn or erased meanwhile stays away, and the record is put right all the same") {
  Desk desk;
  const auto posted = desk.post("A long walk along the river, and back again.");
  REQUIRE(desk.edit(*posted, "Humbug."));
  REQUIRE(desk.decide(posted->comment, Deed::refuse, {"manners"}));
  const auto appeal = desk.appeals(posted->comment);
  REQUIRE(withdraw_comment(desk.world(), desk.site, posted->comment.receipt));
  REQUIRE(desk.answers(*appeal, AppealOutcome::reversed));
  CHECK(desk.now(posted->comment).state == State::withdrawn);

  store::AddComment erased;
  erased.comment = posted->comment;
  erased.comment.id = {};
  erased.comment.number = 0;
  erased.comment.state = State::refused;
  erased.comment.receipt = Server::key(55);
  erased.comment.case_code = "one-two-three-four";
  erased.revision.state = State::refused;  // with no text any more
  erased.revision.written = erased.comment.written;
  discussion::Decision refusal;
  refusal.id = {987};
  refusal.story = posted->comment.story;
  refusal.deed = Deed::refuse;
  refusal.actor = discussion::Actor::moderator;
  refusal.actor_name = "anna";
  refusal.decided = desk.clock.now();
  const auto added = desk.world().store.commit(
      {Server::key(78), desk.site.id, desk.clock.now(), {erased, store::AddDecision{refusal}}});
  REQUIRE_MESSAGE(added, added.error().detail);
  erased.comment.id = added->comment;
  CHECK(desk.author(erased.comment).strikes == 1);
  REQUIRE(desk.answers(*desk.appeals(erased.comment), AppealOutcome::reversed));
  CHECK(desk.now(erased.comment).state == State::withdrawn);  // no rule is named any more
  CHECK(desk.author(erased.comment).strikes == 0);
  CHECK(desk.sound());
}

TEST_CASE("a policy published while an appeal waits: the answer names the new one, the decision keeps the old") {
  Desk desk;
  const auto refused = desk.restricted(Deed::refuse);
  const auto appeal = desk.appeals(refused);
  const Hash256 old = desk.site.policy;
  REQUIRE(publish_policy(desk.world(), desk.site, testing::small_policy, "test"));
  const auto answered = desk.answers(*appeal, AppealOutcome::reversed);
  REQUIRE(answered);
  const auto decisions = *desk.world().store.decisions(desk.site.id, refused.story, refused.id);
  CHECK(decisions[1].policy == old);
  CHECK(decisions.back().policy == desk.world().store.site("herald")->policy);
  CHECK(decisions.back().policy != old);
}

TEST_CASE("the ladder: a warning, premoderation, and a block that a person gives with its four factors") {
  Desk desk;
  const auto first = desk.restricted(Deed::refuse);
  CHECK(desk.blocks(first).empty());
  desk.restricted(Deed::refuse);
  REQUIRE(desk.blocks(first).size() == 1);
  CHECK(desk.blocks(first)[0].deed == Deed::warn);
  const auto third = desk.restricted(Deed::refuse);
  REQUIRE(desk.blocks(first).size() == 2);
  CHECK(desk.blocks(first)[1].deed == Deed::premoderate);
  CHECK(desk.author(first).restricted);

  // Now what no clause holds waits too, and it is nobody's finding.
  const auto waits = desk.post("Good morning to all.");
  REQUIRE(waits);
  CHECK(waits->outcome == Posted::Outcome::held);
  desk.check_no_shadow(waits->comment);
  const auto hold = desk.world().store.decisions(desk.site.id, waits->story.id, waits->comment.id)->front();
  CHECK(hold.actor != discussion::Actor::engine);
  CHECK(hold.clauses.empty());
  CHECK(hold.findings.empty());
  REQUIRE(by_receipt(desk.world(), waits->comment.receipt)->restriction);
  CHECK(by_receipt(desk.world(), third.receipt)->blocks.size() == 1);

  BlockAuthor block{desk.site.id,           third.story, third.id, false, "two insults among them",
                    "to drive others away", "",          "boris",  false};
  CHECK(code(block_author(desk.world(), block)) == Error::Code::forbidden);  // not asked for yet
  const auto fourth = desk.restricted(Deed::refuse);
  CHECK(desk.blocks(first).size() == 2);  // a block is asked for, not given
  CHECK(standing_of(desk.world(), desk.site, first.author)->asked->deed == Deed::block);
  block.comment = fourth.id;
  block.intention = "";
  CHECK(code(block_author(desk.world(), block)) == Error::Code::invalid);
  block.intention = "to drive others away";
  block.for_good = true;
  CHECK(code(block_author(desk.world(), block)) == Error::Code::forbidden);
  block.for_good = false;
  const auto blocked = block_author(desk.world(), block);
  REQUIRE_MESSAGE(blocked, blocked.error().detail);
  CHECK(blocked->factors->number == 4);
  CHECK(blocked->factors->written == 5);
  CHECK(blocked->until == desk.clock.now() + std::chrono::days(30));
  CHECK(code(desk.post("May I?")) == Error::Code::forbidden);
  CHECK(code(edit_comment(desk.world(), {desk.site, waits->comment.receipt, {}, "May I change it?", {}, 0})) ==
        Error::Code::forbidden);
  CHECK(restriction_of_guest(desk.world(), desk.site, Server::key(1)).value()->deed == Deed::block);
  CHECK(desk.post_as("Boris", Server::key(2), "Another guest may."));
  CHECK(withdraw_comment(desk.world(), desk.site, waits->comment.receipt));
  CHECK(desk.sound());

  SUBCASE("it ends by itself") {
    desk.clock.wait(std::chrono::days(30));
    CHECK(desk.post("Here I am again.")->outcome == Posted::Outcome::published);
  }
  SUBCASE("it is lifted by a person, with a reason") {
    LiftAuthorsBlock lift{desk.site.id, first.author, blocked->decision, "", "boris"};
    CHECK(code(lift_block(desk.world(), lift)) == Error::Code::invalid);
    lift.reason = "They wrote to us.";
    REQUIRE(lift_block(desk.world(), lift));
    CHECK(code(lift_block(desk.world(), lift)) == Error::Code::conflict);
    CHECK(desk.post("Here I am again.")->outcome == Posted::Outcome::held);  // premoderation is still on
  }
  SUBCASE("a reversal takes back the strike and everything that stood on it") {
    REQUIRE(desk.answers(*desk.appeals(first, desk.now(first).decision), AppealOutcome::reversed));
    for (const auto& had : desk.blocks(first)) CHECK(had.lifted);
    CHECK_FALSE(desk.author(first).restricted);
    CHECK(desk.author(first).strikes == 3);
    CHECK(desk.post("Here I am again.")->outcome == Posted::Outcome::published);
    CHECK(desk.sound());
  }
  SUBCASE("the block itself is appealed against") {
    const auto appeal = desk.appeals(fourth, blocked->decision);
    REQUIRE_MESSAGE(appeal, appeal.error().detail);
    CHECK(code(desk.answers(*appeal, AppealOutcome::partly, "clara")) == Error::Code::invalid);
    REQUIRE(desk.answers(*appeal, AppealOutcome::reversed, "clara"));
    CHECK(desk.author(first).strikes == 4);
    CHECK(desk.post("Here I am again.")->outcome == Posted::Outcome::held);
    CHECK(desk.sound());
  }
}
