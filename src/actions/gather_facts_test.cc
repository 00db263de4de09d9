#include "actions/gather_facts.h"

#include <doctest.h>

#include "actions/post_comment.h"
#include "actions/recent_texts.h"
#include "actions/testing.h"
#include "actions/withdraw_comment.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;

TEST_CASE("a new comment is compared with its author's of the last day, and no further back") {
  Server server;
  const auto text = [](int n) { return "Night number " + std::to_string(n); };
  for (int n = 1; n <= 47; ++n) {
    REQUIRE(server.post(text(n)));
    server.clock.wait(std::chrono::minutes(30));
  }
  CHECK(server.post(text(1))->revision.facts.similar_own == 10'000);  // 23 and a half hours ago
  server.clock.wait(std::chrono::hours(2));
  CHECK(server.post(text(3))->revision.facts.similar_own == 0);
}

TEST_CASE("a quotation counts where its source is: in the discussion, or beside a link") {
  Server server;
  server.post("The mayor called it a poppy cock and bull story, and the whole hall laughed.");
  server.post_as("Boris", Server::key(2), "What a remarkable evening in the town hall, I shall not forget it soon.");
  const auto quotes_of = [&](std::string text, std::int64_t reply_to = 0) {
    PostComment reply = server.asks(std::move(text));
    static std::uint8_t who = 20;
    reply.guest_key = Server::key(++who);
    reply.name = "Carla";
    reply.reply_to = reply_to;
    return post_comment(server.world(), reply)->revision.facts.quotes.size();
  };
  CHECK(quotes_of("> a remarkable evening\n\nNot to me it was not.", 1) == 1);  // said in another comment
  CHECK(quotes_of("> a remarkable morning\n\nNot to me it was not either.", 1) == 0);
  CHECK(quotes_of("> oppy cock and bull\n\nWhat is this supposed to mean?", 1) == 0);  // half a word
  CHECK(quotes_of("> nobody here said this\n\nhttps://archive.example/speech\n\nHe did say it there.") == 1);
  CHECK(quotes_of("> nobody here said that\n\nHe did say it there, I swear.\n\nhttps://archive.example/") == 0);
}

TEST_CASE("a quotation counts where the story itself says it, once the publisher has given its text") {
  Server server;
  server.post("Good morning.");
  const auto quotes_of = [&](std::string text) {
    PostComment asked = server.asks(std::move(text));
    static std::uint8_t who = 100;
    asked.guest_key = Server::key(++who);
    asked.name = "Carla";
    return post_comment(server.world(), asked)->revision.facts.quotes.size();
  };
  // Each time other words: what one comment quotes the next one finds in the discussion.
  const std::string answer = "\n\nThat is no way to talk about people.";
  CHECK(quotes_of("> They are, said the mayor" + answer) == 0);
  const StoryId story = server.story().id;
  const std::string article =
      "\"They are,\" said the mayor,\n\"a Flock of geese -\nEvery one of them!\"\n\nHe sat down.";
  CHECK(set_story_text(server.world(), server.site, story, article).value() == 16);
  CHECK(quotes_of("> a flock of geese, “every one of them”" + answer) == 1);
  CHECK(quotes_of("> e sat down" + answer) == 0);
  CHECK(set_story_text(server.world(), server.site, story, "").value() == 0);
  CHECK(quotes_of("> he sat down" + answer) == 0);
  CHECK(set_story_text(server.world(), server.site, StoryId{99}, article).error().code == Error::Code::not_found);
  CHECK(set_story_text(server.world(), server.site, story, std::string(300'000, 'a')).error().code ==
        Error::Code::invalid);
  CHECK(server.sound());
}

TEST_CASE("who repeats words and only nods has said them") {
  Server server;
  server.post("The whole council is a flock of geese, and everybody in this town knows it.");
  const auto quotes_of = [&](std::string text) {
    PostComment reply = server.asks(std::move(text));
    static std::uint8_t who = 60;
    reply.guest_key = Server::key(++who);
    reply.name = "Carla";
    reply.reply_to = 1;
    return post_comment(server.world(), reply)->revision.facts.quotes.size();
  };
  CHECK(quotes_of("> a flock of geese") == 0);
  CHECK(quotes_of("> a flock of geese\n\nSo true!") == 0);
  CHECK(quotes_of("> a flock of geese\n\n:-)") == 0);
  CHECK(quotes_of("> a flock of geese\n\nНу да, именно... Вот именно!") == 1);  // a sentence of one's own
  CHECK(quotes_of("> a flock of geese\n\nThat is no way to talk about people.") == 1);
}

TEST_CASE("how like a text is to recent ones is a fact of it") {
  Server server;
  const std::string speech =
      "Only list number four will mend the roads, lower the taxes and bring our young people home.";
  const auto first = server.post(speech);
  REQUIRE(first);
  CHECK(first->revision.facts.similar_own == 0);
  const auto copied =
      server.post_as("Boris", Server::key(2),
                     "ONLY list number four will mend the roads, lower the taxes, and bring our young people home!");
  REQUIRE(copied);
  CHECK(copied->revision.facts.similar_others == 10'000);
  CHECK(copied->revision.facts.similar_own == 0);
  PostComment again = server.asks(
      "Only list number four will mend our roads, lower the taxes and bring our young people home. So vote.");
  again.guest_key = Server::key(1);
  again.correction = PostComment::Correction::decline;
  const auto varied = post_comment(server.world(), again);
  REQUIRE(varied);
  CHECK(varied->revision.facts.similar_own > 6'000);
  CHECK(varied->revision.facts.similar_own < 10'000);
  CHECK(varied->revision.facts.similar_others < 10'000);
  const auto told = [&](const std::vector<text::Span>& spans) {
    std::string words;
    for (const text::Span s : spans) words += '[' + varied->revision.text.substr(s.begin, s.end - s.begin) + ']';
    return words;
  };
  const std::string alike = "[Only list number four will mend][roads, lower the taxes and bring our young people home]";
  CHECK(told(varied->revision.facts.alike_own) == alike);
  CHECK(told(varied->revision.facts.alike_others) == alike);  // Boris's, of other capitals and signs
  CHECK(copied->revision.facts.alike_others.empty());         // all of it
  const auto other =
      server.post_as("Carla", Server::key(3), "I have never eaten better dumplings than behind the station.");
  CHECK(other->revision.facts.similar_others < 1'000);
}

TEST_CASE("a server that has just started knows the newest texts of a story, and a withdrawn one is nobody's") {
  Server server;
  const std::string speech =
      "Only list number four will mend the roads, lower the taxes and bring our young people home.";
  const auto first = server.post(speech);
  server.world().recent_texts = std::make_shared<SiteTexts>();
  const auto copied = server.post_as("Boris", Server::key(2), speech);
  CHECK(copied->revision.facts.similar_others == 10'000);
  REQUIRE(withdraw_comment(server.world(), server.site, first->comment.receipt));
  REQUIRE(withdraw_comment(server.world(), server.site, copied->comment.receipt));
  CHECK(server.post_as("Carla", Server::key(3), speech)->revision.facts.similar_others == 0);
}
