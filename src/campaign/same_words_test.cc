#include "campaign/same_words.h"

#include <doctest.h>

using comity::campaign::same_words;

TEST_CASE("a text is the same whatever its capitals, signs, digits, links and repeats") {
  const auto said = same_words("Buy cheap tickets here");
  CHECK(said > 0);
  CHECK(same_words("BUY cheap, tickets... here!!! 1234") == said);
  CHECK(same_words("Buuuy cheap tickets here https://spam.example/?id=77") == said);
  CHECK(same_words("\u2728 Buy ch\u00e9ap tickets\u200B here") == said);
  CHECK(same_words("Покупайте билеты тут") == same_words("ПОКУПАЙТЕ  билеты - тут 5"));
}

TEST_CASE("other words, or their order, make another text") {
  const auto said = same_words("Buy cheap tickets here");
  CHECK(same_words("Buy cheap ticket here") != said);
  CHECK(same_words("Buy tickets cheap here") != said);
  CHECK(same_words("Buy cheaptickets here") != said);
}

TEST_CASE("a text without words is like no other") {
  CHECK(same_words("") == 0);
  CHECK(same_words("12 34 ?!") == 0);
  CHECK(same_words("https://paper.example/1") == 0);
}
