#include "actions/erase_words.h"

#include <doctest.h>

#include "actions/decide_appeal.h"
#include "actions/file_appeal.h"
#include "actions/own_data.h"
#include "actions/testing.h"
#include "discussion/erasure.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::Deed;
using discussion::State;

namespace {

Result<Posted> reply(Server& server, const Posted& to, const Key128& key, std::string text) {
  PostComment request = server.asks(std::move(text));
  request.name = "Boris";
  request.guest_key = key;
  request.reply_to = to.comment.number;
  return post_comment(server.world(), request);
}

std::string text_of(Server& server, const Posted& posted) {
  return server.world().store.revisions(server.site.id, posted.story.id, posted.comment.id)->back().text;
}

discussion::Author anna(Server& server, const Posted& posted) {
  return *server.world().store.author(server.site.id, posted.comment.author);
}

}  // namespace

TEST_CASE("a comment is erased with its history and with what quotes it; others' own words stay") {
  Server server;
  const auto posted = server.post("The sluice was open all night.");
  REQUIRE(server.edit(*posted, "The sluice was open until four."));
  const auto quoted = reply(server, *posted, Server::key(2), "> The sluice was open all night.\n\nWho saw that?");
  const auto edited = reply(server, *posted, Server::key(3), "> open until four\n\nHalf past, I think.");
  const auto apart = reply(server, *posted, Server::key(4), "> The gate was shut.\n\nSo they say.");
  REQUIRE(apart);
  const auto count = erase_comment(server.world(), server.now(posted->comment));
  REQUIRE(count);
  CHECK(*count == ErasedCount{1, 2, true});
  CHECK(text_of(server, *posted).empty());
  CHECK(text_of(server, *quoted).ends_with("\n\nWho saw that?"));
  CHECK(text_of(server, *quoted).starts_with("> […]  "));
  CHECK(text_of(server, *edited).starts_with("> […]  "));
  CHECK(text_of(server, *apart).starts_with("> The gate was shut."));
  CHECK(server.now(posted->comment).state == State::withdrawn);
  CHECK(*erase_comment(server.world(), server.now(posted->comment)) == ErasedCount{});
  // The guest goes on, and the name is free in this story.
  CHECK(server.post("Another thought.")->comment.author == posted->comment.author);
  CHECK(server.sound());
}

TEST_CASE("what stands in the comment that is answered is a quotation of that one, and stays") {
  Server server;
  const auto first = server.post("The bridge is closed.");
  const auto second = server.post_as("Boris", Server::key(2), "The bridge is closed.");
  const auto quoting = reply(server, *second, Server::key(3), "> The bridge is closed.\n\nSince when?");
  CHECK(erase_comment(server.world(), server.now(first->comment))->quotations == 0);
  CHECK(erase_comment(server.world(), server.now(second->comment))->quotations == 1);
  CHECK(text_of(server, *quoting).starts_with("> […]"));
}

TEST_CASE("an author is erased step by step, and nothing comes in under the key meanwhile") {
  Server server;
  std::vector<Posted> posted;
  for (int i = 0; i < 25; ++i) {
    server.clock.wait(std::chrono::minutes(11));
    posted.push_back(*server.post("Thought number " + std::to_string(i) + " about the bridge."));
  }
  const auto author = anna(server, posted[0]);
  CHECK(*comments_left(server.world(), author) == 25);
  const auto begun = erase_author(server.world(), server.site.id, author.id, 10);
  REQUIRE(begun);
  CHECK(*begun == ErasedCount{10, 0, false});
  // Whoever comes with the key now is somebody new.
  const auto anew = server.post("I am new here.");
  REQUIRE(anew);
  CHECK(anew->comment.author != author.id);
  CHECK(go_on_erasing(server.world(), server.site.id, author.id, 10, true)->comments == 10);
  const auto last = go_on_erasing(server.world(), server.site.id, author.id, 10, true);
  CHECK(*last == ErasedCount{5, 0, true});
  CHECK(server.world().store.erasing(server.site.id)->empty());
  CHECK(*comments_left(server.world(), author) == 0);
  CHECK(server.now(posted[24].comment).erased);
  CHECK(erase_author(server.world(), server.site.id, {99}, 10).error().code == Error::Code::not_found);
  CHECK(server.sound());
}

TEST_CASE("an appeal on an erased author is answered on the record: the strike goes, the words do not come back") {
  Server server;
  const auto posted = server.post("The mayor is a humbug.");
  REQUIRE(server.decide(posted->comment, Deed::refuse, {"manners"}));
  REQUIRE(file_appeal(server.world(), server.site, {posted->comment.receipt, {}, "I meant the sweet.", "en"}));
  REQUIRE(erase_author(server.world(), server.site.id, posted->comment.author, 10));
  const auto open = *server.world().store.open_appeals(server.site.id, 0, 10);
  REQUIRE(open.size() == 1);
  CHECK(open[0].grounds == discussion::erased_words);
  DecideAppeal answer;
  answer.site = server.site.id;
  answer.appeal = open[0].id;
  answer.outcome = discussion::AppealOutcome::partly;
  answer.by = "clara";
  answer.reasons = "It was about a sweet.";
  CHECK(decide_appeal(server.world(), answer).error().code == Error::Code::invalid);  // there is nothing to change
  answer.outcome = discussion::AppealOutcome::reversed;
  REQUIRE(decide_appeal(server.world(), answer));
  CHECK(server.now(posted->comment).state == State::withdrawn);  // and refused no more
  CHECK(server.now(posted->comment).number == 0);
  CHECK(server.shown(posted->comment).empty());
  CHECK(server.sound());
}

TEST_CASE("nothing new is appealed against once the words are gone") {
  Server server;
  const auto posted = server.post("The mayor is a humbug.");
  REQUIRE(server.decide(posted->comment, Deed::refuse, {"manners"}));
  REQUIRE(erase_comment(server.world(), server.now(posted->comment)));
  const auto filed = file_appeal(server.world(), server.site, {posted->comment.receipt, {}, "I meant it well.", "en"});
  CHECK(filed.error().code == Error::Code::forbidden);
  CHECK(server.decide(posted->comment, Deed::restore).error().code == Error::Code::forbidden);
  CHECK(server.sound());
}

TEST_CASE("what is downloaded holds every text, reason and appeal, and nobody who decided") {
  Server server;
  const auto posted = server.post("The mayor is a humbug.");
  const auto decided = server.decide(posted->comment, Deed::refuse, {"manners"});
  REQUIRE(decided);
  REQUIRE(file_appeal(server.world(), server.site, {posted->comment.receipt, {}, "I meant the sweet.", "en"}));
  const auto data = own_data(server.world(), server.site, anna(server, *posted), std::nullopt);
  REQUIRE(data);
  for (const char* part : {"The mayor is a humbug.", "\"humbug\"", "I meant the sweet.", "Anna", "\"deed\":\"refuse\""})
    CHECK_MESSAGE(data->find(part) != std::string::npos, part);
  CHECK(data->find("desk") == std::string::npos);  // who decided
  CHECK(own_data(server.world(), server.now(posted->comment))->find("humbug.") != std::string::npos);
}
