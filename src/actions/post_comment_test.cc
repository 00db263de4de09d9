#include "actions/post_comment.h"

#include <doctest.h>

#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using Outcome = Posted::Outcome;
using discussion::State;

TEST_CASE("a first post makes its story and its guest, and is published with number 1") {
  Server server;
  const auto posted = post_comment(server.world(), server.asks("Who pays for the bridge?"));
  REQUIRE(posted);
  CHECK(posted->outcome == Outcome::published);
  CHECK(posted->new_guest);
  CHECK(posted->comment.number == 1);
  CHECK(posted->comment.name == "Anna");
  CHECK(posted->event == 1);
  CHECK(server.story().publisher_id == "bridge");
  CHECK(server.story().title == "The bridge");
  CHECK(server.now(posted->comment) == posted->comment);  // what was answered is what is stored
  CHECK(server.world().store.revisions(server.site.id, posted->story.id, posted->comment.id)->front() ==
        posted->revision);
  CHECK(server.sound());
}

TEST_CASE("only a hash of the guest's key is stored") {
  Server server;
  const auto posted = post_comment(server.world(), server.asks("Who pays?"));
  const auto author = *server.world().store.author(server.site.id, posted->comment.author);
  REQUIRE(author.token_hash);
  CHECK(*author.token_hash == guest_hash(server.world(), server.site.id, posted->guest_key));
  CHECK(*author.token_hash != posted->guest_key);
  PostComment second = server.asks("And who mends it?");
  second.guest_key = posted->guest_key;
  const auto again = post_comment(server.world(), second);
  CHECK(again->comment.author == posted->comment.author);
  CHECK_FALSE(again->new_guest);
}

TEST_CASE("a story is made only for a page of the site") {
  Server server;
  PostComment request = server.asks("Hello.");
  request.story.url = "https://elsewhere.example/bridge";
  CHECK(post_comment(server.world(), request).error().code == Error::Code::forbidden);
  request.story.url = "";
  CHECK(post_comment(server.world(), request).error().code == Error::Code::invalid);
  request.story = {.id = "~0123abcd", .url = "", .title = "", .language = ""};
  CHECK(post_comment(server.world(), request).error().code == Error::Code::not_found);
  CHECK(server.world().store.stories(server.site.id, {}, 10)->empty());
}

TEST_CASE("a held comment has no number and names clause, policy, engine and the author's words") {
  Server server;
  const auto posted = server.post("This is humbug.");
  REQUIRE(posted);
  CHECK(posted->outcome == Outcome::held);
  CHECK(posted->comment.number == 0);
  CHECK(posted->comment.state == State::held);
  const auto decisions = *server.world().store.decisions(server.site.id, posted->story.id, posted->comment.id);
  REQUIRE(decisions.size() == 1);
  CHECK(decisions[0].deed == discussion::Deed::hold);
  CHECK(decisions[0].actor == discussion::Actor::engine);
  CHECK(decisions[0].clauses == std::vector<std::string>{"manners"});
  CHECK(decisions[0].policy == server.site.policy);
  CHECK(decisions[0].engine == posted->policy->engine);
  const auto span = decisions[0].findings.at(0).findings.at(0).spans.at(0);
  CHECK(posted->revision.text.substr(span.begin, span.end - span.begin) == "humbug");
  CHECK(server.now(posted->comment) == posted->comment);
  CHECK(server.sound());
}

TEST_CASE("a refused comment is kept without a number") {
  Server server;
  const auto posted = server.post("Balderdash!");
  CHECK(posted->outcome == Outcome::refused);
  CHECK(server.now(posted->comment).state == State::refused);
  CHECK(server.story().published == 0);
  CHECK(server.story().refused == 1);
}

TEST_CASE("advice stores nothing, and the same words are taken with its id") {
  Server server;
  server.post("First.");
  const auto advised = server.post("Poppycock, I say.");
  REQUIRE(advised);
  CHECK(advised->outcome == Outcome::advised);
  CHECK_FALSE(advised->advice_id.empty());
  CHECK(server.story().next_comment == 2);

  PostComment as_it_is = server.asks("Poppycock, I say.");
  as_it_is.guest_key = Server::key(1);
  as_it_is.advice_id = advised->advice_id;

  SUBCASE("by the same guest within a day") {
    server.clock.wait(std::chrono::hours(23));
    CHECK(post_comment(server.world(), as_it_is)->outcome == Outcome::published);
  }
  SUBCASE("not a day later") {
    server.clock.wait(std::chrono::hours(25));
    CHECK(post_comment(server.world(), as_it_is)->outcome == Outcome::advised);
  }
  SUBCASE("not for other words") {
    as_it_is.text = "Poppycock, you say.";
    CHECK(post_comment(server.world(), as_it_is)->outcome == Outcome::advised);
  }
  SUBCASE("not by another guest") {
    as_it_is.guest_key = Server::key(2);
    CHECK(post_comment(server.world(), as_it_is)->outcome == Outcome::advised);
  }
  SUBCASE("not in another story") {
    as_it_is.story = {.id = "tram", .url = "https://herald.example/tram", .title = "", .language = ""};
    CHECK(post_comment(server.world(), as_it_is)->outcome == Outcome::advised);
  }
  SUBCASE("and a made-up id proves nothing") {
    for (const std::string& id : {std::string("1"), std::string("."), std::string("30000000.AAAAAAAAAAAAAAAAAAAAAA"),
                                  std::string(10'000, '9'), std::string("-5.x")}) {
      as_it_is.advice_id = id;
      CHECK(post_comment(server.world(), as_it_is)->outcome == Outcome::advised);
    }
  }
}

TEST_CASE("a first visitor's advice counts for the guest that the visitor has become") {
  Server server;
  PostComment request = server.asks("Poppycock.");
  const auto advised = post_comment(server.world(), request);
  CHECK(advised->new_guest);
  request.advice_id = advised->advice_id;
  SUBCASE("with the key of the answer") { request.guest_key = advised->guest_key; }
  SUBCASE("and without it") {}
  CHECK(post_comment(server.world(), request)->outcome == Outcome::published);
}

TEST_CASE("the same bytes by the same guest within ten minutes get the first answer again") {
  Server server;
  const auto first = server.post("The bridge is closed.");
  server.clock.wait(std::chrono::minutes(9));
  const auto second = server.post("The bridge is closed.");
  REQUIRE(second);
  CHECK(second->again);
  CHECK(second->outcome == Outcome::published);
  CHECK(second->comment == first->comment);
  CHECK(server.story().published == 1);

  const auto held = server.post("Humbug.");
  const auto held_again = server.post("Humbug.");
  CHECK(held_again->again);
  CHECK(held_again->outcome == Outcome::held);
  CHECK(held_again->verdict.clauses == held->verdict.clauses);
  CHECK(held_again->policy == held->policy);

  server.post("Balderdash.");
  CHECK(server.post("Balderdash.")->outcome == Outcome::refused);
  CHECK(server.story().refused == 1);
  CHECK(server.sound());
}

TEST_CASE("the first answer is given even after the comment was edited or the story closed") {
  Server server;
  const auto first = server.post("The bridge is closed.");
  REQUIRE(server.edit(*first, "The bridge is open."));
  StorySettings closed;
  closed.open = false;
  REQUIRE(set_story(server.world(), server.site, first->story.id, closed));
  const auto second = server.post("The bridge is closed.");
  REQUIRE(second);
  CHECK(second->again);
  CHECK(second->comment.id == first->comment.id);
  CHECK(server.post("Something else.").error().code == Error::Code::forbidden);
}

TEST_CASE("other people, other answers and withdrawn words are no repetition") {
  Server server;
  const auto first = server.post("Yes.");
  CHECK(server.post_as("Boris", Server::key(2), "Yes.")->comment.number == 2);
  REQUIRE(withdraw_comment(server.world(), server.site, first->comment.receipt));
  const auto anew = server.post("Yes.");
  CHECK_FALSE(anew->again);
  CHECK(anew->comment.number == 3);
}

TEST_CASE("an idempotent request is answered as the first time, however late") {
  Server server;
  PostComment request = server.asks("Who pays?");
  request.idempotency_key = "4f0c1d7e-7d3e-4b7a-9f67-0a5c1b2d3e4f";
  const auto first = post_comment(server.world(), request);
  server.clock.wait(std::chrono::hours(30));
  const auto second = post_comment(server.world(), request);
  REQUIRE(second);
  CHECK(second->again);
  CHECK(second->comment.id == first->comment.id);
  CHECK(second->guest_key == first->guest_key);  // the first answer was lost, and the key with it
  CHECK(server.story().published == 1);
  SUBCASE("with other words it is a mistake") { request.text = "Something else."; }
  SUBCASE("and so it is under another story") {
    StoryAddress tram{.id = "tram", .url = "https://herald.example/tram", .title = "", .language = ""};
    REQUIRE(find_or_add_story(server.world(), server.site, tram));
    request.story = tram;
  }
  SUBCASE("or in answer to a comment") { request.reply_to = 1; }
  CHECK(post_comment(server.world(), request).error().code == Error::Code::invalid);
}

TEST_CASE("a short Idempotency-Key of a stranger leads to nobody else's comment") {
  Server server;
  PostComment request = server.asks("Who pays?");
  request.idempotency_key = "1";
  const auto first = post_comment(server.world(), request);
  const auto second = post_comment(server.world(), request);
  CHECK(second->guest_key != first->guest_key);
  CHECK(second->comment.id != first->comment.id);
  request.guest_key = Server::key(5);
  const auto third = post_comment(server.world(), request);
  server.clock.wait(std::chrono::hours(30));
  CHECK(post_comment(server.world(), request)->comment.id == third->comment.id);
}

TEST_CASE("a reply answers a number of its story") {
  Server server;
  const auto first = server.post("Who pays?");
  PostComment reply = server.asks("We do.");
  reply.guest_key = Server::key(2);
  reply.name = "Boris";
  reply.reply_to = 1;
  const auto answered = post_comment(server.world(), reply);
  REQUIRE(answered);
  CHECK(answered->comment.reply_to == first->comment.id);
  CHECK(answered->revision.facts.is_reply);
  CHECK(server.world().store.by_number(server.site.id, first->story.id, 2)->reply_to_number == 1);

  reply.text = "Nobody does.";
  reply.reply_to = 7;
  CHECK(post_comment(server.world(), reply).error().code == Error::Code::invalid);
  reply.reply_to = -1;
  CHECK(post_comment(server.world(), reply).error().code == Error::Code::invalid);
  REQUIRE(withdraw_comment(server.world(), server.site, first->comment.receipt));
  reply.reply_to = 1;
  CHECK(post_comment(server.world(), reply).error().code == Error::Code::forbidden);
}

TEST_CASE("a quotation counts as one when its words are in the comment that is answered") {
  Server server;
  server.post("The river rose by two metres on Sunday, and the bridge held.");
  PostComment reply = server.asks("> the river rose by TWO metres\n\nThree, I measured.\n\n> nobody said this\n\nNo.");
  reply.guest_key = Server::key(2);
  reply.name = "Boris";
  reply.reply_to = 1;
  const auto posted = post_comment(server.world(), reply);
  REQUIRE(posted);
  const auto& quotes = posted->revision.facts.quotes;
  REQUIRE(quotes.size() == 1);
  CHECK(posted->revision.text.substr(quotes[0].begin, quotes[0].end - quotes[0].begin).find("rose") !=
        std::string::npos);
}

TEST_CASE("at most four quotations are kept, and the fifth is the author's own words") {
  Server server;
  server.post("One bridge. Two towns. Three piers. Four lamps. Five masons.");
  PostComment reply = server.asks(
      "> One bridge\n\na\n\n> Two towns\n\nb\n\n> Three piers\n\nc\n\n> Four lamps\n\nd\n\n> Five masons\n\ne");
  reply.guest_key = Server::key(2);
  reply.name = "Boris";
  reply.reply_to = 1;
  CHECK(post_comment(server.world(), reply)->revision.facts.quotes.size() == 4);
}

TEST_CASE("two guests of one name are told apart in a story, and nobody passes for the desk") {
  Server server;
  CHECK(server.post_as("Anna", Server::key(1), "One.")->comment.name_mark == "");
  CHECK(server.post_as("anna", Server::key(2), "Two.")->comment.name_mark == "2");
  CHECK(server.post_as("Anna", Server::key(3), "Three.")->comment.name_mark == "3");
  CHECK(server.post_as("anna", Server::key(2), "Four.")->comment.name_mark == "2");
  CHECK(server.post_as("Anna", Server::key(1), "Five.")->comment.name_mark == "");
  for (const std::string name : {"Moderator", "The Lindenford Herald", "редакция"}) {
    CHECK(server.post_as(name, Server::key(4), "Hello.").error().code == Error::Code::forbidden);
  }
}

TEST_CASE("a mark is found again when another process has written meanwhile") {
  Server server;
  server.post_as("Boris", Server::key(1), "One.");
  Policies policies(server.world().store);  // another process: a cache of its own
  World other{server.world().store, policies, server.clock, server.random, server.world().secret};
  PostComment request = server.asks("Two.");
  request.name = "Clara";
  request.guest_key = Server::key(2);
  REQUIRE(post_comment(other, request));
  CHECK(server.post_as("Clara", Server::key(3), "Three.")->comment.name_mark == "2");
}

TEST_CASE("names and texts that cannot stand are refused with a reason") {
  Server server;
  for (const std::string& text : {std::string(), std::string(" \n\t"), std::string("\u200B\u3164\u00A0"),
                                  std::string("a\0b", 3), std::string("\xff"), std::string(10'001, 'a')}) {
    const auto posted = server.post(text);
    REQUIRE_FALSE(posted);
    CHECK(posted.error().code == Error::Code::invalid);
    CHECK_FALSE(posted.error().detail.empty());
  }
  CHECK(server.post(std::string(10'000, 'a')));
  CHECK(server.post_as("", Server::key(1), "Hello.").error().code == Error::Code::invalid);
  CHECK(server.post_as(std::string(500, 'a'), Server::key(1), "Hello.").error().code == Error::Code::invalid);
}

TEST_CASE("a revoked guest posts, edits and reads nothing") {
  Server server;
  const auto posted = server.post("Hello.");
  REQUIRE(revoke_guest(server.world(), server.site, posted->comment.author));
  CHECK(server.post("Again.").error().code == Error::Code::forbidden);
  CHECK(server.edit(*posted, "Changed.").error().code == Error::Code::forbidden);
  CHECK(mine(server.world(), server.site, posted->story.id, Server::key(1))->empty());
  CHECK(server.shown(posted->comment) == "Hello.");
}

TEST_CASE("counts are those before the comment") {
  Server server;
  CHECK(server.post("One.")->revision.facts.author_10m == 0);
  server.clock.wait(std::chrono::minutes(1));
  server.post_as("Boris", Server::key(2), "Two.");
  server.clock.wait(std::chrono::minutes(1));
  const auto third = server.post("Three.");
  CHECK(third->revision.facts.author_10m == 1);
  CHECK(third->revision.facts.story_10m == 2);
  CHECK(third->revision.facts.author_published == 1);
  CHECK(third->revision.facts.story_comments == 2);
  server.clock.wait(std::chrono::days(3));
  const auto later = server.post("Four.");
  CHECK(later->revision.facts.author_24h == 0);
  CHECK(later->revision.facts.author_age_days == 3);
  CHECK(later->revision.facts.story_age_hours == 72);
}

TEST_CASE("the same words a day later are a comment of their own") {
  Server server;
  PostComment request = server.asks("Who pays?");
  request.guest_key = Server::key(78);
  CHECK(post_comment(server.world(), request)->comment.number == 1);
  server.clock.wait(std::chrono::hours(25));
  CHECK(post_comment(server.world(), request)->comment.number == 2);
}
