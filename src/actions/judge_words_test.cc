#include "actions/judge_words.h"

#include <doctest.h>

#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using Outcome = Posted::Outcome;

namespace {

// The stored title of the story that a first post makes whose page calls itself `title`.
std::string kept(const std::string& title) {
  Server server;
  PostComment request = server.asks("Who pays for it?");
  request.story.title = title;
  const auto posted = post_comment(server.world(), request);
  REQUIRE_MESSAGE(posted, posted.error().detail);
  CHECK(posted->outcome == Outcome::published);
  CHECK(posted->story.title == server.story().title);
  CHECK(server.sound());
  return server.story().title;
}

}  // namespace

TEST_CASE("a title that a reader's post brings is judged like a text, and the story is made without one that fails") {
  CHECK(kept("The bridge is open") == "The bridge is open");
  CHECK(kept("What humbug from the council") == "");
  CHECK(kept("Mayor talks p o p p y c o c k") == "");
  CHECK(kept("Balderdash!") == "");
}

TEST_CASE("a title is kept whatever becomes of the comment that brought it") {
  Server server;
  REQUIRE(server.post("This is humbug.")->outcome == Outcome::held);
  CHECK(server.story().title == "The bridge");
}

TEST_CASE("a reader's title is one line of at most 300 characters") {
  CHECK(kept("  One\r\nbridge\t") == "One bridge");
  std::string letters;
  for (int i = 0; i < 400; ++i) letters += "ж";
  CHECK(text::code_points(kept(letters)) == 300);
}

TEST_CASE("a title that steers the text around it, or is no text, is left out") {
  CHECK(kept("The bridge \u202Enepo si") == "");
  CHECK(kept("The bridge \u2066is open") == "");
  CHECK(kept("The bridge\x1b[31m") == "");
  CHECK(kept("The bridge\u0085") == "");
  CHECK(kept("The bridge \xff") == "");
  CHECK(kept("\u200fجسر 2026") == "\u200fجسر 2026");  // a mark of direction reorders nothing beyond itself
}

TEST_CASE("what a later post calls a story changes nothing") {
  Server server;
  PostComment request = server.asks("Who pays for it?");
  request.story.title = "Humbug";
  REQUIRE(post_comment(server.world(), request));
  REQUIRE(server.post("And who mends it?"));
  CHECK(server.story().title == "");
}

TEST_CASE("a name with words that a clause acts on is not taken, and nothing is stored") {
  Server server;
  for (const auto& [name, clause] : {std::pair{"Old Humbug", "Manners"},
                                     {"H u m b u g", "Manners"},
                                     {"Poppycock", "Tone"},
                                     {"Lady Balderdash", "Flood"}}) {
    const auto posted = server.post_as(name, Server::key(1), "Who pays for it?");
    REQUIRE_FALSE(posted);
    CHECK(posted.error().code == Error::Code::invalid);
    CHECK(posted.error().detail == "the name is against the rule '" + std::string(clause) + "': choose another name");
  }
  CHECK(server.world().store.stories(server.site.id, {}, 10)->empty());
  CHECK(server.post("Who pays for it?")->outcome == Outcome::published);
  CHECK(server.post_as("Humbugger", Server::key(2), "I do.")->outcome == Outcome::published);
}

TEST_CASE("a name that holds a link is not taken") {
  Server server;
  for (const char* name : {"https://shop.example", "Anna www.shop.example", "HTTP://shop.example/a"}) {
    const auto posted = server.post_as(name, Server::key(1), "Who pays for it?");
    REQUIRE_FALSE(posted);
    CHECK(posted.error().code == Error::Code::invalid);
    CHECK(posted.error().detail.starts_with(about_the_name));
  }
  CHECK(server.world().store.stories(server.site.id, {}, 10)->empty());
}

TEST_CASE("a name is refused by what stands in it, not by a rule about comments") {
  Server server;
  const std::string rule =
      "\n[[clause]]\nid = \"short\"\ntitle.en = \"Short\"\ntext.en = \"Say more.\"\naction = \"hold\"\n"
      "category = \"OTHER_VIOLATION_TC\"\nwhen = 'comment.length < 10 || pattern(\"phone\")'\n"
      "[pattern.phone]\nregex = '\\+\\d{10}'\n";
  REQUIRE(publish_policy(server.world(), server.site, std::string(testing::small_policy) + rule, "desk"));
  server.site = *server.world().store.site("herald");
  CHECK(server.post_as("Bo", Server::key(1), "Who pays for the bridge?")->outcome == Outcome::published);
  const auto posted = server.post_as("Ring +9955501001", Server::key(1), "Who pays for the bridge now?");
  REQUIRE_FALSE(posted);
  CHECK(posted.error().detail.find("'Short'") != std::string::npos);
}
