// The same words again, or nearly: a correction is offered, and what is accepted is judged like any other text.
#include <doctest.h>

#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using Outcome = Posted::Outcome;

TEST_CASE("an equal text is offered as a correction of the last one") {
  Server server;
  const auto first = server.post("the bridge is closed");
  server.clock.wait(std::chrono::minutes(30));
  PostComment request = server.asks("The bridge is closed.");
  request.guest_key = Server::key(1);
  request.text = "The  bridge is CLOSED";
  const auto offered = post_comment(server.world(), request);
  REQUIRE(offered);
  REQUIRE(offered->outcome == Outcome::correction_offered);
  CHECK(offered->corrects.number == 1);
  CHECK(server.story().next_comment == 2);  // nothing was stored

  SUBCASE("accepted, it is a new revision under the older number") {
    request.correction = PostComment::Correction::accept;
    const auto accepted = post_comment(server.world(), request);
    CHECK(accepted->outcome == Outcome::published);
    CHECK(accepted->comment.number == 1);
    CHECK(accepted->comment.id == first->comment.id);
    CHECK(accepted->comment.receipt == first->comment.receipt);
    CHECK(accepted->revision.revision == 2);
    CHECK(server.shown(first->comment) == "The  bridge is CLOSED");
    CHECK(server.story().published == 1);
  }
  SUBCASE("declined, it is an ordinary comment") {
    request.correction = PostComment::Correction::decline;
    const auto declined = post_comment(server.world(), request);
    CHECK(declined->outcome == Outcome::published);
    CHECK(declined->comment.number == 2);
    CHECK(declined->revision.facts.similar_own == 10'000);
    CHECK(server.story().published == 2);
  }
  SUBCASE("a day later it is not offered") {
    server.clock.wait(std::chrono::hours(24));
    CHECK(post_comment(server.world(), request)->comment.number == 2);
  }
  CHECK(server.sound());
}

TEST_CASE("nearly the same words after a hold are offered as its correction, and judged anew") {
  Server server;
  const std::string first_words =
      "The council has promised to mend the bridge before the winter, which is humbug, says my aunt.";
  const auto first = server.post(first_words);
  REQUIRE(first);
  REQUIRE(first->outcome == Outcome::held);
  server.clock.wait(std::chrono::minutes(2));  // within the ten minutes in which the same request gets its answer again
  PostComment request = server.asks("");
  request.guest_key = Server::key(1);
  const auto with_word = [&](std::string_view word) {
    std::string text = first_words;
    return text.replace(text.find("humbug"), 6, word);
  };
  request.text = with_word("nonsense");
  const auto offered = post_comment(server.world(), request);
  REQUIRE(offered);
  REQUIRE(offered->outcome == Outcome::correction_offered);
  CHECK_FALSE(offered->again);
  CHECK(offered->corrects.id == first->comment.id);
  CHECK(offered->verdict.clauses.empty());
  CHECK(server.story().next_comment == 2);  // nothing was stored

  request.correction = PostComment::Correction::accept;
  SUBCASE("without the word it is published, under the receipt that it had") {
    const auto accepted = post_comment(server.world(), request);
    REQUIRE(accepted);
    CHECK_FALSE(accepted->again);
    CHECK(accepted->outcome == Outcome::published);
    CHECK(accepted->verdict.clauses.empty());
    CHECK(accepted->comment.id == first->comment.id);
    CHECK(accepted->comment.receipt == first->comment.receipt);
    CHECK(server.shown(first->comment) == request.text);
  }
  SUBCASE("with the word in disguise it is held for the words that stand there now") {
    request.text = with_word("h.u.m.b.u.g");
    const auto accepted = post_comment(server.world(), request);
    REQUIRE(accepted);
    CHECK_FALSE(accepted->again);
    CHECK(accepted->outcome == Outcome::held);
    REQUIRE(accepted->verdict.clauses.size() == 1);
    const text::Span span = accepted->verdict.clauses[0].findings.at(0).spans.at(0);
    CHECK(request.text.substr(span.begin, span.end - span.begin) == "h.u.m.b.u.g");
    CHECK(server.now(first->comment).last_revision == 2);
  }
  SUBCASE("with a word that is refused it is not taken, and what waited goes on waiting") {
    request.text = with_word("balderdash");
    const auto accepted = post_comment(server.world(), request);
    REQUIRE(accepted);
    CHECK(accepted->outcome == Outcome::refused);
    CHECK(server.now(first->comment).state == discussion::State::held);
    CHECK(server.now(first->comment).last_revision == 1);
  }
  SUBCASE("declined, it is a comment of its own, judged by itself") {
    request.correction = PostComment::Correction::decline;
    const auto declined = post_comment(server.world(), request);
    REQUIRE(declined);
    CHECK(declined->outcome == Outcome::published);
    CHECK(declined->comment.id != first->comment.id);
    CHECK(server.now(first->comment).state == discussion::State::held);
  }
  CHECK(server.sound());
}
