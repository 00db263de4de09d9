#include "actions/read_own.h"

#include <doctest.h>

#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::State;

TEST_CASE("a receipt and a case code open the same comment") {
  Server server;
  const auto held = server.post("Humbug.");
  const auto by_paper = by_case_code(server.world(), server.site, held->comment.case_code);
  const auto by_link = by_receipt(server.world(), held->comment.receipt);
  REQUIRE(by_paper);
  REQUIRE(by_link);
  CHECK(by_paper->comment == by_link->comment);
  CHECK(by_link->revisions.front().text == "Humbug.");
  CHECK(by_link->decisions.size() == 1);
  REQUIRE(by_link->policy);
  CHECK(by_link->policy->find("manners") != nullptr);
  CHECK(by_link->edit_until);
  CHECK(by_link->may_withdraw);
}

TEST_CASE("a case code is read as people write it, and only on its own site") {
  Server server;
  const auto held = server.post("Humbug.");
  std::string typed = "  ";
  for (const char c : held->comment.case_code) typed += c == '-' ? ' ' : static_cast<char>(std::toupper(c));
  CHECK(by_case_code(server.world(), server.site, typed)->comment.id == held->comment.id);
  CHECK(by_case_code(server.world(), server.site, "amber").error().code == Error::Code::not_found);
  CHECK(by_case_code(server.world(), server.site, "").error().code == Error::Code::not_found);
  discussion::Site other = server.site;
  other.key = "gazette";
  other = *add_site(server.world(), other, testing::small_policy);
  CHECK(by_case_code(server.world(), other, held->comment.case_code).error().code == Error::Code::not_found);
}

TEST_CASE("a receipt that was never given opens nothing") {
  Server server;
  server.post("Hello.");
  CHECK(by_receipt(server.world(), Server::key(99)).error().code == Error::Code::not_found);
  CHECK(by_receipt(server.world(), Key128{}).error().code == Error::Code::not_found);
}

TEST_CASE("mine are the guest's own comments of the last month, newest first") {
  Server server;
  const auto first = server.post("One.");
  server.clock.wait(std::chrono::days(20));
  server.post("Humbug two.");
  server.post_as("Boris", Server::key(2), "Not hers.");
  const auto both = *mine(server.world(), server.site, first->story.id, Server::key(1));
  REQUIRE(both.size() == 2);
  CHECK(both[0].comment.state == State::held);
  CHECK(both[0].edit_until);
  CHECK(both[1].comment.number == 1);
  CHECK_FALSE(both[1].edit_until);
  CHECK(both[1].may_withdraw);
  server.clock.wait(std::chrono::days(11));
  CHECK(mine(server.world(), server.site, first->story.id, Server::key(1))->size() == 1);
  CHECK(mine(server.world(), server.site, first->story.id, Server::key(77))->empty());
}

TEST_CASE("whether a program could check a comment is told where the policy asks one, and is never taken for granted") {
  Server server;
  const auto plain = server.post("The council meets on Tuesday to talk about the new bus line.");
  CHECK_FALSE(by_receipt(server.world(), plain->comment.receipt)->machine_checked);  // its policy asks no classifier
  REQUIRE(publish_policy(server.world(), server.site, policy::shipped_policy(), "test"));
  const auto english = server.post("The council meets on Thursday to talk about the old bus line.");
  CHECK(by_receipt(server.world(), english->comment.receipt)->machine_checked == true);
  const auto armenian = server.post("Քաղաքապետարանը երեքշաբթի օրը հանդիպում է նոր ավտոբուսի գծի մասին խոսելու համար։");
  CHECK(by_receipt(server.world(), armenian->comment.receipt)->machine_checked == false);
}
