#include "http/pages/clauses.h"

#include <doctest.h>

using namespace comity;
using namespace comity::http;

namespace {

policy::ClauseVerdict found_at(std::vector<text::Span> spans) {
  return {"profanity", policy::Action::hold, {{"lexicon", "profanity", "damn", std::move(spans)}}};
}

}  // namespace

TEST_CASE("the first sentence ends where its full stop does, in any script") {
  CHECK(first_sentence("Be kind. Be brief.") == "Be kind.");
  CHECK(first_sentence("Be kind.\nBe brief.") == "Be kind.");
  CHECK(first_sentence("Why? Because.") == "Why?");
  CHECK(first_sentence("هل هذا صحيح؟ نعم.") == "هل هذا صحيح؟");
  CHECK(first_sentence("One 2.5 percent rule") == "One 2.5 percent rule");
  CHECK(first_sentence("") == "");
}

TEST_CASE("words are the author's own bytes, each once, in order") {
  const std::string_view text = "damn this d4mn damn thing";
  CHECK(words_of(found_at({{15, 19}, {10, 14}, {0, 4}}), text) == std::vector<std::string>{"damn", "d4mn"});
}

TEST_CASE("spans that do not lie in the text are passed over") {
  CHECK(words_of(found_at({{0, 0}, {3, 99}, {4, 2}}), "damn").empty());
}

TEST_CASE("many words and long words are cut, never inside a character") {
  std::vector<text::Span> spans;
  std::string text;
  for (std::uint32_t i = 0; i < 30; ++i) {
    spans.push_back({i * 3, i * 3 + 2});
    text += std::to_string(10 + i) + " ";
  }
  CHECK(words_of(found_at(spans), text).size() == max_words_quoted);
  std::string cyrillic;
  for (int i = 0; i < 301; ++i) cyrillic += "я";
  const auto words = words_of(found_at({{0, 602}}), cyrillic);
  CHECK(words.front() == cyrillic.substr(0, 300) + "…");
}

TEST_CASE("words are quoted in the language's marks, and marked as text") {
  CHECK(quoted({"a<b", "c"}, "en").markup == "“<mark><bdi>a&lt;b</bdi></mark>”, “<mark><bdi>c</bdi></mark>”");
  CHECK(quoted({"a"}, "ru").markup == "«<mark><bdi>a</bdi></mark>»");
}

TEST_CASE("a text of the policy that is in another language than the page says so") {
  const auto policy = policy::compile(policy::shipped_policy()).policy;
  CHECK(prose_html({"Text", "en"}, "en").markup == "Text");
  CHECK(prose_html({"Text", "en"}, "ar").markup == R"(<span lang="en" dir="ltr">Text</span>)");
  CHECK(prose_in(policy->preamble, "xx", *policy).language == "en");
  CHECK(prose_in(policy->preamble, "ru", *policy).language == "ru");
}
