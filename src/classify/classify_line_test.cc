#include "classify/classify_line.h"

#include <doctest.h>

using namespace comity::classify;

namespace {

std::string answer(std::string_view line, bool shows_words = false) {
  return classify_line(*shipped_model(), line, 3, shows_words).json;
}

}  // namespace

TEST_CASE("a line's answer has its id, the model, the language and every score") {
  const std::string json =
      answer(R"({"id": [1], "text": "You are a stupid idiot and everyone knows it.", "language": "en-GB"})");
  CHECK(json.starts_with(R"({"id":[1],"model":"sha256:)"));
  CHECK(json.find(R"("language":"en-GB","known":true,"scores":{"TOXICITY":0.9)") != std::string::npos);
  CHECK(json.find(R"("SEXUALLY_EXPLICIT":0.)") != std::string::npos);
  CHECK(json.find("words") == std::string::npos);
}

TEST_CASE("words that made a score are code points of the text") {
  const std::string json = answer(R"({"text": "жук: You idiot", "language": "en"})", true);
  CHECK(json.find(R"("TOXICITY":[[9,14]])") != std::string::npos);
}

TEST_CASE("in a language that the model does not know every score is null") {
  CHECK(answer(R"({"text": "Բարև ձեզ", "language": "hy"})", true).find(R"("known":false,"scores":{"TOXICITY":null,)") !=
        std::string::npos);
}

TEST_CASE("a bad line is answered with its number and what is wrong") {
  CHECK(answer("[]") == R"({"line":3,"error":"the line is no JSON object"})");
  CHECK(answer("{}") == R"({"line":3,"error":"the line has no \"text\""})");
  CHECK(answer(R"({"text": 1})") == R"({"line":3,"error":"\"text\" must be a string"})");
  CHECK(answer(R"({"text": "a", "language": 1})") == R"({"line":3,"error":"\"language\" must be a string"})");
  CHECK(answer("{").starts_with(R"({"line":3,"error":")"));
}

TEST_CASE("a score is written with four places") {
  CHECK(score_text(9130) == "0.9130");
  CHECK(score_text(7) == "0.0007");
  CHECK(score_text(10'000) == "1.0000");
}
