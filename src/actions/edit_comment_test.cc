#include "actions/edit_comment.h"

#include <doctest.h>

#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::Deed;
using discussion::State;
using Outcome = Posted::Outcome;

namespace {

// Texts that wait for a person, as the operator's list shows them.
std::vector<std::string> waiting(Server& server) {
  std::vector<std::string> texts;
  const auto held = *server.world().store.held(server.site.id, 0, 100);
  for (const auto& item : held) texts.push_back(item.revision.text);
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("an allowed edit is live at once and says when it was made") {
  Server server;
  const auto posted = server.post("The bridge is clsoed.");
  server.clock.wait(std::chrono::minutes(5));
  const auto edited = server.edit(*posted, "The bridge is closed.");
  REQUIRE(edited);
  CHECK(edited->outcome == Outcome::published);
  CHECK(edited->comment.number == 1);
  CHECK(edited->revision.facts.is_edit);
  CHECK(server.shown(posted->comment) == "The bridge is closed.");
  const auto stored = *server.world().store.by_number(server.site.id, posted->story.id, 1);
  CHECK(stored.edited == server.clock.now());
  CHECK(stored.comment.written == posted->comment.written);
  CHECK(server.sound());
}

TEST_CASE("an edit remembers the highest number given before it") {
  Server server;
  const auto posted = server.post("Who pays?");
  server.post_as("Boris", Server::key(2), "We do.");
  server.post_as("Clara", Server::key(3), "They do.");
  CHECK(server.edit(*posted, "Who pays for it?")->revision.after_number == 3);
}

TEST_CASE("a published comment can be edited within the window and not after") {
  Server server;
  const auto posted = server.post("One.");
  server.clock.wait(std::chrono::minutes(14));
  CHECK(server.edit(*posted, "Two."));
  server.clock.wait(std::chrono::minutes(1));
  CHECK(server.edit(*posted, "Three.").error().code == Error::Code::forbidden);
  CHECK(server.shown(posted->comment) == "Two.");
}

TEST_CASE("the same text again writes nothing") {
  Server server;
  const auto posted = server.post("One.");
  const auto position = server.story().position;
  const auto edited = server.edit(*posted, "One.");
  CHECK(edited->again);
  CHECK(edited->outcome == Outcome::published);
  CHECK(server.story().position == position);
}

TEST_CASE("a held edit leaves what readers see and waits for a person") {
  Server server;
  const auto posted = server.post("The bridge is closed.");
  const auto edited = server.edit(*posted, "Humbug, the bridge is closed.");
  REQUIRE(edited);
  CHECK(edited->outcome == Outcome::held);
  CHECK(edited->comment.state == State::published);
  CHECK(server.shown(posted->comment) == "The bridge is closed.");
  CHECK(waiting(server) == Texts{"Humbug, the bridge is closed."});

  SUBCASE("released, it is what readers see") {
    REQUIRE(server.decide(posted->comment, Deed::publish));
    CHECK(server.shown(posted->comment) == "Humbug, the bridge is closed.");
    CHECK(server.now(posted->comment).number == 1);
  }
  SUBCASE("refused, the old text stands") {
    REQUIRE(server.decide(posted->comment, Deed::refuse, {"manners"}));
    CHECK(server.shown(posted->comment) == "The bridge is closed.");
    CHECK(server.now(posted->comment).state == State::published);
  }
  SUBCASE("changed again, the newest one waits") {
    server.edit(*posted, "Such humbug.");
    CHECK(waiting(server) == Texts{"Such humbug."});
    REQUIRE(server.decide(posted->comment, Deed::publish));
    CHECK(server.shown(posted->comment) == "Such humbug.");
  }
  SUBCASE("changed to words that are allowed, nothing waits any more") {
    server.edit(*posted, "The bridge is shut.");
    CHECK(server.shown(posted->comment) == "The bridge is shut.");
  }
  SUBCASE("taken back with its comment") {
    REQUIRE(withdraw_comment(server.world(), server.site, posted->comment.receipt));
    CHECK(server.shown(posted->comment) == "");
  }
  SUBCASE("removed with its comment, it cannot be released") {
    REQUIRE(server.decide(posted->comment, Deed::remove, {"people"}));
    CHECK(server.decide(posted->comment, Deed::publish).error().code == Error::Code::forbidden);
    REQUIRE(server.decide(posted->comment, Deed::restore));
    CHECK(server.shown(posted->comment) == "The bridge is closed.");
    CHECK(waiting(server) == Texts{"Humbug, the bridge is closed."});
    REQUIRE(server.decide(posted->comment, Deed::refuse, {"manners"}));
  }
  CHECK(waiting(server).empty());
  CHECK(server.sound());
}

TEST_CASE("a refused edit changes nothing for readers, and is a decision") {
  Server server;
  const auto posted = server.post("The bridge is closed.");
  const auto edited = server.edit(*posted, "Balderdash.");
  CHECK(edited->outcome == Outcome::refused);
  CHECK(server.shown(posted->comment) == "The bridge is closed.");
  const auto decisions = *server.world().store.decisions(server.site.id, posted->story.id, posted->comment.id);
  REQUIRE(decisions.size() == 1);
  CHECK(decisions[0].deed == Deed::refuse);
  CHECK(decisions[0].revision == 2);
  CHECK(waiting(server).empty());
  CHECK(server.edit(*posted, "The bridge is open.")->outcome == Outcome::published);
  CHECK(server.shown(posted->comment) == "The bridge is open.");
  CHECK(server.sound());
}

TEST_CASE("an advised edit stores nothing until it is sent again with the advice") {
  Server server;
  const auto posted = server.post("The bridge is closed.");
  const auto advised = server.edit(*posted, "Poppycock.");
  CHECK(advised->outcome == Outcome::advised);
  CHECK(server.now(posted->comment).last_revision == 1);
  CHECK(server.edit(*posted, "Poppycock.", advised->advice_id)->outcome == Outcome::published);
  CHECK(server.shown(posted->comment) == "Poppycock.");
}

TEST_CASE("a held comment may be changed for as long as it waits, and keeps its place") {
  Server server;
  const auto first = server.post("Humbug one.");
  server.clock.wait(std::chrono::hours(2));
  server.post_as("Boris", Server::key(2), "Humbug two.");
  server.clock.wait(std::chrono::days(3));
  const auto edited = server.edit(*first, "Humbug one, once more.");
  CHECK(edited->outcome == Outcome::held);
  CHECK(waiting(server) == Texts{"Humbug one, once more.", "Humbug two."});
  REQUIRE(server.decide(first->comment, Deed::publish));
  CHECK(server.shown(first->comment) == "Humbug one, once more.");
  CHECK(server.now(first->comment).number == 1);
  CHECK(server.sound());
}

TEST_CASE("a held comment changed to allowed words is published by the engine") {
  Server server;
  const auto held = server.post("Humbug.");
  const auto edited = server.edit(*held, "I do not believe it.");
  REQUIRE(edited);
  CHECK(edited->outcome == Outcome::published);
  CHECK(edited->comment.state == State::published);
  CHECK(edited->comment.number == 1);
  CHECK(server.shown(held->comment) == "I do not believe it.");
  const auto decisions = *server.world().store.decisions(server.site.id, held->story.id, held->comment.id);
  REQUIRE(decisions.size() == 2);
  CHECK(decisions[1].deed == Deed::publish);
  CHECK(decisions[1].actor == discussion::Actor::engine);
  CHECK_FALSE(edited->comment.decision);
  CHECK(server.sound());
}

TEST_CASE("a held comment changed to refused words goes on waiting as it was") {
  Server server;
  const auto held = server.post("Humbug.");
  CHECK(server.edit(*held, "Balderdash.")->outcome == Outcome::refused);
  CHECK(waiting(server) == Texts{"Humbug."});
  CHECK(server.now(held->comment).last_revision == 1);
}

TEST_CASE("a returned comment is held again or published when its author has changed it") {
  Server server;
  const auto held = server.post("Humbug.");
  REQUIRE(server.decide(held->comment, Deed::return_, {"manners"}));
  CHECK(server.now(held->comment).state == State::returned);
  CHECK(waiting(server).empty());
  SUBCASE("to words that a clause holds") {
    CHECK(server.edit(*held, "More humbug.")->outcome == Outcome::held);
    CHECK(server.now(held->comment).state == State::held);
    CHECK(waiting(server) == Texts{"More humbug."});
  }
  SUBCASE("to words that are allowed") {
    CHECK(server.edit(*held, "I doubt it.")->outcome == Outcome::published);
    CHECK(server.shown(held->comment) == "I doubt it.");
  }
  CHECK(server.sound());
}

TEST_CASE("what is refused, removed or withdrawn cannot be edited") {
  Server server;
  const auto refused = server.post("Balderdash.");
  CHECK(server.edit(*refused, "Hello.").error().code == Error::Code::forbidden);
  const auto removed = server.post("Hello.");
  REQUIRE(server.decide(removed->comment, Deed::remove, {"people"}));
  CHECK(server.edit(*removed, "Hello there.").error().code == Error::Code::forbidden);
  const auto withdrawn = server.post("Good evening.");
  REQUIRE(withdraw_comment(server.world(), server.site, withdrawn->comment.receipt));
  CHECK(server.edit(*withdrawn, "Good night.").error().code == Error::Code::forbidden);
}

TEST_CASE("another guest's key edits nothing, nor does a receipt of another site") {
  Server server;
  const auto posted = server.post("Hello.");
  EditComment request{server.site, posted->comment.receipt, Server::key(9), "Changed.", {}, 0};
  CHECK(edit_comment(server.world(), request).error().code == Error::Code::forbidden);
  request.guest_key = Server::key(1);
  CHECK(edit_comment(server.world(), request));
  request.receipt = Server::key(99);
  CHECK(edit_comment(server.world(), request).error().code == Error::Code::not_found);
  request.receipt = posted->comment.receipt;
  request.site.id = SiteId{77};
  CHECK(edit_comment(server.world(), request).error().code == Error::Code::not_found);
  request.site = server.site;
  request.text = "  ";
  CHECK(edit_comment(server.world(), request).error().code == Error::Code::invalid);
}
