#include "base/languages.h"

#include <doctest.h>

#include <algorithm>

using namespace comity;
using namespace comity::base;

TEST_CASE("a language is read from one file: its texts in their order, and its words") {
  const auto language =
      read_language("qaa", R"({"meta.direction": "rtl", "form.name": "Qa", "case.words": ["qab", "qac"]})");
  REQUIRE(language);
  CHECK(language->tag == "qaa");
  CHECK(language->texts.size() == 2);
  CHECK(language->texts.front().first == "meta.direction");
  CHECK(language->text("form.name") == "Qa");
  CHECK(language->text("form.text") == "");
  CHECK(language->case_words == std::vector<std::string>{"qab", "qac"});
}

TEST_CASE("what is no language's file is refused, and says why") {
  const auto refusal = [](const char* bytes) {
    const auto language = read_language("qaa", bytes);
    return language ? std::string() : language.error().detail;
  };
  CHECK(refusal("[]") == "not a JSON object");
  CHECK(refusal("{\"a\": 1}") == "'a' is not a text");
  CHECK(refusal("{\"case.words\": \"one two\"}") == "'case.words' is not a list");
  CHECK(refusal("{\"case.words\": [1]}") == "'case.words' holds what is not a word");
  CHECK(refusal("{") != "");
}

TEST_CASE("the languages that are compiled in are there, by their tags") {
  std::vector<std::string> tags;
  for (const Language& language : languages()) tags.push_back(language.tag);
  CHECK(std::is_sorted(tags.begin(), tags.end()));
  for (const char* tag : {"ar", "en", "ru"}) CHECK(std::find(tags.begin(), tags.end(), tag) != tags.end());
}
