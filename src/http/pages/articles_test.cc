#include "http/pages/articles.h"

#include <doctest.h>

#include "base/time.h"
#include "http/messages.h"

using namespace comity::http;

TEST_CASE("every demonstration article is whole") {
  CHECK(articles().size() >= 5);
  for (const Article& article : articles()) {
    CAPTURE(article.id);
    CHECK_FALSE(article.title.empty());
    CHECK(interface_language(article.language) == article.language);
    CHECK_FALSE(article.summary.empty());
    CHECK(comity::parse_rfc3339(article.date + "T00:00:00Z"));
    CHECK(article.body.markup.starts_with("<p>"));
  }
}

TEST_CASE("articles are found by site and publisher's id, newest first") {
  CHECK(article_of("herald", "last-ferry") != nullptr);
  CHECK(article_of("herald", "no-such-story") == nullptr);
  CHECK(article_of("other", "last-ferry") == nullptr);
  CHECK(is_demonstration("herald"));
  CHECK_FALSE(is_demonstration("other"));
  CHECK(articles().front().date >= articles().back().date);
}
