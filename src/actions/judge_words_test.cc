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
